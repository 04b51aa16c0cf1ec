/**
 * A fleet that delivers itself: the Kustomizations that `deliverFrom` writes apply a guard and a
 * cluster. If the program drops the cluster, it is removed in reverse order.
 */
import { Chart } from 'cdk8s';
import { Cluster as ProfilesCluster, Fleet, Profile, RemovalGuard } from 'cdk8s-profiles';
import { Cluster, Delivery, Files, named, outOfOrder, printFigure, startCluster, synthesize } from '../harness';
import { withoutMechanism } from '../harness/mechanisms';
import { helmRelease, waitReady } from '../failures/waiting';
import { waitGuarding } from './guard';

const LAYERS = ['cert-manager', 'linkerd2', 'flagger', 'podinfo'];
const WAITS = new Map(LAYERS.map((name, i) => [`flux-system/${name}`, i > 0 ? [`flux-system/${LAYERS[i - 1]}`] : []]));

let cluster: Cluster;
let delivery: Delivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...LAYERS.map(name => ({ name })));
  delivery = await Delivery.create(cluster, 'fleet', { path: 'flux' });
});

afterAll(() => cluster?.stop());

/** Folders `flux`, `guard`, and `production` unless it is gone. */
function program(hasProduction: boolean): Files {
  const sourceRef = { kind: 'GitRepository', name: 'fleet' } as const;
  const files = synthesize(fleet => {
    const flux = new Chart(fleet, 'flux');
    const retry = { retryInterval: '5s', sourceRef };
    new RemovalGuard(fleet, 'guard', { namespaces: ['flux-system'] }).deliverFrom(flux, { ...retry, path: './guard' });
    if (hasProduction) addProduction(fleet).deliverFrom(flux, { ...retry, path: './production' });
  });
  return withoutMechanism(files);
}

function addProduction(fleet: Fleet): ProfilesCluster {
  const production = new ProfilesCluster(fleet, 'production');
  const { url: repository } = cluster.charts;
  LAYERS.forEach((chart, layer) => {
    const values = { readyAfterSeconds: 0, goneAfterSeconds: 3 };
    production.subscribe(Profile.fromHelmChart({ repository, chart, version: '1.0.0', layer }), { values });
  });
  return production;
}

test('a cluster and its guard are delivered', async () => {
  const { kube } = cluster;
  await delivery.waitApplied(await delivery.commit(program(true)));
  await waitGuarding(cluster);
  await waitReady(kube, ...WAITS.keys());
  for (const name of ['guard', 'production']) {
    await kube.waitReady(named('Kustomization', name, 'flux-system'));
  }
});

test('a cluster that the program drops is removed in reverse order, and then its Kustomization', async () => {
  const { kube, order } = cluster;
  const begin = Date.now();
  await delivery.commit(program(false));
  await kube.waitGone(named('Kustomization', 'production', 'flux-system'));
  printFigure('removal of a delivered cluster, four uninstalls of 3 s', `${(Date.now() - begin) / 1000} s`);
  for (const release of WAITS.keys()) expect(await kube.tryGet(helmRelease(release))).toBeUndefined();
  const actions = order.actions(begin);
  expect(actions.map(({ kind }) => kind)).toEqual(LAYERS.map(() => 'uninstall'));
  expect(outOfOrder(actions, WAITS)).toEqual([]);
});
