/**
 * Objects that outlive what owns them: the pods of a Deployment of the chart take some time to stop,
 * and need the release below them until then.
 */
import { ApiObject } from 'cdk8s';
import { type Cluster as ProfilesCluster, type IProfileSubscription, Profile } from 'cdk8s-profiles';
import { Cluster, FLUX_NAMESPACE, KubeObject, named, printFigure, startCluster } from '../harness';
import { withoutMechanism } from '../harness/mechanisms';
import { FleetDelivery } from '../failures/fleet-delivery';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from './guard';

const HOLD = ['cluster-test/hold'];
/** How long a pod takes to stop. */
const STOPS_AFTER_MS = 20_000;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'linkerd2' }, { name: 'flagger' });
  await applyGuard(cluster, 'foreground', 'background', 'policies');
});

afterAll(() => cluster?.stop());

/** What the controllers of a Deployment create for it; the pod does not stop on its own. */
async function createPod(namespace: string): Promise<KubeObject> {
  const { kube } = cluster;
  const deployment = await kube.get({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'flagger', namespace },
  });
  const metadata = { name: 'flagger-1', namespace, ownerReferences: [ownerReference(deployment)] };
  const containers = [{ name: 'main', image: 'flagger' }];
  const labels = { app: 'flagger' };
  const template = { metadata: { labels }, spec: { containers } };
  const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata };
  await kube.apply({ ...replicaSet, spec: { replicas: 1, selector: { matchLabels: labels }, template } } as KubeObject);
  const ownerReferences = [ownerReference(await kube.get(replicaSet))];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels, ownerReferences, finalizers: HOLD } };
  await kube.apply({ ...pod, spec: { containers } } as KubeObject);
  return pod as KubeObject;
}

function ownerReference({ apiVersion, kind, metadata: { name, uid } }: KubeObject) {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

const profile = (chart: string) => Profile.fromHelmChart({ repository: cluster.charts.url, chart, version: '1.0.0' });

/** Removes linkerd2, and what `add` puts above it, in one commit; what was left when linkerd2 went. */
async function remove(namespace: string, add: (prod: ProfilesCluster, linkerd2: IProfileSubscription) => unknown) {
  const { kube } = cluster;
  const sourceRef = { kind: 'GitRepository', name: namespace, namespace: FLUX_NAMESPACE } as const;
  const fleet = await FleetDelivery.create(cluster, namespace, { delivery: { sourceRef, path: '.' } });
  const files = fleet.synthesize(prod => add(prod, prod.subscribe(profile('linkerd2'))));
  await fleet.deliverFiles(withoutMechanism(files));
  const [flagger, linkerd2] = [`${namespace}/flagger`, `${namespace}/linkerd2`];
  await waitReady(kube, flagger);
  const pod = await createPod(namespace);
  const begin = Date.now();
  const stopping = kube
    .waitFor('the pod to be deleted', async () => (await kube.get(pod)).metadata.deletionTimestamp !== undefined)
    .then(() => new Promise(resolve => setTimeout(resolve, STOPS_AFTER_MS)))
    .then(() => kube.patch(pod, { metadata: { finalizers: null } }));
  await fleet.deliverFiles({ [`${namespace}/.gitkeep`]: '' });
  await kube.waitGone(helmRelease(linkerd2));
  printFigure(`removal, pods stop after 20 s, ${namespace}`, `${(Date.now() - begin) / 1000} s until the base is gone`);
  const isLeft = (await kube.tryGet(pod)) !== undefined;
  await stopping;
  await kube.waitGone(pod);
  expect(await kube.tryGet(named('HelmRelease', 'flagger', namespace))).toBeUndefined();
  return isLeft ? ['Pod flagger-1'] : [];
}

test('a release stays until the pods of what waited for it have stopped', async () => {
  const add = (prod: ProfilesCluster, linkerd2: IProfileSubscription) =>
    prod.subscribe(profile('flagger'), { dependsOn: [linkerd2] });
  expect(await remove('foreground', add)).toEqual([]);
});

test('with background deletion, which is Flux’s default, pods are left behind when the release below goes', async () => {
  const add = (prod: ProfilesCluster, linkerd2: IProfileSubscription) =>
    prod.subscribe(profile('flagger'), { dependsOn: [linkerd2], uninstall: { deletionPropagation: 'background' } });
  expect(await remove('background', add)).toEqual(['Pod flagger-1']);
});

test('manifests are deleted in the background as well, and Flux has no option for it', async () => {
  const labels = { app: 'flagger' };
  const spec = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'flagger' }] } },
  };
  const add = (prod: ProfilesCluster, linkerd2: IProfileSubscription) => {
    const manifests = prod.manifests('flagger', { dependsOn: [linkerd2] });
    const metadata = { name: 'flagger', namespace: 'policies' };
    new ApiObject(manifests, 'deployment', { apiVersion: 'apps/v1', kind: 'Deployment', metadata, ...{ spec } });
  };
  expect(await remove('policies', add)).toEqual(['Pod flagger-1']);
});
