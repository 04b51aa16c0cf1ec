/**
 * Removal in exact reverse order, however everything is removed at once.
 *
 * Each way has its own platform; one guard protects all of them.
 */
import { ApiObject } from 'cdk8s';
import { Cluster, PLATFORM, outOfOrder, printFigure, startCluster } from '../harness';
import { Departures } from './departures';
import { applyGuard } from './guard';
import { Layers, Platform, namespacesOf } from './platform';

const SMALL: Layers = [['cert-manager'], ['linkerd2'], ['flagger'], ['podinfo']];

let cluster: Cluster;
let departures: Departures;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  departures = new Departures(cluster.kube);
  await cluster.charts.publish(...PLATFORM.flat().map(name => ({ name })));
  await applyGuard(cluster, ...['one-commit', 'no-kustomization', 'no-namespaces'].flatMap(namespacesOf));
});

afterAll(async () => {
  departures?.stop();
  await cluster?.stop();
});

/** Removes what is installed; returns what broke the order. */
async function remove(platform: Platform, begin: () => Promise<unknown>): Promise<readonly string[]> {
  const since = Date.now();
  await begin();
  const actions = await platform.waitRemoved(since);
  printFigure(`removal, ${platform.name}`, `${(Date.now() - since) / 1000} s, ${actions.length} Helm actions`);
  expect(actions.map(({ kind }) => kind)).toEqual([...platform.waits].map(() => 'uninstall'));
  return outOfOrder(actions, platform.waits);
}

test('one commit removes twelve releases of four layers in reverse order', async () => {
  const platform = await Platform.create(cluster, 'one-commit', PLATFORM);
  await platform.install();
  expect(await remove(platform, () => platform.delivery.commit(platform.noFiles))).toEqual([]);
});

test('a deleted Kustomization removes its releases in reverse order', async () => {
  const platform = await Platform.create(cluster, 'no-kustomization', SMALL);
  await platform.install();
  const { kustomization } = platform.delivery;
  expect(await remove(platform, () => cluster.kube.delete(kustomization))).toEqual([]);
  await cluster.kube.waitGone(kustomization);
});

test('namespaces removed with their releases go after them', async () => {
  const platform = await Platform.create(cluster, 'no-namespaces', SMALL);
  const files = platform.files(prod => {
    for (const name of platform.namespaces) {
      new ApiObject(prod, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  });
  await platform.install(files);
  expect(await remove(platform, () => platform.delivery.commit(platform.noFiles))).toEqual([]);
  for (const name of platform.namespaces) {
    await cluster.kube.waitGone({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const [lower, upper] = platform.namespaces.map(name => departures.of(name).filter(each => /^(HelmR|N)/.test(each)));
  expect(upper.at(-1)).toBe('Namespace no-namespaces-apps');
  expect(lower.at(-1)).toBe('Namespace no-namespaces');
});
