/**
 * The cluster itself: Git, Helm repository and Flux deliver three releases, which stock `dependsOn`
 * orders.
 */
import { stringify } from 'yaml';
import { Cluster, Delivery, FLUX_NAMESPACE, KubeObject, helmHistory, named, outOfOrder, startCluster } from './harness';

const RELEASES = ['cert-manager', 'linkerd2', 'flagger'];
const WAITS = new Map([
  ['flux-system/linkerd2', ['flux-system/cert-manager']],
  ['flux-system/flagger', ['flux-system/linkerd2']],
]);

const VALUES = { readyAfterSeconds: 2, goneAfterSeconds: 2, preDeleteSeconds: 2, echo: { removable: null } };

let cluster: Cluster;
let delivery: Delivery;

beforeAll(async () => {
  cluster = await startCluster({ hasNotifications: true, hasRegistry: true });
  delivery = await Delivery.create(cluster, 'fleet', { path: 'prod' });
  process.stderr.write(`cluster ready after ${cluster.secondsToReady.toFixed(1)} s, logs in ${cluster.logs}\n`);
});

afterAll(() => cluster?.stop());

test('the cluster is ready in less than 30 seconds', () => {
  expect(cluster.secondsToReady).toBeLessThan(30);
});

test('a commit installs three releases, one after the other', async () => {
  const { kube, charts, order } = cluster;
  await charts.publish(...RELEASES.map(name => ({ name })));
  const releases = RELEASES.map((name, at) => helmRelease(name, RELEASES.slice(0, at).slice(-1)));
  const commit = await delivery.commit({
    'prod/releases.yaml': formatDocuments([helmRepository(charts.url), ...releases]),
  });
  await delivery.waitApplied(commit);
  for (const name of RELEASES) await kube.waitReady(named('HelmRelease', name, FLUX_NAMESPACE));

  const actions = order.actions();
  expect(actions.map(({ kind, release, isSuccess }) => [kind, release, isSuccess])).toEqual(
    RELEASES.map(name => ['install', `flux-system/${name}`, true]),
  );
  expect(outOfOrder(actions, WAITS)).toEqual([]);
  // the stand-in makes Helm wait
  for (const { started, ended } of actions) expect(ended! - started).toBeGreaterThanOrEqual(1900);
});

test('a null in the values of a release removes the chart’s default', async () => {
  const { kube } = cluster;
  const { data } = await kube.get(named('ConfigMap', 'flagger', 'flagger'));
  expect(JSON.parse((data as Record<string, string>)['values.json'])).toEqual({
    ...VALUES,
    echo: { kept: 'default' },
  });
  const [revision] = await helmHistory(kube, 'flagger', 'flagger');
  expect(revision).toMatchObject({ version: 1, status: 'deployed', chart: 'flagger-1.0.0' });
});

test('a chart from the OCI registry installs', async () => {
  const { kube, registry } = cluster;
  const [digest] = await registry.publish({ name: 'nginx', version: '2.0.0' });
  const source = named('OCIRepository', 'nginx', FLUX_NAMESPACE);
  await kube.apply(
    { ...source, spec: { interval: '10m', url: `${registry.url}/nginx`, insecure: true, ref: { digest } } },
    {
      ...named('HelmRelease', 'nginx', FLUX_NAMESPACE),
      spec: { interval: '10m', chartRef: { kind: 'OCIRepository', name: 'nginx' } },
    },
  );
  const { status } = await kube.waitReady(named('HelmRelease', 'nginx', FLUX_NAMESPACE));
  expect(status).toMatchObject({ history: [{ chartName: 'nginx', status: 'deployed' }] });
});

test('removing everything in one commit leaves nothing behind', async () => {
  const { kube, order } = cluster;
  const begin = Date.now();
  await delivery.commit({ 'prod/releases.yaml': '# none' });
  for (const name of RELEASES) {
    await kube.waitGone(named('HelmRelease', name, FLUX_NAMESPACE));
    await kube.waitGone(named('Deployment', name, name));
  }

  const actions = order.actions(begin);
  expect(actions.map(({ kind, isSuccess }) => [kind, isSuccess])).toEqual(RELEASES.map(() => ['uninstall', true]));
  // the hook, and then the finalizer
  for (const { started, ended } of actions) expect(ended! - started).toBeGreaterThanOrEqual(3900);
});

function formatDocuments(objects: readonly KubeObject[]): string {
  return objects.map(object => `---\n${stringify(object)}`).join('');
}

function helmRepository(url: string): KubeObject {
  return { ...named('HelmRepository', 'charts', FLUX_NAMESPACE), spec: { interval: '10m', url } };
}

function helmRelease(name: string, dependsOn: readonly string[]): KubeObject {
  const sourceRef = { kind: 'HelmRepository', name: 'charts' };
  return {
    ...named('HelmRelease', name, FLUX_NAMESPACE),
    spec: {
      interval: '10m',
      releaseName: name,
      targetNamespace: name,
      storageNamespace: name,
      install: { createNamespace: true },
      chart: { spec: { chart: name, version: '1.0.0', sourceRef } },
      dependsOn: dependsOn.map(other => ({ name: other })),
      values: VALUES,
    },
  };
}
