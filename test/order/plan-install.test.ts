import * as fc from 'fast-check';
import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall } from '../../lib/order/plan-install';
import { someNodes, someOptions } from './naive-order';

const layersOf = (nodes: readonly InstallNode[]) => planInstall(nodes).layers.map(rule => [rule.layer, rule.members]);

test('without nodes the plan is empty', () => {
  expect(planInstall([])).toEqual({ steps: [], layers: [], problems: [] });
});

test('steps are sorted by layer, then by name, and those without a layer come last', () => {
  const plan = planInstall([
    { name: 'jaeger' },
    { name: 'flagger', layer: 2 },
    { name: 'kyverno', layer: 0 },
    { name: 'linkerd2', layer: 1 },
    { name: 'cert-manager', layer: 0 },
  ]);
  expect(plan.steps.map(({ name, after }) => [name, after])).toEqual([
    ['cert-manager', undefined],
    ['kyverno', undefined],
    ['linkerd2', 0],
    ['flagger', 1],
    ['jaeger', 2],
  ]);
});

test('the order of the input does not matter', () => {
  fc.assert(
    fc.property(someNodes, someOptions, fc.infiniteStream(fc.nat()), (nodes, options, numbers) => {
      const shuffled = nodes.map(node => ({ node, at: numbers.next().value! })).sort((a, b) => a.at - b.at);
      const plan = planInstall(nodes, options);
      expect(
        planInstall(
          shuffled.map(({ node }) => node),
          options,
        ),
      ).toEqual(plan);
    }),
  );
});

test('the input is not changed', () => {
  const nodes = Object.freeze([
    { name: 'flagger', layer: 2, dependsOn: Object.freeze(['linkerd2', 'cert-manager']) },
    { name: 'linkerd2', layer: 1 },
    { name: 'cert-manager', layer: 0 },
  ]);
  expect(planInstall(nodes).steps.at(-1)?.dependsOn).toEqual(['cert-manager', 'linkerd2']);
});

test('layer 2 comes before layer 10', () => {
  expect(
    layersOf([
      { name: 'sockshop', layer: 10 },
      { name: 'flagger', layer: 2 },
      { name: 'linkerd2', layer: 1 },
    ]),
  ).toEqual([
    [1, ['linkerd2']],
    [2, ['flagger']],
    [10, ['sockshop']],
  ]);
});

test('a layer waits for the nearest lower one that is present', () => {
  const plan = planInstall([
    { name: 'external-secrets-store-config', layer: 4 },
    { name: 'external-secrets', layer: 0 },
  ]);
  expect(plan.layers).toEqual([
    { layer: 0, members: ['external-secrets'], after: undefined, isOpen: false },
    { layer: 4, members: ['external-secrets-store-config'], after: 0, isOpen: false },
  ]);
});

test.each([
  ['after the last layer by default', undefined, 10],
  ['after the last layer', 'last', 10],
  ['at any time', 'any', undefined],
] as const)('a release without a layer can be installed %s', (_, unlayered, after) => {
  const nodes = [{ name: 'jaeger' }, { name: 'flagger', layer: 2 }, { name: 'sockshop', layer: 10 }];
  expect(planInstall(nodes, { unlayered }).steps.at(-1)).toMatchObject({ name: 'jaeger', after });
});

test('without layers a release without a layer waits for nothing', () => {
  expect(planInstall([{ name: 'jaeger' }, { name: 'vault' }]).steps.map(step => step.after)).toEqual([
    undefined,
    undefined,
  ]);
});

test('a release that was made elsewhere and has no layer waits for no layer', () => {
  const plan = planInstall([
    { name: 'cilium', waits: false },
    { name: 'cert-manager', layer: 0, dependsOn: ['cilium'] },
    { name: 'flagger', layer: 2 },
  ]);
  expect(plan.steps.at(-1)).toMatchObject({ name: 'cilium', after: undefined });
  expect(plan.problems).toEqual([]);
});

