import { Cluster, Fleet, Profile, type ProfileSubscription, type SubscribeOptions } from 'cdk8s-profiles';
import { REPOSITORY } from '../platform-catalog';

let production: Cluster;

beforeEach(() => {
  production = new Cluster(new Fleet(), 'production', { existingNamespaces: ['team', 'team-a', 'team-b'] });
});

function subscribe(id: string, options: SubscribeOptions = {}, version = '6.5.4'): ProfileSubscription {
  const profile = Profile.fromHelmChart({ repository: REPOSITORY, chart: id, version });
  return production.subscribe(profile, options);
}

const problems = () => production.plan.problems;

test('several correct releases have no problems', () => {
  subscribe('podinfo');
  subscribe('redis', { targetNamespace: 'podinfo' });
  subscribe('vault', { namespace: 'team-a' });
  expect(problems()).toEqual([]);
});

test('fails for two subscriptions with one Helm release, and names both', () => {
  subscribe('redis', { id: 'cache', releaseName: 'redis', targetNamespace: 'apps' });
  subscribe('redis', { id: 'queue', releaseName: 'redis', targetNamespace: 'apps' });
  expect(problems()).toEqual([
    {
      kind: 'duplicate-release-name',
      releaseName: 'redis',
      namespace: 'apps',
      paths: ['production/cache', 'production/queue'],
      path: 'production/cache',
    },
  ]);
});

test('one release name in two namespaces, or on two API servers, is not a duplicate', () => {
  const kubeConfig = { secretRef: { name: 'edge' } };
  subscribe('redis', { id: 'cache', releaseName: 'redis', targetNamespace: 'apps' });
  subscribe('redis', { id: 'queue', releaseName: 'redis', targetNamespace: 'jobs' });
  subscribe('redis', { id: 'edge', releaseName: 'redis', targetNamespace: 'apps', kubeConfig });
  expect(problems()).toEqual([]);
});

test('fails if Flux would give the charts of two namespaces the same name', () => {
  const target = { targetNamespace: 'apps' };
  subscribe('redis', { id: 'a', subscriptionName: 'b-redis', namespace: 'team', ...target });
  const b = subscribe('redis', { id: 'b', subscriptionName: 'redis', namespace: 'team-b', ...target });
  expect(problems()).toEqual([]);
  // HelmCharts are in the namespace of the source
  const sourceRef = { kind: 'HelmRepository', name: 'charts', namespace: 'team' };
  b.patch({ spec: { chart: { spec: { sourceRef } } } });
  expect(problems()).toMatchObject([
    { kind: 'helm-chart-collision', chart: 'team/team-b-redis', paths: ['production/a', 'production/b'] },
  ]);
});

test.each([
  ['both', { chartRef: { kind: 'OCIRepository', name: 'podinfo' } }, ['chart', 'chartRef']],
  ['none', { chart: null }, []],
])('fails when a patch leaves %s of chart and chartRef', (_, spec, fields) => {
  subscribe('podinfo').patch({ spec });
  expect(problems()).toMatchObject([{ kind: 'chart-and-chart-ref', fields, path: 'production/podinfo' }]);
});

test.each(['6.x', '>=6.0.0', '*', '', null])('fails when a patch makes the version %j', version => {
  subscribe('podinfo').patch({ spec: { chart: { spec: { version } } } });
  expect(problems()).toMatchObject([{ kind: 'version-not-exact', profile: 'podinfo', path: 'production/podinfo' }]);
});

test.each(['6.5.5', 'v6.5.5', '6.5.5-rc.1+build.5', '2025.02.03'])('a patch may make the version %s', version => {
  subscribe('podinfo').patch({ spec: { chart: { spec: { version } } } });
  expect(problems()).toEqual([]);
});

test('fails for an uninstall that does not wait', () => {
  subscribe('podinfo').patch({ spec: { uninstall: { disableWait: true } } });
  expect(problems()).toMatchObject([{ kind: 'disabled-wait', path: 'production/podinfo' }]);
});

test('fails for a value from a Secret that the inline values set, too', () => {
  const valuesFrom = [{ kind: 'Secret', name: 'credentials', targetPath: 'auth.password' }] as const;
  subscribe('redis', { valuesFrom, values: { auth: { password: '' } } });
  expect(problems()).toMatchObject([{ kind: 'overlapping-target-path', path: 'production/redis' }]);
});

test('fails for a value from a Secret that a later values object sets, too', () => {
  const secret = { kind: 'Secret', name: 'credentials', targetPath: 'auth.password' } as const;
  const written = { values: { auth: { password: '' } } };
  subscribe('redis', { valuesFrom: [secret, written] });
  subscribe('podinfo', { valuesFrom: [written, secret] });
  expect(problems()).toMatchObject([{ kind: 'overlapping-target-path', path: 'production/redis' }]);
});

test('fails for a patch that cannot be applied, and reports nothing else for that release', () => {
  const podinfo = subscribe('podinfo', { createNamespace: false });
  podinfo.patch([{ op: 'remove', path: '/spec/valuez' }]);
  expect(problems()).toMatchObject([{ kind: 'invalid-patch', path: 'production/podinfo' }]);
});

test('fails for an upgrade that does not wait, but only if something waits for it', () => {
  const base = subscribe('podinfo');
  base.patch({ spec: { upgrade: { disableWait: true } } });
  expect(problems()).toEqual([]);
  subscribe('redis', { dependsOn: [base] });
  expect(problems()).toMatchObject([
    { kind: 'disabled-wait', field: 'upgrade.disableWait', path: 'production/podinfo' },
  ]);
});

test('fails for a duration in a patch that Flux does not read', () => {
  subscribe('podinfo').patch({ spec: { interval: '1d', test: { enable: true, timeout: '2d' } } });
  expect(problems()).toMatchObject([
    { kind: 'invalid-duration', field: 'interval' },
    { kind: 'invalid-duration', field: 'test.timeout' },
  ]);
});

test('equal values are written once, however often they are given', () => {
  const [first, second] = [{ values: { a: 1 } }, { values: { a: 1 } }];
  subscribe('podinfo', { valuesFrom: [first, { kind: 'Secret', name: 'db' }, second] });
  expect(problems()).toEqual([]);
  expect((production.toJson() as { kind: string }[]).filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
});
