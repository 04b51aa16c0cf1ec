/**
 * Puts edges between the same groups of releases together.
 */
import { groupBy } from '../../model/data/group-by';
import type { GraphBundle, GraphColumn, GraphEdge } from './cluster-graph';

/** Fewer edges from one release to a column are easier to read one by one. */
const LEAST = 3;

interface Sheaf {
  readonly from: string;
  readonly fromColumn: number;
  readonly edges: readonly GraphEdge[];
  readonly to: readonly string[];
  readonly reason: GraphEdge['reason'];
}

/**
 * Splits `edges` into single ones and bundles. What waits for all of a layer by its rule is in the
 * bundle of that layer, also if it names some of the releases in it; edges that are named remain.
 */
export function bundleWaits(
  edges: readonly GraphEdge[],
  columns: readonly GraphColumn[],
): { readonly edges: readonly GraphEdge[]; readonly bundles: readonly GraphBundle[] } {
  const members = columns.map(({ ranks }) => ranks.flat().sort());
  const columnOf = new Map(members.flatMap((labels, i) => labels.map((label): [string, number] => [label, i])));
  const isLoop = ({ from, to }: GraphEdge) => from === to;
  const others = edges.filter(edge => !isLoop(edge));
  const parts = groupBy(others, ({ from, to }) => JSON.stringify([from, columnOf.get(to)]));
  const single = edges.filter(isLoop);
  const sheaves: Sheaf[] = [];
  for (const all of parts.values()) {
    const sheaf = toSheaf(all, columnOf.get(all[0].from)!, members[columnOf.get(all[0].to)!]);
    if (sheaf === undefined) single.push(...all);
    else {
      sheaves.push(sheaf);
      if (sheaf.reason === 'layer') single.push(...all.filter(({ reason }) => reason === 'named'));
    }
  }
  const groups = groupBy(sheaves, ({ fromColumn, to, reason }) => JSON.stringify([fromColumn, to, reason]));
  const bundles: GraphBundle[] = [];
  for (const group of groups.values()) {
    const pairs = group.length * group[0].to.length;
    const layered = group.flatMap(sheaf => sheaf.edges.filter(edge => edge.reason === sheaf.reason));
    if (pairs < LEAST) single.push(...layered);
    else bundles.push(toBundle(group, columns, members));
  }
  return { edges: sortEdges(single), bundles: sortBundles(bundles, columnOf) };
}

/** The edges of one release to one column as one; `undefined` if they are few, and named. */
function toSheaf(edges: readonly GraphEdge[], fromColumn: number, members: readonly string[]): Sheaf | undefined {
  const { from } = edges[0];
  const named = edges.filter(({ reason }) => reason === 'named');
  const isWhole = edges.length === members.filter(label => label !== from).length;
  const reason = named.length === edges.length ? 'named' : 'layer';
  if (reason === 'named' && !(isWhole && edges.length >= LEAST)) return undefined;
  const bundled = isWhole ? edges : edges.filter(edge => edge.reason === 'layer');
  // a release of the same column is in the bundle too, so that its siblings share it
  const to = isWhole ? members : bundled.map(edge => edge.to).sort();
  return { from, fromColumn, edges: bundled, to, reason };
}

function toBundle(
  group: readonly Sheaf[],
  columns: readonly GraphColumn[],
  members: readonly (readonly string[])[],
): GraphBundle {
  const [{ to, reason, fromColumn }] = group;
  const from = group.map(sheaf => sheaf.from).sort();
  const toColumn = members.findIndex(labels => labels.includes(to[0]));
  const layerOf = (labels: readonly string[], column: number) =>
    labels.length === members[column].length ? columns[column].layer : undefined;
  const fromLayer = layerOf(from, fromColumn);
  const toLayer = layerOf(to, toColumn);
  const changes = new Set(group.flatMap(({ edges }) => edges.map(edge => edge.change)));
  const change = changes.size === 1 ? group[0].edges[0].change : undefined;
  const gaps = group.flatMap(({ edges }) => edges.filter(({ isInStep }) => !isInStep).map(edge => edge.to));
  return {
    from,
    to,
    ...(fromLayer !== undefined && { fromLayer }),
    ...(toLayer !== undefined && { toLayer }),
    reason,
    notInStep: [...new Set(gaps)].sort(),
    ...(change !== undefined && { change }),
  };
}

function sortEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  const keyOf = ({ from, to }: GraphEdge) => `${from}\n${to}`;
  return [...edges].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function sortBundles(bundles: readonly GraphBundle[], columnOf: ReadonlyMap<string, number>): GraphBundle[] {
  const keyOf = ({ from, to, reason }: GraphBundle) => JSON.stringify([from, to, reason]);
  const rankOf = ({ from }: GraphBundle) => columnOf.get(from[0])!;
  return [...bundles].sort((a, b) => rankOf(a) - rankOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
}
