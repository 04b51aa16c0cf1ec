/**
 * Turns a HelmRelease made by hand into the subscription that installs the same, and nothing else.
 */
import { type AppliedObject } from '../applied-cluster';
import { isEncrypted } from '../data/is-encrypted';
import { fieldsOf, recordIn } from '../data/fields';
import { type Fields, isRecord } from '../data/json';
import { isDnsLabel, shortenReleaseName } from '../names';
import type { SubscriptionSpec } from '../subscriptions/subscription-schema';
import { type ChartReference, takeChart } from './chart-reference';
import { isDisabled, metadataOptions } from './metadata';
import { releaseIdentity } from './release-identity';
import { takeOptions, withoutAbsent } from './release-options';
import { RemainingFields } from './remaining-fields';

/** A subscription that takes the place of a HelmRelease. */
export interface ByHand {
  readonly release: AppliedObject;
  /** Its chart is given, as far as it is known. */
  readonly spec: SubscriptionSpec;
  readonly reference: Exclude<ChartReference, { readonly reason: string }>;
}

/** A HelmRelease that stays as it is. */
export interface LeftRelease {
  readonly release: AppliedObject;
  readonly reason: string;
}

/** Fields of `spec` in helm.toolkit.fluxcd.io/v2; others were in earlier versions. */
const KNOWN = new Set(
  'chart chartRef commonMetadata dependsOn driftDetection healthCheckExprs install interval kubeConfig maxHistory persistentClient postRenderStrategy postRenderers releaseName rollback serviceAccountName storageNamespace suspend targetNamespace test timeout uninstall upgrade values valuesFrom waitStrategy'.split(
    ' ',
  ),
);

/** The subscription of `release` on a cluster whose objects are in `home`; `find` looks up a source. */
export function toSubscription(
  release: AppliedObject,
  home: string,
  find: (reference: Fields) => AppliedObject | undefined,
): ByHand | LeftRelease {
  const { object, name, namespace } = release;
  const reason = whyLeft(release);
  if (reason !== undefined) return { release, reason };
  const spec = new RemainingFields(recordIn(object, 'spec'));
  spec.take('dependsOn');
  const reference = takeChart(spec, namespace, find);
  if ('reason' in reference) return { release, reason: reference.reason };
  const { releaseName, targetNamespace, storageNamespace } = releaseIdentity(object, namespace);
  for (const key of ['releaseName', 'targetNamespace', 'storageNamespace']) spec.take(key);
  const options = takeOptions(spec);
  const patched = {
    ...(storageNamespace !== targetNamespace && { storageNamespace }),
    ...spec.rest,
  };
  return {
    release,
    reference,
    spec: withoutAbsent({
      chart: reference.chart,
      releaseName: releaseName === shortenReleaseName(name) ? undefined : releaseName,
      ...metadataOptions(object),
      namespace: namespace === home ? undefined : namespace,
      targetNamespace,
      ...options,
      patch: Object.keys(patched).length === 0 ? undefined : { spec: patched },
    }),
  };
}

function whyLeft({ object, name, namespace }: AppliedObject): string | undefined {
  const spec = recordIn(object, 'spec');
  const unknown = Object.keys(spec).filter(key => !KNOWN.has(key));
  if (!isDnsLabel(name) || !isDnsLabel(namespace)) return 'its name or namespace is not known: a variable is in it';
  if (name === 'cluster') return 'its name would be that of cluster.yaml';
  if (isRecord(spec.kubeConfig)) return 'it installs on another cluster, by kubeConfig';
  if (isDisabled(object, 'kustomize.toolkit.fluxcd.io/reconcile')) return 'Flux does not apply its changes, because reconcile is disabled'; // prettier-ignore
  if (isRecord(object.sops) || hasEncrypted(object)) return 'it is encrypted';
  if (unknown.length > 0) return `"spec.${unknown.join('", "spec.')}" is not in version v2 of HelmReleases`;
  return undefined;
}

function hasEncrypted(value: unknown): boolean {
  if (typeof value === 'string') return isEncrypted(value);
  if (Array.isArray(value)) return value.some(hasEncrypted);
  return Object.values(fieldsOf(value)).some(hasEncrypted);
}
