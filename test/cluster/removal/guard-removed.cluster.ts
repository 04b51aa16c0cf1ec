/**
 * The guard outlives its own files: platform and guard removed together still go in order.
 *
 * One repository holds the guard's folder and those of two platforms, each with a
 * Kustomization of its own.
 */
import { Cluster, Files, KubeObject, ObjectReference, outOfOrder, startCluster } from '../harness';
import { guardFiles, waitGuarding } from './guard';
import { Layers, Platform, namespacesOf } from './platform';

const LAYERS: Layers = [['cert-manager'], ['linkerd2'], ['flagger'], ['podinfo']];
const NAMES = ['one-commit', 'kustomizations'];

let cluster: Cluster;
let platforms: readonly Platform[];
/** The guard's, which reads the same repository as the first platform's. */
let kustomization: ObjectReference;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...LAYERS.flat().map(name => ({ name })));
  platforms = await Promise.all(NAMES.map(name => Platform.create(cluster, name, LAYERS)));
  const [first, second] = platforms;
  await first.install({ ...first.files(), ...guardFiles(...NAMES.flatMap(namespacesOf)) });
  kustomization = await applyFolder(first, 'guard');
  await waitGuarding(cluster);
  await second.install();
});

afterAll(() => cluster?.stop());

/** A second Kustomization on the source of `platform`. */
async function applyFolder({ delivery: { source, kustomization } }: Platform, path: string): Promise<ObjectReference> {
  const { kube } = cluster;
  const metadata = { ...kustomization.metadata, name: path };
  const sourceRef = { kind: source.kind, name: source.metadata.name };
  const spec = { interval: '10m', retryInterval: '5s', prune: true, path, sourceRef };
  const object: KubeObject = { ...kustomization, metadata, spec };
  await kube.apply(object);
  await kube.waitReady(object);
  return object;
}

async function policies(): Promise<number> {
  const found = await cluster.kube.list('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy');
  return found.length;
}

test('one commit empties both folders: the releases go in reverse order', async () => {
  const [platform] = platforms;
  const begin = Date.now();
  const nothing: Files = { ...platform.noFiles, 'guard/.gitkeep': '' };
  const commit = await platform.delivery.commit(nothing);
  const actions = await platform.waitRemoved(begin);
  expect(outOfOrder(actions, platform.waits)).toEqual([]);
  await cluster.kube.waitFor('the guard’s folder to be applied', async () =>
    String((await cluster.kube.get(kustomization)).status?.lastAppliedRevision).endsWith(commit),
  );
  expect(await policies()).toBe(7);
});

test('both Kustomizations are deleted: the releases go in reverse order', async () => {
  const [, platform] = platforms;
  const begin = Date.now();
  await cluster.kube.delete(kustomization);
  await cluster.kube.waitGone(kustomization);
  await cluster.kube.delete(platform.delivery.kustomization);
  const actions = await platform.waitRemoved(begin);
  expect(actions.map(({ kind }) => kind)).toEqual(LAYERS.map(() => 'uninstall'));
  expect(outOfOrder(actions, platform.waits)).toEqual([]);
  expect(await policies()).toBe(7);
});
