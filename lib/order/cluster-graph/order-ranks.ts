/**
 * Orders the releases in each rank, so that lines between ranks are short and cross little: the
 * barycentre method of Sugiyama, from left to right and back.
 */

/** Further rounds change little. */
const ROUNDS = 4;

/**
 * `ranks` in the order of installation, each from top to bottom; `edges` are pairs of labels.
 *
 * Of the orders that were tried, the one with the shortest lines; equal ones keep the input's order.
 */
export function orderRanks(
  ranks: readonly (readonly string[])[],
  edges: readonly (readonly [from: string, to: string])[],
): string[][] {
  const neighbours = new Map<string, string[]>(ranks.flat().map(label => [label, []]));
  for (const [from, to] of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  let current = ranks.map(rank => [...rank]);
  let best = current;
  for (let round = 0; round < ROUNDS; round++) {
    current = sweep(current, neighbours, round % 2 === 0);
    if (lengthOf(current, edges) < lengthOf(best, edges)) best = current;
  }
  return best;
}

/** Sorts each rank by the mean row of what it is connected to in ranks that were sorted before. */
function sweep(
  ranks: readonly (readonly string[])[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  isForward: boolean,
): string[][] {
  const rows = new Map<string, number>();
  const sorted = (isForward ? ranks : [...ranks].reverse()).map(rank => {
    const means = new Map(rank.map((label, row) => [label, mean(neighbours.get(label)!, rows) ?? row]));
    const ordered = [...rank].sort((a, b) => means.get(a)! - means.get(b)!);
    ordered.forEach((label, row) => rows.set(label, row));
    return ordered;
  });
  return isForward ? sorted : sorted.reverse();
}

function mean(labels: readonly string[], rows: ReadonlyMap<string, number>): number | undefined {
  const known = labels.flatMap(label => rows.get(label) ?? []);
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0) / known.length;
}

/** Sum of the rows that lines go up or down. */
function lengthOf(ranks: readonly (readonly string[])[], edges: readonly (readonly [string, string])[]): number {
  const rows = new Map(ranks.flatMap(rank => rank.map((label, row): [string, number] => [label, row])));
  return edges.reduce((sum, [from, to]) => sum + Math.abs((rows.get(from) ?? 0) - (rows.get(to) ?? 0)), 0);
}
