/**
 * Clusters of Cluster API with their releases, from one commit to another: created before they can
 * be reached, upgraded, removed, and removed after their control plane was lost.
 */
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Catalog, Cluster as ProfilesCluster, Profile } from 'cdk8s-profiles';
import { pctlIn } from '../../cli/pctl-in';
import { Cluster, Delivery, Files, filesOf, outOfOrder, printFigure, startCluster, synthesize } from '../harness';
import { Remote } from '../harness/remote';
import { helmRelease, waitReady } from '../failures/waiting';
import { Departures } from '../removal/departures';
import { applyGuard } from '../removal/guard';
import { clusterObject, NAMESPACE, serveClusterApi } from './workload-cluster';

const STACK = ['cert-manager', 'linkerd2', 'flagger'];
const WAITS = new Map(STACK.slice(1).map((name, at) => [releaseOf('eu-1', name), [releaseOf('eu-1', STACK[at])]]));

let cluster: Cluster;
let remote: Remote;
let departures: Departures;
let delivery: Delivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  [remote] = await Promise.all([Remote.start(cluster), serveClusterApi(cluster)]);
  departures = new Departures(cluster.kube, { Cluster: '/apis/cluster.x-k8s.io/v1beta2/clusters' });
  await cluster.charts.publish(...STACK.map(name => ({ name })));
  await applyGuard(cluster, NAMESPACE);
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  delivery = await Delivery.create(cluster, 'fleet');
});

afterAll(async () => {
  departures?.stop();
  await Promise.all([cluster?.stop(), remote?.stop()]);
});

function releaseOf(name: string, chart: string): string {
  return `${NAMESPACE}/${name}-${chart}`;
}

const all = (name: string) => STACK.map(chart => releaseOf(name, chart));

/** The Cluster `name`, and cert-manager, linkerd2 and flagger on it; `round` is in their values. */
function files(name: string, round: number): Files {
  return synthesize(fleet => {
    const management = new Chart(fleet, 'management', { namespace: NAMESPACE });
    new ApiObject(management, 'cluster', {
      ...clusterObject(name),
      spec: { clusterNetwork: { serviceDomain: 'cluster.local' } },
    } as never);
    const secretRef = { name: `${name}-kubeconfig`, key: 'value' };
    const prod = new ProfilesCluster(fleet, name, { namespace: NAMESPACE, defaults: { kubeConfig: { secretRef } } });
    for (const [layer, chart] of STACK.entries()) {
      const { url: repository } = cluster.charts;
      const profile = Profile.fromHelmChart({ repository, chart, version: '1.0.0' });
      prod.subscribe(profile, { layer, targetNamespace: name, values: { readyAfterSeconds: 1, round } });
    }
  });
}

/** What Helm did on eu-1 since `begin`, and what was out of order. */
function done(begin: number) {
  const actions = cluster.order.actions(begin).filter(({ release, isSuccess }) => isSuccess && WAITS.has(release));
  const broken = outOfOrder(cluster.order.actions(begin), WAITS);
  return { actions: actions.map(({ kind, release }) => `${kind} ${release.split('/')[1]}`), broken };
}

test.each([
  ['docker', {}, 4],
  ['aws', { AWS_REGION: 'us-east-1' }, 2],
  ['vsphere', { VSPHERE_SERVER: 'vcenter.example.com' }, 1],
])('Cluster API takes the objects of template %s', async (name, params, count) => {
  const written = synthesize(fleet => {
    const repository = 'https://charts.example.com';
    ProfilesCluster.fromTemplate(fleet, 'eu-1', {
      template: `examples/templates/${name}.yaml`,
      params: { CLUSTER_NAME: 'eu-1', ...params },
      catalog: Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', { repository }),
    });
  });
  const texts = Object.entries(written).flatMap(([path, text]) =>
    path.includes('/management/') ? text.split(/^---$/m) : [],
  );
  // the kinds of providers are not served here, nor is namespace vsphere
  const ours = texts.filter(text => /^apiVersion: (?!infrastructure)/m.test(text));
  const accepted = ours.map(text => cluster.kube.dryRun(text.replace('namespace: vsphere', 'namespace: clusters')));
  expect(await Promise.all(accepted)).toHaveLength(count);
});

test('releases wait for the kubeconfig, and are installed in order when it comes', async () => {
  const { kube } = cluster;
  await delivery.waitApplied(await delivery.commit(files('eu-1', 1)));
  await kube.waitFor('cert-manager to miss the kubeconfig', async () => {
    const release = await kube.get(helmRelease(releaseOf('eu-1', 'cert-manager')));
    return JSON.stringify(release.status ?? {}).includes('could not get KubeConfig secret');
  });
  const begin = Date.now();
  await kube.apply(remote.kubeconfigSecret('eu-1-kubeconfig', NAMESPACE));
  await waitReady(kube, ...all('eu-1'));
  printFigure('install of three releases after the kubeconfig', `${(Date.now() - begin) / 1000} s`);
  expect(done(begin)).toEqual({ actions: ['install eu-1-linkerd2', 'install eu-1-flagger'], broken: [] });
  expect(await remote.kube.list('apps/v1', 'Deployment', { namespace: 'eu-1' })).toHaveLength(3);
});

