import { longestPath } from '../../lib/order/longest-path';
import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall } from '../../lib/order/plan-install';

const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['cert-manager', 5],
  ['linkerd2', 10],
  ['kyverno', 30],
  ['flagger', 1],
]);

const longest = (...nodes: readonly InstallNode[]) =>
  longestPath(planInstall(nodes, {}), name => WEIGHTS.get(name) ?? 2);

const PLATFORM: readonly InstallNode[] = [
  { name: 'cert-manager', layer: 2 },
  { name: 'linkerd2', layer: 10 },
  { name: 'kyverno', layer: 2 },
  { name: 'flagger', layer: 11, dependsOn: ['cert-manager'] },
];

test.each<[what: string, nodes: readonly InstallNode[], expected: number]>([
  ['nothing', [], 0],
  ['one release', [{ name: 'flagger' }], 1],
  ['the slowest of each layer, one layer after the other', PLATFORM, 30 + 10 + 1],
  ['the same in another order', [...PLATFORM].reverse(), 30 + 10 + 1],
  ['a release without a layer comes last', [...PLATFORM, { name: 'podinfo' }], 30 + 10 + 1 + 2],
  [
    'releases that are named within a layer',
    [
      { name: 'cert-manager', layer: 0 },
      { name: 'kyverno', layer: 0, dependsOn: ['cert-manager'] },
    ],
    35,
  ],
  [
    'a whole layer that is named, including its own',
    [
      { name: 'cert-manager', layer: 1 },
      { name: 'flagger', layer: 1, dependsOnLayers: [1] },
    ],
    6,
  ],
  [
    'a release made elsewhere is included',
    [
      { name: 'cert-manager', layer: 0 },
      { name: 'vault', layer: 1, waits: false },
      { name: 'flagger', layer: 2 },
    ],
    5 + 2 + 1,
  ],
  [
    'a cycle that is reached from outside is ignored',
    [
      { name: 'constructor', dependsOn: ['linkerd2'] },
      { name: 'linkerd2', dependsOn: ['flagger'] },
      { name: 'flagger', dependsOn: ['linkerd2'] },
    ],
    13,
  ],
])('adds up %s', (_, nodes, expected) => {
  expect(longest(...nodes)).toBe(expected);
});

test('ten thousand releases in a chain, and as many in five layers, take little time', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => ({
    name: `r${i}`,
    ...(i > 0 && { dependsOn: [`r${i - 1}`] }),
  }));
  expect(longestPath(planInstall(chain, { order: 'dependencies' }), () => 1)).toBe(10_000);
  const layers = Array.from({ length: 10_000 }, (_, i) => ({ name: `r${i}`, layer: i % 5 }));
  expect(longestPath(planInstall(layers, {}), () => 1)).toBe(5);
});
