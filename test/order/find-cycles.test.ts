import * as fc from 'fast-check';
import type { CycleStep } from '../../lib/model/problem';
import { findCycles } from '../../lib/order/find-cycles';
import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall, type PlanInstallOptions } from '../../lib/order/plan-install';
import { namedBy, ownWaits, someNodes, someOptions } from './naive-order';

/** The cycles among `nodes`, found directly instead of as problems of the plan. */
function cyclesOf(nodes: readonly InstallNode[], options?: PlanInstallOptions): CycleStep[][] {
  const { steps, layers } = planInstall(nodes, options);
  return findCycles(steps, layers, new Map(steps.map(({ name }, i) => [name, i])));
}

/** `flagger (named) linkerd2 (1)`: the steps of each cycle, and why each waits for the next. */
function wordsOf(nodes: readonly InstallNode[], options?: PlanInstallOptions): string[] {
  return cyclesOf(nodes, options).map(steps => steps.map(({ name, reason }) => `${name} (${reason})`).join(' '));
}

test('without nodes there is none', () => {
  expect(cyclesOf([])).toEqual([]);
});

test.each<[string, string[], InstallNode[]]>([
  [
    'two that name each other',
    ['flagger (named) linkerd2 (named)'],
    [
      { name: 'linkerd2', dependsOn: ['flagger'] },
      { name: 'flagger', dependsOn: ['linkerd2'] },
    ],
  ],
  [
    'a lower layer that names a higher one',
    ['cert-manager (named) flagger (1) linkerd2 (0)'],
    [
      { name: 'flagger', layer: 2 },
      { name: 'linkerd2', layer: 1 },
      { name: 'cert-manager', layer: 0, dependsOn: ['flagger'] },
    ],
  ],
  [
    'a layer that names another as a whole',
    ['cert-manager (named) jaeger (0)'],
    [
      { name: 'jaeger', layer: 1 },
      { name: 'cert-manager', layer: 0, dependsOnLayers: [1] },
    ],
  ],
  [
    'two that name their own layer',
    ['flagger (named) kong (named)'],
    [
      { name: 'kong', layer: 2, dependsOnLayers: [2] },
      { name: 'flagger', layer: 2, dependsOnLayers: [2] },
    ],
  ],
  [
    'a release without a layer, in front of the last one',
    ['linkerd2 (named) vault (1)'],
    [{ name: 'vault' }, { name: 'linkerd2', layer: 1, dependsOn: ['vault'] }],
  ],
  [
    'inherited names',
    ['__proto__ (named) constructor (named)'],
    [
      { name: 'constructor', dependsOn: ['__proto__'] },
      { name: '__proto__', dependsOn: ['constructor'] },
    ],
  ],
])('fails for %s: %j', (_, cycles, nodes) => {
  expect(wordsOf(nodes)).toEqual(cycles);
  expect(wordsOf([...nodes].reverse())).toEqual(cycles);
});

test('fails without the path that leads into the cycle', () => {
  const nodes = [
    { name: 'sockshop', dependsOn: ['aws-load-balancer'] },
    { name: 'aws-load-balancer', dependsOn: ['linkerd2'] },
    { name: 'linkerd2', dependsOn: ['prometheus'] },
    { name: 'prometheus', dependsOn: ['flagger', 'reloader'] },
    { name: 'flagger', dependsOn: ['linkerd2'] },
    { name: 'reloader' },
  ];
  expect(wordsOf(nodes)).toEqual(['flagger (named) linkerd2 (named) prometheus (named)']);
});

test('fails for two separate cycles, and reports both', () => {
  const nodes = [
    { name: 'vault', dependsOn: ['dex'] },
    { name: 'dex', dependsOn: ['vault'] },
    { name: 'kafka', dependsOn: ['consul'] },
    { name: 'consul', dependsOn: ['kafka', 'vault'] },
  ];
  expect(wordsOf(nodes)).toEqual(['consul (named) kafka (named)', 'dex (named) vault (named)']);
});

test('fails with the shortest cycle', () => {
  const nodes = [
    { name: 'cert-manager', dependsOn: ['linkerd2', 'vault'] },
    { name: 'linkerd2', dependsOn: ['flagger'] },
    { name: 'flagger', dependsOn: ['cert-manager'] },
    { name: 'vault', dependsOn: ['cert-manager'] },
  ];
  expect(wordsOf(nodes)).toEqual(['cert-manager (named) vault (named)']);
});

test('a single step that names its own layer is not a cycle', () => {
  expect(
    cyclesOf([
      { name: 'cert-manager', layer: 0 },
      { name: 'kyverno', layer: 0, dependsOnLayers: [0] },
    ]),
  ).toEqual([]);
});

test('with order "dependencies" layers cause no cycle', () => {
  const nodes = [
    { name: 'flagger', layer: 2 },
    { name: 'cert-manager', layer: 0, dependsOn: ['flagger'] },
  ];
  expect(cyclesOf(nodes, { order: 'dependencies' })).toEqual([]);
});

test('a chain of 10,000 is not a cycle, and with its ends joined it is one of 10,000 steps', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => ({ name: `release-${i}`, dependsOn: [`release-${i + 1}`] }));
  expect(cyclesOf([...chain, { name: 'release-10000' }])).toEqual([]);
  expect(cyclesOf([...chain, { name: 'release-10000', dependsOn: ['release-0'] }])[0]).toHaveLength(10_001);
});

test('one simple cycle is found in each group that waits for itself, and in no other', () => {
  fc.assert(
    fc.property(someNodes, someOptions, (nodes, options) => {
      const cycles = cyclesOf(nodes, options);
      expect(cycles.map(steps => steps[0].name)).toEqual(firstOfEachGroup(nodes, options));
      for (const steps of cycles) {
        expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
        for (const [i, { name, reason }] of steps.entries()) {
          const node = nodes.find(candidate => candidate.name === name)!;
          const next = steps[(i + 1) % steps.length].name;
          expect(ownWaits(node, nodes, options)).toContain(next);
          expect(reason === 'named').toBe(namedBy(node, nodes).includes(next));
        }
      }
    }),
    { numRuns: 500 },
  );
});

/** The smallest name of each group whose members reach each other, sorted. */
function firstOfEachGroup(nodes: readonly InstallNode[], options: PlanInstallOptions): string[] {
  const waits = new Map(nodes.map(node => [node.name, ownWaits(node, nodes, options)]));
  const reach = (from: string) => {
    const seen = new Set(waits.get(from));
    for (const name of seen) waits.get(name)!.forEach(next => seen.add(next));
    return seen;
  };
  const names = nodes.map(({ name }) => name).sort();
  const groupOf = (name: string) => names.filter(other => reach(name).has(other) && reach(other).has(name));
  return names.filter(name => groupOf(name)[0] === name);
}
