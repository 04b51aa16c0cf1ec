/**
 * A tenant, who may write HelmReleases in one namespace, tries to hold back what is not
 * theirs: with our label and annotations, as the library writes them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Cluster,
  Delivery,
  FLUX_NAMESPACE,
  Kube,
  KubeObject,
  conditionOf,
  named,
  printFigure,
  startCluster,
} from '../harness';
import { MOST_ENTRIES } from '../../../lib/flux/removal-rules';
import { applyGuardWith, probe } from './guard';
import { namespace, rights } from './tenant';

const REFUSED = /system:serviceaccount:tenant:tenant may not write HelmReleases in all namespaces, .* Drop the label/;
const LONG = Array.from({ length: 40_000 }, () => ({ name: 'a' }));

/** Policies hear of a release a little after it was written. */
const HEARD_MS = 500;

let cluster: Cluster;
let tenant: Kube;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const { kube } = cluster;
  tenant = kube.as('system:serviceaccount:tenant:tenant');
  for (const name of ['tenant', 'victim']) await kube.apply(namespace(name));
  for (const name of ['tenant', 'platform']) await kube.apply(...rights('tenant', name));
  await kube.apply(...rights(FLUX_NAMESPACE, 'tenant'));
  await applyGuardWith(cluster, { namespaces: ['tenant', 'victim'], appliers: ['tenant/platform'] });
  await kube.apply(base());
  // the API server may hear of the policy on writers after those that `applyGuardWith` waits for
  const early = probe('early', {}, 'tenant');
  const isRefused = async () => REFUSED.test(await refusalOf(kube.delete(early).then(() => tenant.apply(early))));
  if (process.env.WITHOUT === undefined) await kube.waitFor('writers to be refused', isRefused);
});

afterAll(() => cluster?.stop());

/** A release of the platform, in layer 1 of cluster prod. */
function base(): KubeObject {
  const spec = { releaseName: 'base', storageNamespace: 'victim', suspend: false };
  return labelled(probe('base', spec, 'victim'), 'layer-1');
}

function labelled({ metadata, ...object }: KubeObject, layer: string): KubeObject {
  const labels = { ...metadata.labels, 'weave.works/applied-layer': layer };
  const annotations = { 'cdk8s-profiles/cluster': 'prod' };
  return { ...object, metadata: { ...metadata, labels, annotations } } as KubeObject;
}

/** What `request` fails with; nothing when it does not. */
async function refusalOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => '',
    ({ message }: Error) => message,
  );
}

const attack = (spec: object) => probe('attack', spec, 'tenant');

test.each<[string, KubeObject]>([
  ['depends on it', attack({ dependsOn: [{ name: 'base', namespace: 'victim' }] })],
  ['claims its Helm release', attack({ releaseName: 'base', storageNamespace: 'victim' })],
  ['claims a higher layer', labelled(attack({}), 'layer-99')],
])('a release of the platform goes when the tenant’s %s', async (_, object) => {
  const refusal = await refusalOf(tenant.apply(object));
  await sleep(HEARD_MS);
  await cluster.kube.dryDelete(base());
  expect(refusal).toMatch(REFUSED);
});

test('a namespace goes when the tenant’s claims to have its workload there', async () => {
  const refusal = await refusalOf(tenant.apply(attack({ targetNamespace: 'empty' })));
  await cluster.kube.apply(namespace('empty'));
  await sleep(HEARD_MS);
  await cluster.kube.dryDelete(named('Namespace', 'empty'));
  expect(refusal).toMatch(REFUSED);
});

test('a tenant does not make the platform’s release in their namespace hold back more, but suspends it', async () => {
  const { kube } = cluster;
  const shared = labelled(probe('shared', {}, 'tenant'), 'layer-2');
  await kube.apply(shared);
  const change = (patch: object) => refusalOf(tenant.patch(shared, patch));
  for (const patch of [
    { spec: { dependsOn: [{ name: 'base', namespace: 'victim' }] } },
    { metadata: { annotations: { 'cdk8s-profiles/cluster': 'other' } } },
    { metadata: { annotations: { 'cdk8s-profiles/contents': 'manifests' } } },
    { metadata: { labels: { 'weave.works/applied-layer': 'layer-99' } } },
  ]) {
    expect(await change(patch)).toMatch(REFUSED);
  }
  const harmless = { spec: { suspend: false, values: { replicas: 2 } }, metadata: { annotations: { theirs: '' } } };
  expect(await change(harmless)).toBe('');
  // of manifests, they name the source
  await kube.patch(shared, { metadata: { annotations: { 'cdk8s-profiles/contents': 'manifests' } } });
  expect(await change({ spec: { values: { spec: 'none' } } })).toMatch(REFUSED);
  // without the label it counts for nothing
  expect(await change({ metadata: { labels: { 'app.kubernetes.io/managed-by': null } } })).toBe('');
  await tenant.delete(shared);
});

