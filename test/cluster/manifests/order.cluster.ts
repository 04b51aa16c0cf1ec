/**
 * Manifests between charts: in order on install, on every upgrade, and on removal.
 */
import {
  changeReleases,
  chartsOf,
  type Cluster,
  named,
  outOfOrder,
  printFigure,
  printRound,
  revisionsOf,
  Rollout,
  startCluster,
  type TestRelease,
  waitsOf,
} from '../harness';
import { applyGuard } from '../removal/guard';
import { deployment, Stack, THREE_LAYERS } from './stack';

const NAMESPACE = 'stack';
const DEPLOYMENT = deployment('issuers', NAMESPACE);

let cluster: Cluster;
let rollout: Rollout;
let stack: Stack;
let releases: readonly TestRelease[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  stack = new Stack(cluster, {
    namespace: NAMESPACE,
    ...THREE_LAYERS,
    readyAfterSeconds: 4,
  });
  releases = stack.first();
  await cluster.charts.publish(...chartsOf(stack.charts(releases)));
  await applyGuard(cluster, NAMESPACE);
  rollout = await Rollout.create(cluster, NAMESPACE);
});

afterAll(async () => {
  stack?.stop();
  await cluster?.stop();
});

/** Commits other values of the releases in `layers`; returns what broke the order, and what was upgraded. */
async function change(what: string, ...layers: readonly number[]) {
  releases = changeReleases(releases, 'values', ({ layer }) => layers.includes(layer));
  const round = await rollout.commit(stack.files(releases), releases);
  printRound(what, round);
  return { broken: round.broken, upgraded: round.actions.map(({ release }) => release.split('/')[1]).sort() };
}

test('the charts are there first: manifests that come between them change no release', async () => {
  const charts = stack.charts(releases);
  expect((await rollout.commit(stack.files(charts), charts)).actions).toHaveLength(2);
  const round = await rollout.commit(stack.files(releases), releases);
  printRound('first manifests between charts, requeue 1 s', round);
  expect(round.actions.map(({ kind, release }) => [kind, release])).toEqual([['install', `${NAMESPACE}/issuers`]]);
});

test('a change of everything is rolled out layer by layer', async () => {
  expect(await change('all three layers, requeue 1 s', 0, 1, 2)).toEqual({
    broken: [],
    upgraded: ['cert-manager', 'ingress-nginx', 'issuers'],
  });
  expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
});

test('new content is applied in its turn, not when the source has it', async () => {
  const since = Date.now();
  await change('all three layers again, requeue 1 s', 0, 1, 2);
  const base = cluster.order.actions(since).find(({ release }) => release.endsWith('/cert-manager'))!;
  const { metadata } = await cluster.kube.get(DEPLOYMENT);
  const fields = (metadata as unknown as { managedFields: { manager: string; operation: string; time: string }[] })
    .managedFields;
  const applied = fields.find(({ manager, operation }) => manager === 'kustomize-controller' && operation === 'Apply')!;
  // the API server writes whole seconds
  expect(Date.parse(applied.time)).toBeGreaterThanOrEqual(Math.floor(base.ended! / 1000) * 1000);
});

test('a change below and above manifests waits for them, and leaves them as they are', async () => {
  expect(await change('base and top, requeue 1 s', 0, 2)).toEqual({
    broken: [],
    upgraded: ['cert-manager', 'ingress-nginx'],
  });
});

test('a change of manifests alone upgrades them alone', async () => {
  expect(await change('manifests only, requeue 1 s', 1)).toEqual({ broken: [], upgraded: ['issuers'] });
});

test('an unrelated commit moves nothing', async () => {
  const round = await rollout.commit({ ...stack.files(releases), 'README.md': 'nothing of ours\n' }, releases);
  expect(round.actions).toEqual([]);
});

test('while a base is upgraded, the manifests above it report no missing path', async () => {
  const { kube } = cluster;
  const slow = releases.map(release =>
    release.layer === 0 ? { ...release, values: { ...release.values, readyAfterSeconds: 15 } } : release,
  );
  releases = changeReleases(slow, 'values', ({ layer }) => layer < 2);
  const begin = Date.now();
  const rolledOut = rollout.commit(stack.files(releases), releases);
  const hasBegun = async () => cluster.order.actions(begin).some(({ release }) => release.endsWith('/cert-manager'));
  await kube.waitFor('the upgrade of cert-manager to begin', hasBegun, 60);
  const inner = named('Kustomization', 'issuers', NAMESPACE);
  const asked = Date.now();
  await kube.reconcile(inner);
  const isLookedAt = async () => Date.parse(String((await kube.get(inner)).status?.lastHandledReconcileAt)) >= asked;
  await kube.waitFor('the Kustomization to be looked at again', isLookedAt, 60);
  const { status } = await kube.get(inner);
  const ready = (status!.conditions as { type: string; status: string; message: string }[]).find(
    ({ type }) => type === 'Ready',
  );
  expect(ready).toMatchObject({ status: 'True' });
  expect((await rolledOut).broken).toEqual([]);
});

test('one commit removes everything in reverse order', async () => {
  const since = Date.now();
  await rollout.commit({ 'prod/.gitkeep': '' }, []);
  const isGone = async () =>
    (await cluster.kube.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { namespace: NAMESPACE })).length === 0;
  await cluster.kube.waitFor('the releases to be gone', isGone, 200);
  const actions = cluster.order.actions(since).filter(({ release }) => release.startsWith(`${NAMESPACE}/`));
  printFigure('removal of a chart, manifests and a chart', `${(Date.now() - since) / 1000} s`);
  expect(actions.map(({ kind }) => kind)).toEqual(['uninstall', 'uninstall', 'uninstall']);
  expect(outOfOrder(actions, waitsOf(releases, NAMESPACE))).toEqual([]);
  await cluster.kube.waitGone(DEPLOYMENT);
});
