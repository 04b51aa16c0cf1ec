import * as fc from 'fast-check';
import { edgesOf, tryStep } from '../../lib/order/edges-of';
import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall, type PlanInstallOptions } from '../../lib/order/plan-install';
import { droppedFor, namedBy, ownWaits, ruledBy, someNodes, someOptions } from './naive-order';

/** `linkerd2 (0)`, `linkerd2 (named, via cilium)`: what `name` waits for, and why. */
function waitsOf(name: string, nodes: readonly InstallNode[], options?: PlanInstallOptions): string[] {
  const plan = planInstall(nodes, options);
  return edgesOf(plan, tryStep(plan, name)!).map(
    ({ to, reason, via }) => `${to} (${reason}${via === undefined ? '' : `, via ${via}`})`,
  );
}

const LAYERED: readonly InstallNode[] = [
  { name: 'cert-manager', layer: 0 },
  { name: 'kyverno', layer: 0 },
  { name: 'linkerd2', layer: 1 },
  { name: 'flagger', layer: 2 },
  { name: 'jaeger' },
];

test.each([
  ['cert-manager', []],
  ['linkerd2', ['cert-manager (0)', 'kyverno (0)']],
  ['flagger', ['linkerd2 (1)']],
  ['jaeger', ['flagger (2)']],
])('%s waits for the nearest lower layer: %j', (name, waits) => {
  expect(waitsOf(name, LAYERED)).toEqual(waits);
});

test('edges are sorted by name, independent of the order of the input', () => {
  const nodes = [
    { name: 'flagger', layer: 2, dependsOn: ['prometheus', 'cert-manager'] },
    { name: 'prometheus', layer: 1 },
    { name: 'linkerd2', layer: 1 },
    { name: 'cert-manager', layer: 0 },
  ];
  const waits = ['cert-manager (named)', 'linkerd2 (1)', 'prometheus (named)'];
  expect(waitsOf('flagger', nodes)).toEqual(waits);
  expect(waitsOf('flagger', [...nodes].reverse())).toEqual(waits);
});

test('a gap in the layers is skipped, and layer 10 does not follow layer 1', () => {
  const nodes = [1, 2, 10].map(layer => ({ name: `layer-${layer}`, layer }));
  expect(waitsOf('layer-10', nodes)).toEqual(['layer-2 (2)']);
});

test('with order "dependencies" a step waits only for what it names', () => {
  const nodes = [...LAYERED, { name: 'sockshop', layer: 2, dependsOn: ['kyverno'], dependsOnLayers: [1] }];
  expect(waitsOf('sockshop', nodes, { order: 'dependencies' })).toEqual(['kyverno (named)', 'linkerd2 (named)']);
  expect(waitsOf('flagger', nodes, { order: 'dependencies' })).toEqual([]);
});

test('a step without a layer may be installed at any time', () => {
  expect(waitsOf('jaeger', LAYERED, { unlayered: 'any' })).toEqual([]);
});

test('a step that names its own layer waits for all others in it', () => {
  const nodes = [...LAYERED, { name: 'reloader', layer: 0, dependsOnLayers: [0] }];
  expect(waitsOf('reloader', nodes)).toEqual(['cert-manager (named)', 'kyverno (named)']);
});

describe('a release made elsewhere', () => {
  test('does not wait', () => {
    expect(waitsOf('linkerd2', [LAYERED[0], { name: 'linkerd2', layer: 1, waits: false }])).toEqual([]);
  });

  test('carries no order: who waits for its layer also waits for the layer below', () => {
    const nodes = [LAYERED[0], { name: 'linkerd2', layer: 1, waits: false }, LAYERED[3]];
    expect(waitsOf('flagger', nodes)).toEqual(['cert-manager (0, via linkerd2)', 'linkerd2 (1)']);
  });

  test('does not pass order on through a chain of layers', () => {
    const nodes = [1, 2, 3].map(layer => ({ name: `layer-${layer}`, layer, waits: false }));
    expect(waitsOf('flagger', [LAYERED[0], ...nodes, { name: 'flagger', layer: 4 }])).toEqual([
      'cert-manager (0, via layer-1)',
      'layer-1 (1, via layer-2)',
      'layer-2 (2, via layer-3)',
      'layer-3 (3)',
    ]);
  });

  test('does not pass order on if it is named', () => {
    const nodes = [LAYERED[0], { name: 'linkerd2', layer: 1, waits: false, dependsOn: ['vault'] }, { name: 'vault' }];
    expect(waitsOf('dex', [...nodes, { name: 'dex', layer: 0, dependsOn: ['linkerd2'] }])).toEqual([
      'cert-manager (0, via linkerd2)',
      'linkerd2 (named)',
      'vault (named, via linkerd2)',
    ]);
  });

  test('is not the reason for a wait that the own layer already causes', () => {
    const nodes = [...LAYERED, { name: 'cilium', layer: 2, waits: false }];
    expect(waitsOf('dex', [...nodes, { name: 'dex', layer: 2, dependsOn: ['cilium'] }])).toEqual([
      'cilium (named)',
      'linkerd2 (1)',
    ]);
  });

  test('adds nothing else to wait for if it has no layer', () => {
    const nodes = [...LAYERED, { name: 'cilium', waits: false }];
    expect(waitsOf('dex', [...nodes, { name: 'dex', layer: 0, dependsOn: ['cilium'] }])).toEqual(['cilium (named)']);
  });

  test('may be ten thousand layers deep', () => {
    const nodes = Array.from({ length: 10_000 }, (_, layer) => ({ name: `made-${layer}`, layer, waits: false }));
    expect(waitsOf('flagger', [...nodes, { name: 'flagger', layer: 10_000 }])).toHaveLength(10_000);
  });
});

test('is the same as in a naive model', () => {
  fc.assert(
    fc.property(someNodes, someOptions, (nodes, options) => {
      const plan = planInstall(nodes, options);
      for (const node of nodes) {
        const edges = edgesOf(plan, tryStep(plan, node.name)!);
        expect(edges.map(({ to }) => to)).toEqual(allWaits(node, nodes, options));
        for (const { from, to, reason, via } of edges) {
          const carrier = nodes.find(({ name }) => name === (via ?? from))!;
          expect(from).toBe(node.name);
          if (via !== undefined) expect(droppedFor(node, carrier, nodes, options)).toContain(to);
          expect(reason === 'named' ? namedBy(carrier, nodes) : ruledBy(carrier, nodes, options)).toContain(to);
        }
      }
    }),
    { numRuns: 500 },
  );
});

/** What `node` waits for, and what those should have waited for that do not pass order on; sorted. */
function allWaits(node: InstallNode, nodes: readonly InstallNode[], options: PlanInstallOptions): string[] {
  if (node.waits === false) return [];
  const found = ownWaits(node, nodes, options);
  for (const name of found) {
    const other = nodes.find(candidate => candidate.name === name)!;
    droppedFor(node, other, nodes, options).forEach(next => found.add(next));
  }
  return [...found].filter(name => name !== node.name).sort();
}
