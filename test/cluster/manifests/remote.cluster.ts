/** Charts and manifests of a cluster that Flux reaches by `kubeConfig`: installed, upgraded and removed in order. */
import {
  changeReleases,
  chartsOf,
  type Cluster,
  Delivery,
  named,
  outOfOrder,
  startCluster,
  type TestRelease,
  waitsOf,
} from '../harness';
import { Remote } from '../harness/remote';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from '../removal/guard';
import { deployment, roundOf, Stack, THREE_LAYERS } from './stack';

const NAMESPACE = 'stack';
/** Objects of remote clusters begin with the cluster's name. */
const ALL = THREE_LAYERS.layers.flat().map(name => `${NAMESPACE}/prod-${name}`);

let cluster: Cluster;
let remote: Remote;
let stack: Stack;
let delivery: Delivery;
let releases: readonly TestRelease[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  remote = await Remote.start(cluster);
  await applyGuard(cluster, NAMESPACE);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await cluster.kube.apply(namespace, remote.kubeconfigSecret('prod-kubeconfig', NAMESPACE));
  await remote.kube.apply(namespace);
  const kubeConfig = { secretRef: { name: 'prod-kubeconfig', key: 'value' } };
  stack = new Stack(cluster, {
    namespace: NAMESPACE,
    ...THREE_LAYERS,
    cluster: { defaults: { kubeConfig } },
  });
  releases = stack.first();
  await cluster.charts.publish(...chartsOf(stack.charts(releases)));
  delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
});

afterAll(async () => {
  stack?.stop();
  await Promise.all([cluster?.stop(), remote?.stop()]);
});

/** What Helm did since `begin`, sorted, and what broke the order. */
function done(begin: number) {
  const actions = cluster.order.actions(begin).filter(({ release }) => ALL.includes(release));
  const local = actions.map(action => ({ ...action, release: action.release.replace('/prod-', '/') }));
  return {
    actions: actions.map(({ kind, release }) => `${kind} ${release.split('/')[1]}`).sort(),
    broken: outOfOrder(local, waitsOf(releases, NAMESPACE)),
  };
}

const allOf = (kind: string) =>
  THREE_LAYERS.layers
    .flat()
    .map(name => `${kind} prod-${name}`)
    .sort();

test('all are installed there in order, the Kustomization of the manifests among them here', async () => {
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit(stack.files(releases)));
  await waitReady(cluster.kube, ...ALL);
  expect(done(begin)).toEqual({ actions: allOf('install'), broken: [] });
  expect(await remote.kube.tryGet(deployment('issuers', NAMESPACE))).toBeDefined();
  expect(await cluster.kube.tryGet(deployment('issuers', NAMESPACE))).toBeUndefined();
  expect(await cluster.kube.tryGet(named('Kustomization', 'prod-issuers', NAMESPACE))).toBeDefined();
});

test('all are upgraded there in order', async () => {
  const begin = Date.now();
  releases = changeReleases(releases, 'values', () => true);
  await delivery.waitApplied(await delivery.commit(stack.files(releases)));
  await waitReady(cluster.kube, ...ALL);
  expect(done(begin)).toEqual({ actions: allOf('upgrade'), broken: [] });
  expect(roundOf(await remote.kube.get(deployment('issuers', NAMESPACE)))).toBe(2);
});

test('all are removed there in reverse order', async () => {
  const begin = Date.now();
  await delivery.commit({ 'prod/.gitkeep': '' });
  for (const release of ALL) await cluster.kube.waitGone(helmRelease(release));
  expect(done(begin)).toEqual({ actions: allOf('uninstall'), broken: [] });
  expect(await remote.kube.tryGet(deployment('issuers', NAMESPACE))).toBeUndefined();
});
