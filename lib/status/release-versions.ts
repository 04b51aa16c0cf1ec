/**
 * The version of a release that is installed, and the one that its HelmRelease asks for, which is what Flux applied
 * last from git.
 */
import { posix } from 'node:path';
import { fieldsOf, listIn } from '../model/data/fields';
import { ANNOTATIONS } from '../model/labels';
import { type FluxObject, isReady, text } from './flux-object';

/** The two versions of a release. */
export interface ReleaseVersions {
  /** Version of the newest Helm revision that was deployed. Absent: none, or unknown. */
  readonly installed?: string;
  /** Version of the profile, otherwise of the chart. Absent: unknown, because its source alone decides. */
  readonly applied?: string;
}

/** `inner` is the Kustomization in a release of manifests, whose version is the hash of their content. */
export function versionsOf(object: FluxObject, inner?: FluxObject): ReleaseVersions {
  if (object.annotations[ANNOTATIONS.contents] === 'manifests') {
    const wanted = fieldsOf(fieldsOf(object.spec.values).spec);
    return { installed: inner && contentHashOf(inner.spec), applied: contentHashOf(wanted) };
  }
  const chart = text(fieldsOf(fieldsOf(object.spec.chart).spec).version);
  const exact = chart !== undefined && /^v?\d+(\.\d+)*([-+].*)?$/.test(chart) ? chart : undefined;
  const applied = text(object.annotations[ANNOTATIONS.version]) ?? exact;
  const deployed = deployedVersion(object);
  // a chart in a folder or an OCI registry may have another version than its profile
  const isSame = applied === undefined || exact !== undefined || withoutBuild(deployed) === withoutBuild(applied);
  const installed = deployed === undefined || isSame ? deployed : isReady(object) ? applied : undefined;
  return { installed: withoutBuild(installed) === withoutBuild(applied) ? applied : installed, applied };
}

/** `1f0c3a2b`: the path of manifests ends in it. */
function contentHashOf({ path }: FluxObject['spec']): string | undefined {
  return /-([0-9a-f]{8})$/.exec(posix.basename(text(path) ?? ''))?.[1];
}

/** Flux adds the digest of an OCI artifact, or a Git commit, to the version: `1.2.0+1f0c3a2b4d5e`. */
function withoutBuild(version: string | undefined): string | undefined {
  return version?.replace(/^v/, '').replace(/\+.*$/, '');
}

function deployedVersion({ status }: FluxObject): string | undefined {
  const history = listIn(status, 'history').map(fieldsOf);
  return text(history.find(({ status: helm }) => helm === 'deployed')?.chartVersion);
}
