/**
 * The words of a graph, in all of its formats.
 */
import type { ClusterGraph, GraphColumn, GraphNode } from '../../order/cluster-graph/cluster-graph';

/** `production`, or `no cluster`. */
export function titleOf({ name }: Pick<ClusterGraph, 'name'>): string {
  return name === '' ? 'no cluster' : name;
}

/** `Layer 2`, or `No layer`. */
export function titleOfColumn({ layer }: GraphColumn): string {
  return layer === undefined ? 'No layer' : `Layer ${layer}`;
}

/** What is written below the name: `linkerd2 0.0.16`, or only the version if the profile has the same name. */
export function detailOf({ name, release }: GraphNode): string {
  if (release === undefined) return 'not found';
  const { profile, contents, version, isSuspended } = release;
  const what = profile ?? contents ?? 'made elsewhere';
  const parts = [what === name && version !== undefined ? undefined : what, version];
  const detail = parts.filter(part => part !== undefined).join(' ');
  return isSuspended ? `${detail} (suspended)` : detail;
}

/** `3 releases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
