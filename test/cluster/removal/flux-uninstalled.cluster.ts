/**
 * `flux uninstall` on a cluster with a guard: it removes Flux's CRDs, which the guard's policies
 * need. It must still be possible to remove everything that is left.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, FLUX_NAMESPACE, KubeObject, ObjectReference, named, startCluster } from '../harness';
import { applyGuard, guardFiles, probe } from './guard';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await applyGuard(cluster, 'default', FLUX_NAMESPACE);
});

afterAll(() => cluster?.stop());

const KIND = 'ValidatingAdmissionPolicy';
const OURS = { 'app.kubernetes.io/managed-by': 'cdk8s-profiles' };

function crd(name: string): ObjectReference {
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name } };
}

function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

test('the CRDs go with every release, whoever depends on it, and nothing else is held after them', async () => {
  const { kube } = cluster;
  const base = probe('base', {}, FLUX_NAMESPACE);
  const user = probe('user', { dependsOn: [{ name: 'base' }] }, FLUX_NAMESPACE);
  const values = { ...named('ConfigMap', 'base-values-1a2b3c4d', FLUX_NAMESPACE), data: {} };
  await kube.apply(base, user, { ...values, metadata: { ...values.metadata, labels: OURS } }, namespace('theirs'));
  await expect(kube.delete(base)).rejects.toThrow(/still depends on base/);

  const releases = crd('helmreleases.helm.toolkit.fluxcd.io');
  const definition = { ...(await kube.get(releases)), status: undefined };
  await kube.delete(releases);
  await kube.waitGone(releases);
  const sources = crd('helmrepositories.source.toolkit.fluxcd.io');
  await kube.delete(sources);
  await kube.waitGone(sources);
  await loadPoliciesAnew();
  for (const each of [namespace('theirs'), namespace(FLUX_NAMESPACE)]) {
    await kube.delete(each);
    await kube.waitGone(each, 30);
  }

  const { name } = definition.metadata;
  await kube.apply({ ...definition, metadata: { name } } as KubeObject);
  await kube.apply(namespace(FLUX_NAMESPACE));
  await kube.waitFor('HelmReleases to be served', () => said(kube.apply(base, user), /^$/));
  await kube.waitFor('the guard to be asked again', () => said(kube.delete(base), /still depends on base/));
});

/** Like an API server that starts now: a running one keeps what it knows about HelmReleases. */
async function loadPoliciesAnew(): Promise<void> {
  const { kube } = cluster;
  for (const policy of await kube.list('admissionregistration.k8s.io/v1', KIND)) await kube.delete(policy);
  await sleep(3_000);
  const texts = Object.values(guardFiles('default', FLUX_NAMESPACE));
  await kube.applyYaml(texts.filter(text => text.includes(`kind: ${KIND}\n`)).join(''));
  await kube.waitFor('the policies to be checked', async () => {
    const policies = await kube.list('admissionregistration.k8s.io/v1', KIND);
    return policies.every(({ status }) => status !== undefined);
  });
  await sleep(3_000);
}

/** Whether the error of `request`, or its absence, is `expected`. */
async function said(request: Promise<void>, expected: RegExp): Promise<boolean> {
  return request.then(
    () => expected.test(''),
    ({ message }: Error) => expected.test(message),
  );
}
