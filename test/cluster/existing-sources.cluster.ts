/**
 * Charts from sources that are on the cluster already: a HelmRepository in another namespace, and a
 * GitRepository whose charts change with their version, or with every commit.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster as ProfilesCluster, Profile, type SourceReference } from 'cdk8s-profiles';
import { type Cluster, Delivery, filesOf, type Files, type GitRepository, type KubeObject } from './harness';
import { named, outOfOrder, printFigure, startCluster, synthesize, type Waits, writeChart } from './harness';
import { withoutMechanism } from './harness/mechanisms';
import { waitReady } from './failures/waiting';

const NAMESPACE = 'platform';
const HELM: SourceReference = { kind: 'HelmRepository', name: 'upstream', namespace: 'sources' };
const GIT: SourceReference = { kind: 'GitRepository', name: 'charts', namespace: 'sources' };
/** Seconds until each Deployment is available. */
const VALUES = { readyAfterSeconds: 4 };

const full = (name: string) => `${NAMESPACE}/${name}`;
const WAITS: Waits = new Map([
  [full('linkerd2'), [full('cert-manager')]],
  [full('flagger'), [full('linkerd2')]],
]);

let cluster: Cluster;
let repository: GitRepository;
let delivery: Delivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const { kube, charts, git } = cluster;
  await charts.publish({ name: 'cert-manager' }, { name: 'cert-manager', version: '1.1.0' });
  repository = await git.createRepository('charts');
  await publish('1.0.0', 1);
  for (const name of [NAMESPACE, 'sources'])
    await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const spec = { interval: '10m', url: repository.url, ref: { branch: 'main' } };
  await kube.apply({ ...reference(HELM), spec: { interval: '10m', url: charts.url } }, { ...reference(GIT), spec });
  delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
});

afterAll(() => cluster?.stop());

function reference({ kind, name, namespace }: SourceReference): KubeObject {
  return named(kind, name, namespace);
}

/** Commits both charts: their version, and files of values that say which `round` it is. */
async function publish(version: string, round: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'));
  for (const name of ['linkerd2', 'flagger']) writeChart({ name, version }, join(folder, 'charts', name));
  const files = filesOf(folder);
  rmSync(folder, { recursive: true });
  await repository.commitAll({ ...files, 'prod.yaml': `readyAfterSeconds: 4\nround: ${round}\n` });
}

/** What a program writes: linkerd2 goes by its version, flagger by the commit. */
function program(certManager: string, more: object = {}): Files {
  return synthesize(fleet => {
    const prod = new ProfilesCluster(fleet, 'prod', { namespace: NAMESPACE, defaults: { targetNamespace: NAMESPACE } });
    const inGit = { sourceRef: GIT, valuesFiles: ['./prod.yaml'] };
    const upstream = { sourceRef: HELM, chart: 'cert-manager', version: certManager };
    prod.subscribe(Profile.fromHelmChart({ ...upstream, layer: 0 }), { values: { ...VALUES, certManager } });
    prod.subscribe(Profile.fromHelmChart({ ...inGit, chart: './charts/linkerd2', layer: 1 }));
    const flagger = { ...inGit, chart: './charts/flagger', reconcileStrategy: 'Revision', layer: 2 } as const;
    prod.subscribe(Profile.fromHelmChart(flagger), { values: more });
  });
}

async function roll(files: Files) {
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit(withoutMechanism(files)));
  await waitReady(cluster.kube, ...['cert-manager', 'linkerd2', 'flagger'].map(full));
  return actionsSince(begin);
}

function actionsSince(begin: number) {
  const actions = cluster.order.actions(begin);
  return {
    broken: outOfOrder(actions, WAITS),
    names: actions.map(({ kind, release }) => `${kind} ${release.split('/')[1]}`),
  };
}

test('a reference to each kind of source is accepted by strict server-side apply', async () => {
  const files = synthesize(fleet => {
    const prod = new ProfilesCluster(fleet, 'prod', { namespace: NAMESPACE });
    const place = { name: 'a', namespace: 'sources' };
    const options = { valuesFiles: ['a.yaml'], ignoreMissingValuesFiles: true };
    const bucket = { sourceRef: { kind: 'Bucket', ...place }, reconcileStrategy: 'Revision', ...options } as const;
    prod.subscribe(Profile.fromHelmChart({ chart: 'a', version: '1.0.0', sourceRef: HELM, ...options }));
    prod.subscribe(Profile.fromHelmChart({ chart: 'b', sourceRef: { kind: 'OCIRepository', ...place } }));
    prod.subscribe(Profile.fromHelmChart({ chart: './c', sourceRef: GIT, ...options }));
    prod.subscribe(Profile.fromHelmChart({ chart: './d', ...bucket }));
  });
  const kept = await Promise.all(Object.values(files).map(text => cluster.kube.dryRun(text)));
  expect(kept.map(({ kind }) => kind)).toEqual(Array(4).fill('HelmRelease'));
});

test('they are installed in order, and no source is written', async () => {
  const files = program('1.0.0');
  expect(Object.keys(files).filter(path => !path.includes('HelmRelease'))).toEqual([]);
  expect(await roll(files)).toEqual({
    broken: [],
    names: ['install cert-manager', 'install linkerd2', 'install flagger'],
  });
});

test('a commit of the program upgrades them in order', async () => {
  expect(await roll(program('1.1.0', { replicas: 2 }))).toEqual({
    broken: [],
    names: ['upgrade cert-manager', 'upgrade flagger'],
  });
});

test('a commit of the charts alone upgrades what goes by the commit, and with a new version the others', async () => {
  const { kube } = cluster;
  const upgradesAfter = async (version: string, round: number, count: number) => {
    const begin = Date.now();
    await publish(version, round);
    await kube.reconcile(reference(GIT));
    const names = await kube.waitFor(`${count} upgrades`, async () => {
      const actions = cluster.order.actions(begin);
      return actions.filter(({ isSuccess }) => isSuccess).length >= count && actions;
    });
    return { upgraded: names.map(({ release }) => release.split('/')[1]).sort(), broken: actionsSince(begin).broken };
  };
  expect((await upgradesAfter('1.0.0', 2, 1)).upgraded).toEqual(['flagger']);
  const { upgraded, broken } = await upgradesAfter('1.1.0', 3, 2);
  expect(upgraded).toEqual(['flagger', 'linkerd2']);
  printFigure('new charts in Git without a commit of the program', `${broken.length} of 1 pair out of order`);
});
