import * as fc from 'fast-check';
import { Graph } from '../../lib/order/graph';
import { stronglyConnected } from '../../lib/order/strongly-connected';

/** A graph from the targets of each vertex. */
function toGraph(next: readonly (readonly number[])[]): Graph {
  const graph = new Graph(next.length);
  for (const targets of next) {
    for (const to of targets) graph.add(to);
    graph.close();
  }
  return graph;
}

/** Components, each ascending, sorted by their smallest vertex. */
function componentsOf(next: readonly (readonly number[])[]): number[][] {
  return stronglyConnected(toGraph(next))
    .map(component => [...component].sort((a, b) => a - b))
    .sort((a, b) => a[0] - b[0]);
}

test.each([
  ['no vertex', [], []],
  ['one vertex', [[]], []],
  ['a chain', [[1], [2], []], []],
  ['a diamond', [[1, 2], [3], [3], []], []],
  ['a vertex that points to itself', [[0]], []],
  ['two vertices', [[1], [0]], [[0, 1]]],
  ['a ring', [[1], [2], [0]], [[0, 1, 2]]],
  ['a ring with an edge into it and one out of it', [[1], [2], [3, 4], [1], []], [[1, 2, 3]]],
  [
    'two rings, one leading into the other',
    [[1], [0, 2], [3], [2]],
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ['two rings that share a vertex', [[1], [0, 2], [1]], [[0, 1, 2]]],
  ['an edge given twice', [[1, 1], [0]], [[0, 1]]],
])('%s', (_, next, components) => {
  expect(componentsOf(next)).toEqual(components);
});

test('a ring of 100,000 vertices needs no recursion', () => {
  const size = 100_000;
  const ring = Array.from({ length: size }, (_, i) => [(i + 1) % size]);
  expect(componentsOf(ring)[0]).toHaveLength(size);
});

test('vertices are in one component exactly if each reaches the other', () => {
  const someGraph = fc
    .nat({ max: 7 })
    .chain(last =>
      fc.array(fc.uniqueArray(fc.nat({ max: last }), { maxLength: 3 }), { minLength: last + 1, maxLength: last + 1 }),
    );
  fc.assert(
    fc.property(someGraph, next => {
      const reach = next.map((_, from) => reachable(from, next));
      const together = next.map((_, a) => next.flatMap((_, b) => (reach[a].has(b) && reach[b].has(a) ? b : [])));
      expect(componentsOf(next)).toEqual(together.filter((group, a) => group.length > 1 && group[0] === a));
    }),
    { numRuns: 500 },
  );
});

function reachable(from: number, next: readonly (readonly number[])[]): Set<number> {
  const seen = new Set([from]);
  for (const vertex of seen) next[vertex].forEach(to => seen.add(to));
  return seen;
}
