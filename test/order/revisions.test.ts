import type { InstallNode } from '../../lib/order/install-plan';
import { planInstall } from '../../lib/order/plan-install';
import { revisionsOf } from '../../lib/order/revisions';

const MESH: readonly InstallNode[] = [
  { name: 'cert-manager', layer: 0 },
  { name: 'kyverno', layer: 0 },
  { name: 'linkerd2', layer: 1 },
  { name: 'flagger', layer: 2 },
  { name: 'jaeger', dependsOn: ['kyverno'] },
];

/** Revisions if each release's content is its name, or its text in `contents`. */
function revisions(nodes: readonly InstallNode[], contents: Readonly<Record<string, string | undefined>> = {}) {
  const plan = planInstall(nodes, { unlayered: 'any' });
  return Object.fromEntries(revisionsOf(plan, name => (name in contents ? contents[name] : name)));
}

function changed(nodes: readonly InstallNode[], contents: Readonly<Record<string, string>>) {
  const [before, after] = [revisions(nodes), revisions(nodes, contents)];
  return Object.keys(before).filter(name => before[name] !== after[name]);
}

test('the revisions of fleets are frozen', () => {
  expect(revisions(MESH)).toEqual({
    'cert-manager': 'eb6f4d75c2',
    kyverno: '7d8b1cb7e0',
    linkerd2: 'a87952a599',
    flagger: 'bffb9dc3dc',
    jaeger: 'f1fd9d92ee',
  });
});

test('the order of nodes does not change revisions', () => {
  expect(revisions([...MESH].reverse())).toEqual(revisions(MESH));
});

test.each([
  ['cert-manager', ['cert-manager', 'linkerd2', 'flagger']],
  ['kyverno', ['kyverno', 'linkerd2', 'flagger', 'jaeger']],
  ['linkerd2', ['linkerd2', 'flagger']],
  ['flagger', ['flagger']],
])('a change of %s changes the revisions of exactly those that wait for it', (name, expected) => {
  expect(changed(MESH, { [name]: 'other' }).sort()).toEqual(expected.sort());
});

test('a release made elsewhere has no revision, and its dependants depend on what is below it', () => {
  const nodes = MESH.map(node => (node.name === 'linkerd2' ? { ...node, waits: false } : node));
  expect(revisions(nodes, { linkerd2: undefined }).linkerd2).toBeUndefined();
  const [before, after] = [{ linkerd2: undefined }, { linkerd2: undefined, kyverno: 'other' }];
  expect(revisions(nodes, before).flagger).not.toBe(revisions(nodes, after).flagger);
});

test('a release out of step has a revision of its own content only, and its dependants depend on what is below it', () => {
  const nodes = MESH.map(node => (node.name === 'linkerd2' ? { ...node, isInStep: false } : node));
  expect(changed(nodes, { kyverno: 'other' }).sort()).toEqual(['flagger', 'jaeger', 'kyverno']);
});

test('a release independent of another does not depend on its revision, but its dependants do', () => {
  const nodes = MESH.map(node => (node.name === 'linkerd2' ? { ...node, independentOf: ['kyverno'] } : node));
  expect(changed(nodes, { kyverno: 'other' }).sort()).toEqual(['flagger', 'jaeger', 'kyverno']);
  expect(changed(nodes, { 'cert-manager': 'other' }).sort()).toEqual(['cert-manager', 'flagger', 'linkerd2']);
});

test('a chain of 20,000 releases has revisions', () => {
  const nodes = Array.from({ length: 20_000 }, (_, i) => ({ name: `r${i}`, dependsOn: i === 0 ? [] : [`r${i - 1}`] }));
  expect(Object.keys(revisions(nodes))).toHaveLength(20_000);
});

test('2,000 releases in two layers are hashed once per layer', () => {
  const nodes = Array.from({ length: 2_000 }, (_, i) => ({ name: `r${i}`, layer: i % 2 }));
  const all = revisions(nodes);
  expect(new Set(Object.values(all)).size).toBe(2_000);
  expect(changed(nodes, { r0: 'other' })).toHaveLength(1_001);
});

test('without releases there are no revisions', () => {
  expect(revisions([])).toEqual({});
});
