import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall } from '../../lib/order/plan-install';
import { wavesOf } from '../../lib/order/plan-waves';

const PLATFORM: readonly InstallNode[] = [
  { name: 'cert-manager', layer: 2 },
  { name: 'linkerd2', layer: 10 },
  { name: 'kyverno', layer: 2 },
  { name: 'flagger', layer: 11, dependsOn: ['cert-manager'] },
];

test.each<[what: string, nodes: readonly InstallNode[], expected: readonly (readonly string[])[]]>([
  ['nothing has no waves', [], []],
  ['layers with gaps are one wave each', PLATFORM, [['cert-manager', 'kyverno'], ['linkerd2'], ['flagger']]],
  ['the same in another order', [...PLATFORM].reverse(), [['cert-manager', 'kyverno'], ['linkerd2'], ['flagger']]],
  [
    'a release that names another one of its layer is in the next wave',
    [
      { name: 'constructor', layer: 0 },
      { name: 'kyverno', layer: 0, dependsOn: ['constructor'] },
      { name: 'linkerd2', layer: 1 },
    ],
    [['constructor'], ['kyverno'], ['linkerd2']],
  ],
  [
    'releases without a layer that wait for nothing are in the first wave',
    [{ name: 'podinfo' }, { name: 'loki', dependsOn: ['podinfo'] }],
    [['podinfo'], ['loki']],
  ],
])('%s', (_, nodes, expected) => {
  expect(wavesOf(planInstall(nodes, {}))).toEqual(expected);
});

test('a chain of 20,000 has as many waves', () => {
  const name = (i: number) => `release-${i}`;
  const chain = Array.from({ length: 20_000 }, (_, i) => ({
    name: name(i),
    ...(i > 0 && { dependsOn: [name(i - 1)] }),
  }));
  const waves = wavesOf(planInstall(chain, {}));
  expect(waves).toHaveLength(20_000);
  expect(waves.at(-1)).toEqual(['release-19999']);
});
