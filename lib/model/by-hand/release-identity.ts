/**
 * Which Helm release a HelmRelease made by hand installs, and where: fields that are missing have the defaults of
 * helm-controller.
 */
import { recordIn, textIn } from '../data/fields';
import type { Fields } from '../data/json';
import { shortenReleaseName } from '../names';

/** If any of these changes, Flux uninstalls the release and installs another one. */
export interface ReleaseIdentity {
  /** Name in Helm, at most 53 characters. */
  readonly releaseName: string;
  /** Namespace of the workload. */
  readonly targetNamespace: string;
  /** Namespace of Helm's record. */
  readonly storageNamespace: string;
}

/** The identity of the Helm release of `object`, which is in `namespace`. */
export function releaseIdentity(object: Fields, namespace: string): ReleaseIdentity {
  const spec = recordIn(object, 'spec');
  const name = textIn(recordIn(object, 'metadata'), 'name') ?? '';
  const target = textIn(spec, 'targetNamespace') || undefined;
  const composed = target === undefined ? name : `${target}-${name}`;
  return {
    releaseName: shortenReleaseName(textIn(spec, 'releaseName') || composed),
    targetNamespace: target ?? namespace,
    storageNamespace: textIn(spec, 'storageNamespace') || namespace,
  };
}
