/**
 * Layers that follow from dependencies.
 */
import fc from 'fast-check';
import { computeLayers, pathBelow } from '../../lib/order/computed-layers';

const layersOf = (dependencies: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries([...computeLayers(new Map(Object.entries(dependencies))).layers].sort());

test('the layer is the length of the longest path, and no layer is empty', () => {
  expect(layersOf({})).toEqual({});
  const mesh = { flagger: ['linkerd2', 'cert-manager'], linkerd2: ['cert-manager'], constructor: [], 'cert-manager': ['unknown'] }; // prettier-ignore
  expect(layersOf(mesh)).toEqual({ 'cert-manager': 0, constructor: 0, flagger: 2, linkerd2: 1 });
  expect(pathBelow(computeLayers(new Map(Object.entries(mesh))), 'flagger')).toEqual(['flagger', 'linkerd2', 'cert-manager']); // prettier-ignore
});

test('components in a cycle, and those above it, have no layer', () => {
  const { layers, cycles } = computeLayers(
    new Map([['above', ['b']], ['b', ['a']], ['a', ['c']], ['c', ['b', 'below']], ['below', []], ['self', ['self']]]), // prettier-ignore
  );
  expect([...layers]).toEqual([['below', 0]]);
  expect(cycles).toEqual([['a', 'c', 'b'], ['self']]);
});

/** Dependencies on names that come earlier, in any order. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 30 })
  .map(lists => lists.map((list, i) => [`c${i}`, i === 0 ? [] : list.map(j => `c${j % i}`)] as const));

function naiveLayer(dependencies: ReadonlyMap<string, readonly string[]>, name: string): number {
  return Math.max(0, ...dependencies.get(name)!.map(other => naiveLayer(dependencies, other) + 1));
}

test('any graph has the layers of a naive search for the longest path, whatever its order', () => {
  const property = fc.property(graphs, fc.nat(), (graph, seed) => {
    const dependencies = new Map(graph);
    const rotated = graph.map((_, i) => graph[(i + seed) % graph.length]);
    const { layers, cycles, below } = computeLayers(new Map(rotated));
    expect(cycles).toEqual([]);
    for (const [name] of graph) {
      expect(layers.get(name)).toBe(naiveLayer(dependencies, name));
      expect(pathBelow({ below }, name)).toHaveLength(layers.get(name)! + 1);
    }
    const used = new Set(layers.values());
    expect([...used].sort((a, b) => a - b)).toEqual([...used].map((_, i) => i));
  });
  fc.assert(property, { numRuns: 300 });
});
