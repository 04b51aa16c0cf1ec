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

/** Revisions when each release's content is its name, or what `contents` says. */
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

test('nodes in another order have the same revisions', () => {
  expect(revisions([...MESH].reverse())).toEqual(revisions(MESH));
});

test.each([
  ['cert-manager', ['cert-manager', 'linkerd2', 'flagger']],
  ['kyverno', ['kyverno', 'linkerd2', 'flagger', 'jaeger']],
  ['linkerd2', ['linkerd2', 'flagger']],
  ['flagger', ['flagger']],
])('a change of %s changes the revisions of exactly what waits for it', (name, expected) => {
  expect(changed(MESH, { [name]: 'other' }).sort()).toEqual(expected.sort());
});

test('what was made elsewhere has no revision, and who waits for it follows what is below it', () => {
  const nodes = MESH.map(node => (node.name === 'linkerd2' ? { ...node, waits: false } : node));
  expect(revisions(nodes, { linkerd2: undefined }).linkerd2).toBeUndefined();
  const [before, after] = [{ linkerd2: undefined }, { linkerd2: undefined, kyverno: 'other' }];
  expect(revisions(nodes, before).flagger).not.toBe(revisions(nodes, after).flagger);
});

test('a release out of step follows its own content only, and its dependants what is below it', () => {
  const nodes = MESH.map(node => (node.name === 'linkerd2' ? { ...node, isInStep: false } : node));
  expect(changed(nodes, { kyverno: 'other' }).sort()).toEqual(['flagger', 'jaeger', 'kyverno']);
});

test('a release independent of another does not follow it, but its dependants do', () => {
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

test('no release has no revision', () => {
  expect(revisions([])).toEqual({});
});
