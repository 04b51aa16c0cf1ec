/**
 * A profile from a real Git server: a chart of a repository, a chart and manifests in its folder, and a
 * nested profile. In order on install, on upgrade and on removal, inside and towards what is above it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalog, Cluster as ProfilesCluster, Profile } from 'cdk8s-profiles';
import { readGitCatalog } from '../../../lib/sources/profiles/git-catalog';
import { cleanEnv } from '../../sources/git/git-reading';
import {
  type Cluster,
  conditionOf,
  Delivery,
  type Files,
  FLUX_NAMESPACE,
  type GitRepository,
  type KubeObject,
  named,
  outOfOrder,
  printFigure,
  startCluster,
  synthesize,
  type Waits,
} from '../harness';
import { withoutMechanism } from '../harness/mechanisms';
import { waitReady } from '../failures/waiting';
import { applyGuard } from '../removal/guard';
import { publish, READY_AFTER } from './published-profile';

const NAMESPACE = 'platform';

let cluster: Cluster;
let repository: GitRepository;
let delivery: Delivery;
let waits: Waits;
const folder = mkdtempSync(join(tmpdir(), 'profile-'));

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const values = { readyAfterSeconds: READY_AFTER };
  await cluster.charts.publish({ name: 'cache', values }, { name: 'app', values });
  repository = await cluster.git.createRepository('profiles');
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  await applyGuard(cluster, NAMESPACE);
  delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cluster?.stop();
});

/** What a program writes that subscribes to the newest version, and what waits for what in it. */
async function program(): Promise<Files> {
  const location = { file: 'a.yaml', line: 1, column: 1 };
  const source = { kind: 'ProfileCatalogSource', name: 'a', namespace: 'default', location, entries: [] } as const;
  const options = { env: cleanEnv(), cacheFolder: join(folder, 'cache'), secrets: new Map() };
  const content = await readGitCatalog({ ...source, repositories: [{ url: repository.url, location }] }, options);
  expect(content.problems).toEqual([]);
  const sourceRef = { kind: 'GitRepository', name: NAMESPACE, namespace: FLUX_NAMESPACE } as const;
  return synthesize(
    fleet => {
      const catalog = new Catalog(fleet, 'profiles', { entries: content.entries, repository: '' });
      const prod = new ProfilesCluster(fleet, 'prod', {
        namespace: NAMESPACE,
        catalog,
        manifestDefaults: { retryInterval: '5s' },
      });
      const web = prod.subscribe('web', {
        values: { readyAfterSeconds: READY_AFTER },
        artifactValues: { rules: { replicas: 3 } },
      });
      const app = Profile.fromHelmChart({ repository: cluster.charts.url, chart: 'app', version: '1.0.0' });
      prod.subscribe(app, { dependsOn: [web], values: { readyAfterSeconds: READY_AFTER } });
      const full = (name: string) => `${NAMESPACE}/${name}`;
      waits = new Map(prod.plan.steps.map(step => [full(step.name), step.dependsOn.map(full)]));
    },
    { outdir: join(folder, 'dist'), delivery: { sourceRef, path: '.' } },
  );
}

/** Commits what the program writes now; returns what broke the order, and what Helm did. `meanwhile` sees it on its way. */
async function roll(what: string, meanwhile?: () => Promise<void>) {
  const files = await program();
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit(withoutMechanism(files)));
  await meanwhile?.();
  await waitReady(cluster.kube, ...waits.keys());
  printFigure(what, `${((Date.now() - begin) / 1000).toFixed(1)} s`);
  const actions = cluster.order.actions(begin);
  const names = actions.map(
    ({ kind, release }) => `${kind} ${release.slice(NAMESPACE.length + 1).replace(/-[0-9a-f]{8}$/, '')}`,
  );
  return { broken: outOfOrder(actions, waits), names };
}

/** Until its turn comes, a Kustomization refers to the source of the commit before, which must still be there. */
async function expectNoAlarm(name: string): Promise<void> {
  const { kube } = cluster;
  const inner = named('Kustomization', name, NAMESPACE);
  const asked = Date.now();
  await kube.reconcile(inner);
  const looked = await kube.waitFor('the Kustomization that waits to be looked at', async () => {
    const object = await kube.get(inner);
    return Date.parse(String(object.status?.lastHandledReconcileAt)) >= asked && object;
  });
  expect(conditionOf(looked, 'Ready')).toMatchObject({ status: 'True' });
  expect(await roundOf('alerts')).toBe('1');
}

const roundOf = async (name: string) => {
  const { metadata } = await cluster.kube.get(named('Deployment', name, 'web'));
  return metadata.annotations?.round;
};

test('everything is installed in order, the manifests into a namespace that was not there', async () => {
  await publish(repository, cluster.charts.url, 1);
  const { broken, names } = await roll('install of six members in a row, 4 s each, requeue 1 s');
  expect({ broken, names }).toEqual({
    broken: [],
    names: [
      'install web-rules',
      'install web-base-server',
      'install web-cache',
      'install web-server',
      'install web-alerts',
      'install app',
    ],
  });
  const { spec } = await cluster.kube.get(named('Deployment', 'rules', 'web'));
  expect(spec).toMatchObject({ replicas: 3 });
});

test('another version is rolled out in order, charts in git too, though theirs stays the same', async () => {
  await publish(repository, cluster.charts.url, 2);
  const { broken, names } = await roll('upgrade of all but the top, requeue 1 s', () => expectNoAlarm('web-alerts'));
  expect({ broken, names }).toEqual({
    broken: [],
    names: [
      'upgrade web-rules',
      'upgrade web-base-server',
      'upgrade web-cache',
      'upgrade web-server',
      'upgrade web-alerts',
    ],
  });
  expect(await Promise.all(['rules', 'base', 'server', 'alerts'].map(roundOf))).toEqual(['2', '2', '2', '2']);
});

test('the same program again moves nothing', async () => {
  expect(await roll('nothing new')).toEqual({ broken: [], names: [] });
});

test('a source stays while something is installed from it', async () => {
  const sources = await cluster.kube.list('source.toolkit.fluxcd.io/v1', 'GitRepository', { namespace: NAMESPACE });
  const isCurrent = ({ spec }: KubeObject) => (spec as { ref: { tag: string } }).ref.tag.endsWith('/v1.2.0');
  // that of the manifests before is kept for as long as the next ones may be on their way
  expect(sources.map(isCurrent).sort()).toEqual([false, true, true]);
  for (const source of sources.filter(isCurrent)) {
    await expect(cluster.kube.delete(source)).rejects.toThrow('still gets its chart or its manifests from');
  }
});

test('one commit removes it all in reverse order, and the sources last', async () => {
  const begin = Date.now();
  await delivery.waitApplied(await delivery.commit({ 'prod/.gitkeep': '' }));
  const actions = cluster.order.actions(begin);
  expect(outOfOrder(actions, waits)).toEqual([]);
  expect(actions.map(({ kind }) => kind)).toEqual(Array(6).fill('uninstall'));
  expect(await cluster.kube.list('source.toolkit.fluxcd.io/v1', 'GitRepository', { namespace: NAMESPACE })).toEqual([]);
  expect(await cluster.kube.tryGet(named('Deployment', 'rules', 'web'))).toBeUndefined();
  expect(await cluster.kube.tryGet(named('Namespace', 'web'))).toBeDefined();
});