test('they are upgraded in step', async () => {
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit(files('eu-1', 2)));
  await waitReady(cluster.kube, ...all('eu-1'));
  expect(done(begin)).toEqual({ actions: ['upgrade eu-1-linkerd2', 'upgrade eu-1-flagger'], broken: [] });
});

test('one commit removes releases in reverse order, and then the cluster', async () => {
  await cluster.kube.apply(remote.kubeconfigSecret('eu-1-kubeconfig', NAMESPACE));
  await delivery.waitApplied(await delivery.commit(files('eu-1', 3)));
  await waitReady(cluster.kube, ...all('eu-1'));
  const begin = Date.now();
  await expect(cluster.kube.dryDelete(clusterObject('eu-1'))).rejects.toThrow(/is still installed on cluster eu-1/);
  await delivery.commit({ '.gitkeep': '' });
  await cluster.kube.waitGone(clusterObject('eu-1'));
  printFigure('removal of three releases and their cluster', `${(Date.now() - begin) / 1000} s`);
  const gone = departures.of(NAMESPACE).filter(what => /^(HelmRelease|Cluster) /.test(what));
  const inReverse = [...all('eu-1')].reverse().map(release => `HelmRelease ${release}`);
  expect(gone).toEqual([...inReverse, `Cluster ${NAMESPACE}/eu-1`]);
  expect(done(begin).broken).toEqual([]);
  expect(await remote.kube.list('apps/v1', 'Deployment', { namespace: 'eu-1' })).toEqual([]);
});

test('a repository that pctl template create has written becomes a cluster with its platform', async () => {
  const { charts, kube, order } = cluster;
  await charts.publish(...STACK.map(name => ({ name, version: '0.0.8', values: { readyAfterSeconds: 1 } })));
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  for (const name of ['catalogs', 'templates']) mkdirSync(join(folder, name));
  copyFileSync('examples/templates/docker.yaml', join(folder, 'templates/docker.yaml'));
  const pctl = async (...argv: readonly string[]) => expect(await pctlIn(folder, argv)).toMatchObject({ code: 0 });
  await pctl('catalog', 'add', 'platform', charts.url, ...STACK.flatMap(name => ['--chart', name]));
  await pctl('catalog', 'update');
  await pctl('template', 'create', 'templates', '-p', 'CLUSTER_NAME=shop', '--profile', 'flagger');
  const begin = Date.now();
  const flux = await Delivery.create(cluster, 'flux-system', { path: 'clusters/management' });
  await flux.waitApplied(await flux.commit(filesOf(folder)));
  await kube.apply(remote.kubeconfigSecret('shop-kubeconfig', NAMESPACE));
  await waitReady(kube, ...all('shop'));
  const waits = new Map(STACK.slice(1).map((name, at) => [releaseOf('shop', name), [releaseOf('shop', STACK[at])]]));
  expect(outOfOrder(order.actions(begin), waits)).toEqual([]);
  expect(await remote.kube.list('apps/v1', 'Deployment', { namespace: 'flagger-system' })).toHaveLength(1);
  printFigure('a cluster from a template, with three releases', `${(Date.now() - begin) / 1000} s`);
});

test('a cluster whose control plane is lost goes once its releases are suspended', async () => {
  const { kube } = cluster;
  await kube.apply(remote.kubeconfigSecret('us-1-kubeconfig', NAMESPACE));
  await delivery.waitApplied(await delivery.commit(files('us-1', 1)));
  await waitReady(kube, ...all('us-1'));
  await remote.stop();
  await delivery.commit({ '.gitkeep': '' });
  await kube.waitFor('the uninstall to fail', async () => {
    const { metadata, status } = await kube.get(helmRelease(releaseOf('us-1', 'flagger')));
    return 'deletionTimestamp' in metadata && JSON.stringify(status).includes('connection refused');
  });
  await expect(kube.dryDelete(clusterObject('us-1'))).rejects.toThrow(/is still installed on cluster us-1/);
  for (const release of await kube.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { namespace: NAMESPACE })) {
    await kube.patch(release, { spec: { suspend: true } });
  }
  await kube.waitGone(clusterObject('us-1'));
  for (const release of all('us-1')) expect(await kube.tryGet(helmRelease(release))).toBeUndefined();
});
