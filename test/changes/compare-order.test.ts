import { change, MANAGED, release } from './output-of';

const layered = (name: string, layer: number, dependsOn: readonly string[] = []) =>
  release(
    name,
    { dependsOn: dependsOn.map(to => ({ name: to, readyExpr: 'cdk8s-profiles/revision' })) },
    { labels: { ...MANAGED, 'weave.works/applied-layer': `layer-${layer}` } },
  );
const upgraded = (object: ReturnType<typeof layered>) => ({
  ...object,
  spec: { ...object.spec, chart: { spec: { chart: object.metadata.name, version: '1.1.0' } } },
});

test('a new layer in between does not change the order of the others', () => {
  const before = [layered('cert-manager', 0), layered('flagger', 10, ['cert-manager'])];
  const after = [
    layered('cert-manager', 0),
    layered('linkerd2', 2, ['cert-manager']),
    layered('flagger', 10, ['linkerd2']),
  ];
  expect(change(before, after).releases.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    'added linkerd2',
    'waits flagger',
  ]);
});

test('a release in another layer is re-ordered, and says what it comes after', () => {
  const before = [
    layered('cert-manager', 0),
    layered('linkerd2', 1, ['cert-manager']),
    layered('vault', 1, ['cert-manager']),
  ];
  const after = [
    layered('cert-manager', 0),
    layered('linkerd2', 1, ['cert-manager']),
    layered('vault', 2, ['linkerd2']),
  ];
  expect(change(before, after).releases).toMatchObject([
    { kind: 'reordered', label: 'vault', layerBefore: 1, layerAfter: 2, nowAfter: ['linkerd2'], noLongerAfter: [] },
  ]);
  expect(change(after, before).releases).toMatchObject([{ nowAfter: [], noLongerAfter: ['linkerd2'] }]);
});

test('changes take place in the order of the new output, and removals in reverse order of the old one', () => {
  const [base, mesh, app, idle] = [
    layered('cert-manager', 0),
    layered('linkerd2', 1, ['cert-manager']),
    layered('flagger', 3, ['keda']),
    layered('keda', 2, ['linkerd2']),
  ];
  const old = [layered('tempo', 4, ['vault']), layered('vault', 0)];
  const { rollout } = change(
    [base, mesh, app, idle, ...old],
    [base, mesh, app, idle].map(object => (object === idle ? idle : upgraded(object))),
    true,
  );
  expect(rollout).toEqual({
    steps: [['cert-manager'], ['linkerd2'], ['flagger']],
    removals: [['tempo'], ['vault']],
    isRemovalGuarded: true,
    longestWay: ['cert-manager', 'linkerd2', 'flagger'],
  });
});

test('upgrades of other tools wait for nothing, and installations wait for what is named', () => {
  const plain = (name: string, dependsOn: readonly string[]) => ({
    ...release(name, { dependsOn: dependsOn.map(to => ({ name: to })) }),
    metadata: { name, namespace: 'apps' },
  });
  const [base, app] = [plain('cert-manager', []), plain('podinfo', ['cert-manager'])];
  expect(change([base, app], [upgraded(base as never), upgraded(app as never)]).rollout.steps).toEqual([
    ['apps/cert-manager', 'apps/podinfo'],
  ]);
  expect(change([], [base, app]).rollout.steps).toEqual([['apps/cert-manager'], ['apps/podinfo']]);
});

test('a cycle comes last', () => {
  const before = [layered('a', 0, ['b']), layered('b', 0, ['a']), layered('c', 0)];
  expect(change(before, before.map(upgraded)).rollout.steps.flat().sort()).toEqual(['a', 'b', 'c']);
});
