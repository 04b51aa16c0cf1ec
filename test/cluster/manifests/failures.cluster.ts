/**
 * Charts and manifests that fail or are suspended hold back everything above them, and nothing is
 * applied early.
 */
import {
  changeReleases,
  chartsOf,
  type Cluster,
  conditionOf,
  named,
  outOfOrder,
  printFigure,
  Delivery,
  startCluster,
  type TestRelease,
  waitsOf,
} from '../harness';
import { withoutMechanism } from '../harness/mechanisms';
import { StalledWatch, waitHeld, waitNotReady, waitReady } from '../failures/waiting';
import { deployment, roundOf, Stack, type Trouble, THREE_LAYERS } from './stack';

const NAMESPACE = 'stack';
const ALL = THREE_LAYERS.layers.flat().map(name => `${NAMESPACE}/${name}`);
const [BASE, MANIFESTS, TOP] = ALL;

let cluster: Cluster;
let stalled: StalledWatch;
let stack: Stack;
let delivery: Delivery;
let releases: readonly TestRelease[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  stalled = new StalledWatch(cluster.kube);
  stack = new Stack(cluster, { namespace: NAMESPACE, ...THREE_LAYERS });
  releases = stack.first();
  await cluster.charts.publish(...chartsOf(stack.charts(releases)));
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
  await deliver();
  await waitReady(cluster.kube, ...ALL);
});

afterAll(async () => {
  stalled?.stop();
  stack?.stop();
  await cluster?.stop();
});

/** Commits the current releases; returns the time of the commit. */
async function deliver(trouble: Trouble = {}): Promise<number> {
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit(withoutMechanism(stack.files(releases, trouble))));
  return begin;
}

/** Commits other values of every release. */
async function change(trouble: Trouble = {}): Promise<number> {
  releases = changeReleases(releases, 'values', () => true);
  return deliver(trouble);
}

async function appliedRound(): Promise<number> {
  return roundOf(await cluster.kube.get(deployment('issuers', NAMESPACE)));
}

const held = (release: string) => `dependency '${release}' is not ready according to readyExpr eval`;

/** Waits until all have the newest content; returns what broke the order since `begin`. */
async function recover(what: string, begin: number): Promise<readonly string[]> {
  await waitReady(cluster.kube, ...ALL);
  printFigure(what, `${((Date.now() - begin) / 1000).toFixed(1)} s`);
  expect(await appliedRound()).toBe(releases[0].values.round);
  const actions = cluster.order.actions(begin).filter(({ isSuccess }) => isSuccess);
  return outOfOrder(actions, waitsOf(releases, NAMESPACE));
}

test('a chart that fails holds the manifests above it: new content is not applied, and no path is missing', async () => {
  const { kube } = cluster;
  await change({ sick: ['cert-manager'] });
  await waitNotReady(kube, BASE, 'UpgradeFailed');
  expect(await waitHeld(cluster, MANIFESTS)).toBe(held(BASE));
  expect(await waitHeld(cluster, TOP)).toBe(held(MANIFESTS));
  expect(await appliedRound()).toBe(releases[0].values.round - 1);

  const inner = named('Kustomization', 'issuers', NAMESPACE);
  const asked = Date.now();
  await kube.reconcile(inner);
  const looked = await kube.waitFor('the Kustomization to be looked at again', async () => {
    const object = await kube.get(inner);
    return Date.parse(String(object.status?.lastHandledReconcileAt)) >= asked && object;
  });
  expect(conditionOf(looked, 'Ready')).toMatchObject({ status: 'True' });
});

test('once the chart is repaired, everything follows in order', async () => {
  expect(await recover('a chart below manifests repaired, requeue 1 s', await change())).toEqual([]);
});

test('manifests that fail hold the chart above them, and their Kustomization says what is not ready', async () => {
  const { kube } = cluster;
  await change({ sick: ['issuers'] });
  await kube.waitFor('the Kustomization to name the Deployment', async () => {
    const ready = conditionOf(await kube.get(named('Kustomization', 'issuers', NAMESPACE)), 'Ready');
    return ready?.status === 'False' && /Deployment[/]stack[/]issuers/.test(ready.message ?? '');
  });
  await waitNotReady(kube, MANIFESTS, 'UpgradeFailed');
  await waitReady(kube, BASE);
  expect(await waitHeld(cluster, TOP)).toBe(held(MANIFESTS));
});

test('once the manifests are repaired, the chart above follows', async () => {
  expect(await recover('manifests below a chart repaired, requeue 1 s', await change())).toEqual([]);
});

test('a suspended chart holds the manifests above it', async () => {
  await change({ suspended: ['cert-manager'] });
  expect(await waitHeld(cluster, MANIFESTS)).toBe(held(BASE));
  expect(await appliedRound()).toBe(releases[0].values.round - 1);
  expect(await recover('a chart below manifests resumed, requeue 1 s', await deliver())).toEqual([]);
});

test('suspended manifests hold the chart above them, and are applied when they are resumed', async () => {
  await change({ suspended: ['issuers'] });
  await waitReady(cluster.kube, BASE);
  expect(await waitHeld(cluster, TOP)).toBe(held(MANIFESTS));
  expect(await appliedRound()).toBe(releases[0].values.round - 1);
  expect(await recover('manifests below a chart resumed, requeue 1 s', await deliver())).toEqual([]);
});

test('no release was ever stalled', () => {
  expect([...stalled.seen]).toEqual([]);
});