test('a release without the label, and one of a named service account, are written as ever', async () => {
  const { kube } = cluster;
  const dependsOn = [{ name: 'base', namespace: 'victim' }];
  const theirs = probe('theirs', { dependsOn }, 'tenant');
  await tenant.apply({ ...theirs, metadata: { ...theirs.metadata, labels: {} } } as KubeObject);
  await kube.dryDelete(base());
  const named = probe('named', { dependsOn }, 'tenant');
  await kube.as('system:serviceaccount:tenant:platform').apply(named);
  await expect(kube.dryDelete(base())).rejects.toThrow(/HelmRelease tenant\/named still depends on base/);
  await kube.delete(named);
});

test('Flux that acts as an account of the tenant is refused as well', async () => {
  const { kube } = cluster;
  const delivery = await Delivery.create(cluster, 'impersonated', { spec: { serviceAccountName: 'tenant' } });
  await kube.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'tenant', namespace: FLUX_NAMESPACE },
  });
  await delivery.commit({ 'release.yaml': JSON.stringify(attack({})) });
  const { message } = await kube.waitFor('Flux to apply it, or to be refused', async () => {
    const ready = conditionOf(await kube.get(delivery.kustomization), 'Ready');
    return ['ReconciliationFailed', 'ReconciliationSucceeded'].includes(ready?.reason ?? '') && ready;
  });
  expect(message).toMatch(/system:serviceaccount:flux-system:tenant may not write HelmReleases in all namespaces/);
});

test('a layer that is none holds back nothing', async () => {
  const { kube } = cluster;
  const evil = labelled(attack({}), 'evil');
  await kube.apply(evil);
  await sleep(HEARD_MS);
  await kube.dryDelete(base());
  const odd = labelled(probe('odd', {}, 'victim'), 'layer-x');
  await kube.apply(odd);
  await kube.dryDelete(odd);
  await kube.delete(evil);
});

test('40,000 dependencies are refused, whoever writes them', async () => {
  const refused = cluster.kube.apply(attack({ dependsOn: LONG }));
  await expect(refused).rejects.toThrow(/spec.dependsOn has 40000 entries, and the guard looks at no more/);
});

test('nobody looks at 40,000 dependencies that were written before the guard', async () => {
  const { kube } = cluster;
  const binding = named('ValidatingAdmissionPolicyBinding', 'cdk8s-profiles-removal-writers');
  await kube.patch(binding, { spec: { validationActions: ['Audit'] } });
  // the API server takes seconds to write the long one, and gives up after 34
  const tooLong = attack({ dependsOn: LONG.slice(0, MOST_ENTRIES + 1) });
  await kube.waitFor('the policy to let it pass', async () => (await refusalOf(kube.apply(tooLong))) === '');
  await kube.apply(attack({ dependsOn: LONG }));
  await sleep(HEARD_MS);
  const tooMany = await millisecondsToAsk();
  const most = attack({ dependsOn: LONG.slice(0, MOST_ENTRIES) });
  await kube.apply(most);
  await sleep(HEARD_MS);
  const asMany = await millisecondsToAsk();
  // with all of them looked at, it is some 60 times as long
  expect(tooMany).toBeLessThan(10 * asMany);
  const times = [tooMany, asMany].map(time => `${time.toFixed(0)} ms`);
  printFigure(`DELETE beside 40,000 dependencies, beside ${MOST_ENTRIES}`, times.join(', '));
  await kube.delete(most);
});

/** What it takes to hear that the platform's release may go: the least of three times. */
async function millisecondsToAsk(): Promise<number> {
  const times: number[] = [];
  while (times.length < 3) {
    const begin = performance.now();
    await cluster.kube.dryDelete(base());
    times.push(performance.now() - begin);
  }
  return Math.min(...times);
}

test('a refusal names the release to those alone who may read it', async () => {
  const { kube } = cluster;
  const shared = probe('shared', {}, 'tenant');
  await kube.apply(shared, probe('secret', { dependsOn: [{ name: 'shared', namespace: 'tenant' }] }, 'victim'));
  await sleep(HEARD_MS);
  expect(await refusalOf(tenant.dryDelete(shared))).toMatch(
    /denied request: a HelmRelease \(which you may not read\) still depends on shared/,
  );
  expect(await refusalOf(kube.dryDelete(shared))).toMatch(/HelmRelease victim\/secret still depends on shared/);
});
