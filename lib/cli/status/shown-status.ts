/**
 * The part of a cluster's status that is shown, compared with a folder of manifests if there is one.
 */
import type { Cause, ClusterStatus, KustomizationStatus, ReleaseStatus } from '../../status/cluster-status';
import { splitKey } from '../../status/flux-object';
import { type OutputRelease, type OutputReleases, outputName } from './output-releases';

/** A release on the cluster, or one that is only in the output. */
export interface ShownRelease extends ReleaseStatus {
  /** What the output says. Absent: it does not contain the release, or there is no output. */
  readonly output?: OutputRelease;
  /** Whether its cluster is in the output. */
  readonly isCompared: boolean;
}

/** What is printed, in any format. */
export interface ShownStatus {
  readonly releases: readonly ShownRelease[];
  readonly kustomizations: readonly KustomizationStatus[];
  readonly causes: readonly Cause[];
  /** Everything, for words about what is waited for. */
  readonly status: ClusterStatus;
  /** Folder of the output. Absent: there is none for this cluster. */
  readonly folder?: string;
  /** What could not be read. */
  readonly warnings: readonly string[];
}

/** The part in `namespaces`, by default all, with the Kustomizations and causes that belong to it. */
export function showStatus(
  status: ClusterStatus,
  namespaces: readonly string[] | undefined,
  output: OutputReleases | undefined,
): Omit<ShownStatus, 'warnings'> {
  const isShown = (namespace: string) => namespaces?.includes(namespace) ?? true;
  const present = status.releases.filter(({ namespace }) => isShown(namespace));
  const names = new Set(status.releases.map(outputName));
  const absent = [...(output?.releases ?? [])].filter(
    ([name, { namespace }]) => !names.has(name) && isShown(namespace),
  );
  const releases = [
    ...present.map(release => ({
      ...release,
      output: output?.releases.get(outputName(release)),
      isCompared: output?.clusters.has(release.cluster) ?? false,
    })),
    ...absent.map(([, release]) => toAbsent(release)),
  ];
  const appliers = new Set(present.map(({ kustomization }) => kustomization));
  const kustomizations = status.kustomizations.filter(({ key, namespace }) => isShown(namespace) || appliers.has(key));
  const shown = new Set([...releases, ...kustomizations].map(({ key }) => key));
  const causes = status.causes.filter(
    ({ key, cycle = [], holdsBack }) =>
      isShown(splitKey(key).namespace) || [key, ...cycle, ...holdsBack].some(other => shown.has(other)),
  );
  return { releases, kustomizations, causes, status, folder: output?.folder };
}

function toAbsent(output: OutputRelease): ShownRelease {
  const { key, namespace, name, cluster, layer } = output;
  const state = { kind: 'missing' } as const;
  return {
    ...{ key, namespace, name, cluster, layer, output, state },
    ...{ isCompared: true, isReady: false, isSuspended: false, ignoresOrder: false, waits: [] },
  };
}

/** Whether nothing is left to do: everything that is shown is there, in its newest version, and ready. */
export function isSettled({ releases, kustomizations, causes }: ShownStatus): boolean {
  return (
    releases.length > 0 &&
    releases.every(release => isDone(release) && (!release.isCompared || isSame(release))) &&
    kustomizations.every(found => isDone(found) && found.applied === (found.fetched ?? found.applied)) &&
    causes.length === 0
  );
}

function isDone({ state: { kind }, isReady }: ReleaseStatus | KustomizationStatus): boolean {
  return kind === 'ready' || (kind === 'suspended' && isReady);
}

/** Whether the cluster has what the output says. */
export function isSame({ output, applied, revision }: ShownRelease): boolean {
  return output !== undefined && output.version === applied && output.revision === revision;
}