test('with order "dependencies" no step waits for a layer', () => {
  const nodes = [{ name: 'cert-manager', layer: 0 }, { name: 'linkerd2', layer: 1 }, { name: 'jaeger' }];
  const { steps } = planInstall(nodes, { order: 'dependencies' });
  expect(steps.map(({ name, after }) => [name, after])).toEqual([
    ['cert-manager', undefined],
    ['linkerd2', undefined],
    ['jaeger', undefined],
  ]);
});

test('a layer is open when one of its members was made elsewhere', () => {
  const { layers } = planInstall([
    { name: 'cert-manager', layer: 0, waits: false },
    { name: 'kyverno', layer: 0 },
    { name: 'linkerd2', layer: 1 },
  ]);
  expect(layers.map(({ layer, isOpen }) => [layer, isOpen])).toEqual([
    [0, true],
    [1, false],
  ]);
});

test.each([NaN, -1, 1.5, Infinity])('a layer %d counts as none', layer => {
  const names = ['cert-manager', 'linkerd2', 'flagger'];
  const { layers, steps } = planInstall(names.map((name, i) => ({ name, layer: i === 0 ? 0 : layer })));
  expect(layers).toMatchObject([{ layer: 0, members: ['cert-manager'] }]);
  expect(steps.map(({ name, after }) => [name, after])).toEqual([
    ['cert-manager', undefined],
    ['flagger', 0],
    ['linkerd2', 0],
  ]);
});

test('inherited names are ordinary names', () => {
  const { steps, problems } = planInstall([
    { name: 'constructor', layer: 1, dependsOn: ['__proto__', 'toString'] },
    { name: '__proto__', layer: 0 },
  ]);
  expect(steps.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
    ['__proto__', []],
    ['constructor', ['__proto__']],
  ]);
  expect(problems).toEqual([{ kind: 'missing-dependency', from: 'constructor', to: 'toString', path: undefined }]);
});

describe('problems', () => {
  const nodes: InstallNode[] = [
    { name: 'cert-manager', layer: 0, path: 'production/cert-manager' },
    { name: 'flagger', layer: 2, path: 'production/flagger', dependsOn: ['istio', 'flagger', 'linkerd2'] },
    { name: 'linkerd2', layer: 2, path: 'production/mesh', dependsOn: ['flagger'] },
    { name: 'linkerd2', layer: 2, path: 'production/linkerd2', dependsOn: ['step-issuer', 'flagger'] },
  ];
  const found = [
    { kind: 'duplicate-subscription', name: 'linkerd2', paths: ['production/linkerd2', 'production/mesh'] },
    { kind: 'missing-dependency', from: 'flagger', to: 'istio', path: 'production/flagger' },
    { kind: 'self-dependency', name: 'flagger', path: 'production/flagger' },
    { kind: 'missing-dependency', from: 'linkerd2', to: 'step-issuer', path: 'production/linkerd2' },
    { kind: 'cycle', path: 'production/flagger', steps: [{ name: 'flagger' }, { name: 'linkerd2' }] },
  ];

  test.each([
    ['as given', nodes],
    ['reversed', [...nodes].reverse()],
  ])('all are found at once, in one order: %s', (_, input) => {
    expect(planInstall(input).problems).toMatchObject(found);
  });

  test('names that do not exist are left out of the steps', () => {
    expect(planInstall(nodes).steps.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      ['cert-manager', []],
      ['flagger', ['linkerd2']],
      ['linkerd2', ['flagger']],
    ]);
  });
});

test('the rule of a layer is stored once, no matter how many follow it', () => {
  const nodes = Array.from({ length: 10_000 }, (_, i) => ({ name: `profile-${i}`, layer: i % 5 }));
  const plan = planInstall(nodes);
  expect(plan.layers.map(rule => rule.members.length)).toEqual([2000, 2000, 2000, 2000, 2000]);
  // 16 million pairs would take hundreds of megabytes
  expect(JSON.stringify(plan).length).toBeLessThan(nodes.length * 200);
});
