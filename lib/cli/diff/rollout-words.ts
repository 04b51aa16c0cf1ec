/**
 * The words of `pctl diff` for the order of a change, and for releases that only wait.
 */
import type { ReleaseChange, Rollout } from '../../changes/change';
import type { SharedChange } from '../../changes/share-changes';
import { groupBy } from '../../model/data/group-by';
import { listNames } from './change-words';

/** Releases that only wait for new revisions, on the same clusters. */
export interface WaitingReleases {
  readonly labels: readonly string[];
  readonly clusters: readonly string[];
}

/** One entry for each list of clusters. */
export function groupWaits(releases: readonly SharedChange<ReleaseChange>[]): WaitingReleases[] {
  const waiting = releases.filter(({ change }) => change.kind === 'waits');
  return [...groupBy(waiting, ({ clusters }) => clusters.join('\n')).values()].map(found => ({
    labels: [...new Set(found.map(({ change }) => change.label))].sort(),
    clusters: found[0].clusters,
  }));
}

/** Whether Helm does anything. */
export function hasOrder({ steps, removals }: Rollout): boolean {
  return steps.length + removals.length > 0;
}

/** One line for each step, for removals, and for the longest way. */
export function describeOrder({ steps, removals, isRemovalGuarded, longestWay }: Rollout): string[] {
  const numbered = steps.map((labels, i) => `${i + 1}. ${listNames(labels, 8)}`);
  const removed = removals.map(labels => listNames(labels, 8)).join(', then ');
  const when = steps.length === 0 ? 'removed' : 'then removed';
  const longest = longestWay.length > 1 ? [`longest way: ${longestWay.join(' -> ')}`] : [];
  return [
    ...numbered,
    ...(removals.length === 0 ? [] : [`${when}${removalWords(isRemovalGuarded)}: ${removed}`]),
    ...longest,
  ];
}

function removalWords(isGuarded: boolean | undefined): string {
  if (isGuarded === undefined) return ', if the guard is applied to the cluster, otherwise at once';
  return isGuarded ? '' : ', without order, because the cluster has no RemovalGuard';
}
