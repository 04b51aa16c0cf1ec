import fc from 'fast-check';
import type { ClusterGraph } from '../../../lib/order/cluster-graph/cluster-graph';
import { graphOf, layered, type SomeRelease } from './graph-of';

const PLATFORM = layered(
  [
    ['cert-manager', 'vault', 'trust'],
    ['linkerd2', 'prometheus'],
    ['flagger', 'kiali', 'shop'],
  ],
  {
    linkerd2: ['vault'],
    kiali: ['linkerd2', 'prometheus', 'cert-manager'],
  },
);

const columnsOf = ({ columns }: ClusterGraph) => columns.map(({ layer, ranks }) => [layer ?? '-', ...ranks]);

test('a layer that waits for all of another is one bundle, and what is named is drawn in addition', () => {
  const { edges, bundles } = graphOf(PLATFORM);
  const base = ['cert-manager', 'trust', 'vault'];
  const mesh = ['linkerd2', 'prometheus'];
  expect(bundles).toEqual([
    { from: mesh, to: base, fromLayer: 1, toLayer: 0, reason: 'layer', notInStep: [] },
    { from: ['flagger', 'shop'], to: mesh, toLayer: 1, reason: 'layer', notInStep: [] },
  ]);
  expect(edges.map(({ from, to, reason }) => `${from} ${to} ${reason}`)).toEqual([
    'kiali cert-manager named',
    'kiali linkerd2 named',
    'kiali prometheus named',
    'linkerd2 vault named',
  ]);
});

test('three releases or more that are named, and are all of a layer, are one bundle', () => {
  const { edges, bundles } = graphOf({ ...PLATFORM, backup: { layer: 3, ...all('cert-manager', 'trust', 'vault') } });
  expect(bundles.filter(({ reason }) => reason === 'named')).toEqual([
    {
      from: ['backup'],
      to: ['cert-manager', 'trust', 'vault'],
      fromLayer: 3,
      toLayer: 0,
      reason: 'named',
      notInStep: [],
    },
  ]);
  expect(edges.filter(({ from }) => from === 'backup')).toEqual([]);
});

test('a bundle says whose upgrades are not waited for', () => {
  const { bundles } = graphOf({ ...PLATFORM, prometheus: { ...PLATFORM.prometheus, notInStep: ['vault'] } });
  expect(bundles.map(({ notInStep }) => notInStep)).toEqual([['vault'], []]);
});

test('columns are layers, in ranks if their releases wait for each other', () => {
  const releases = { 'layer-ten': { layer: 10 }, a: { layer: 2 }, b: { layer: 2, ...all('a') }, c: { layer: 2 } };
  expect(columnsOf(graphOf(releases))).toEqual([
    [2, ['a', 'c'], ['b']],
    [10, ['layer-ten']],
  ]);
});

test('a release without a layer is before the lowest layer that needs it, or at the end', () => {
  const releases = {
    flagger: { layer: 2, ...all('crds') },
    linkerd2: { layer: 1, ...all('gone') },
    crds: all('base'),
    base: {},
    shop: { dependsOn: ['flagger'] },
  };
  const graph = graphOf(releases);
  expect(columnsOf(graph)).toEqual([
    ['-', ['gone']],
    [1, ['linkerd2']],
    ['-', ['base'], ['crds']],
    [2, ['flagger']],
    ['-', ['shop']],
  ]);
  expect(graph.nodes.filter(({ release }) => release === undefined).map(({ label }) => label)).toEqual(['gone']);
});

test('releases are next to those that they name', () => {
  const graph = graphOf(layered([['a', 'b', 'c'], ['x', 'y', 'z']], { x: ['c'], y: ['b'], z: ['a'] })); // prettier-ignore
  expect(columnsOf(graph)).toEqual([
    [0, ['a', 'b', 'c']],
    [1, ['z', 'y', 'x']],
  ]);
});

test('the longest way is the longest chain, and does not lead through a cycle', () => {
  expect(graphOf(PLATFORM).longestWay).toEqual(['cert-manager', 'linkerd2', 'flagger']);
  const cycle = { b: { layer: 1, ...all('a', 'base') }, a: { layer: 1, ...all('b', 'base') } };
  const graph = graphOf({ base: { layer: 0 }, ...cycle, constructor: { layer: 2, ...all('b') } });
  expect(graph.longestWay).toEqual(['base']);
  expect(graph.problems.map(({ problem, labels }) => [problem.kind, labels])).toEqual([['cycle', ['a', 'b']]]);
});

test('a release that waits for itself keeps that edge', () => {
  const { edges, problems } = graphOf({ constructor: { layer: 0, ...all('constructor') } });
  expect(edges.map(({ from, to }) => [from, to])).toEqual([['constructor', 'constructor']]);
  expect(problems.map(({ labels }) => labels)).toEqual([['constructor']]);
});

describe('for any releases', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'constructor'];
  const some = fc.subarray([...names, 'gone']);
  const release = fc.record({ layer: fc.option(fc.nat(2), { nil: undefined }), dependsOn: some, named: some });
  const cluster = fc.array(release, { minLength: 1, maxLength: names.length }).map(releases => {
    return releases.map((one, i): [string, SomeRelease] => [names[i], one]);
  });

  test('edges and bundles are exactly what waits', () => {
    fc.assert(
      fc.property(cluster, releases => {
        const { edges, bundles } = graphOf(Object.fromEntries(releases));
        const bundled = bundles.flatMap(({ from, to }) => from.flatMap(one => to.map(other => [one, other])));
        const drawn = bundled.filter(([from, to]) => from !== to);
        const pairs = [...edges.map(({ from, to }) => [from, to]), ...drawn].map(([from, to]) => `${from} ${to}`);
        const waits = releases.flatMap(([from, { dependsOn = [] }]) => dependsOn.map(to => `${from} ${to}`));
        expect([...new Set(pairs)].sort()).toEqual([...new Set(waits)].sort());
      }),
    );
  });

  test('every release is in one column, and the order of the input does not matter', () => {
    fc.assert(
      fc.property(cluster, releases => {
        const graph = graphOf(Object.fromEntries(releases));
        const waited = releases.flatMap(([, { dependsOn = [] }]) => dependsOn);
        const labels = new Set([...releases.map(([name]) => name), ...waited]);
        expect(graph.columns.flatMap(({ ranks }) => ranks.flat()).sort()).toEqual([...labels].sort());
        const shape = ({ columns, edges, bundles, longestWay }: ClusterGraph) => [columns, edges, bundles, longestWay];
        expect(shape(graphOf(Object.fromEntries([...releases].reverse())))).toEqual(shape(graph));
      }),
    );
  });
});

function all(...names: readonly string[]): SomeRelease {
  return { dependsOn: names, named: names };
}
