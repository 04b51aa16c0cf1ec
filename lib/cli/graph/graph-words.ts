/**
 * The words of a graph, in all of its formats.
 */
import type { ClusterGraph, GraphColumn, GraphNode, LineChange } from '../../order/cluster-graph/cluster-graph';
import { describeBelow } from './changed-words';
import type { ComparedGraph } from './drawn-graph';

/** `production`, or `no cluster`. */
export function titleOf({ name }: Pick<ClusterGraph, 'name'>): string {
  return name === '' ? 'no cluster' : name;
}

/** With what happens to the cluster: `production (new cluster)`. */
export function comparedTitle(graph: ComparedGraph): string {
  const kind = graph.comparison && (graph.comparison.change?.kind ?? 'unchanged');
  return kind === undefined || kind === 'changed' ? titleOf(graph) : `${titleOf(graph)} (${CLUSTERS[kind]})`;
}

const CLUSTERS = { added: 'new cluster', removed: 'removed cluster', unchanged: 'no changes' } as const;

/** Whether releases wait for each other only now, or only did before. */
export const LINE_CHANGES: { readonly [K in LineChange]: string } = { added: 'new', removed: 'no longer' };

/** `Layer 2`, or `No layer`. */
export function titleOfColumn({ layer }: GraphColumn): string {
  return layer === undefined ? 'No layer' : `Layer ${layer}`;
}

/** What is written below the name: `linkerd2 0.0.16`, or only the version if the profile has the same name. */
export function detailOf({ name, release, elsewhere }: GraphNode): string {
  if (release === undefined) return 'not found';
  const { profile, contents, version, isSuspended } = release;
  const what = profile ?? contents ?? 'made elsewhere';
  const parts = [what === name && version !== undefined ? undefined : what, version];
  const place = elsewhere === undefined ? undefined : `(on cluster ${elsewhere})`;
  const detail = [...parts, place].filter(part => part !== undefined).join(' ');
  return isSuspended ? `${detail} (suspended)` : detail;
}

/** Lines of text in the box of a release: its name, its version, and what happens to it. */
export function linesOf(node: GraphNode, { comparison }: ComparedGraph): string[] {
  const change = comparison?.releases.get(node.label);
  return [node.label, detailOf(node), ...(change === undefined ? [] : [describeBelow(change)])];
}

/** Labels of releases with a problem, and of those on the longest way. */
export function markedLabels({ problems, longestWay }: ClusterGraph) {
  return { wrong: new Set(problems.flatMap(({ labels }) => labels)), way: new Set(longestWay) };
}

/** `3 releases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
