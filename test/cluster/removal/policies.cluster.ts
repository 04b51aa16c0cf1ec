/** The guard's own objects: what the API server says to them, who may apply them, what they cost. */
import { Cluster, Delivery, FLUX_NAMESPACE, conditionOf, printFigure, startCluster } from '../harness';
import { sumOf } from '../harness/controller-load';
import { applyGuard, guardFiles, probe } from './guard';

const ADMISSION = 'admissionregistration.k8s.io';
const RESOURCES = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'];
const HELM_RELEASES = { apiGroups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'] };

const OTHERS = Number(process.env.RELEASES ?? 200);

let cluster: Cluster;
/** What a DELETE takes with nothing that holds anything. */
let unguarded: string;

beforeAll(async () => {
  cluster = await startCluster();
  unguarded = await costOfDelete('unguarded');
  await applyGuard(cluster, 'default', 'flux-system');
});

afterAll(() => cluster?.stop());

/** The median of twenty, and the CPU time of the API server, with all that it does meanwhile. */
async function costOfDelete(prefix: string): Promise<string> {
  const { kube } = cluster;
  const releases = Array.from({ length: 20 }, (_, i) => probe(`${prefix}-${i}`));
  await kube.apply(...releases);
  const cpuSeconds = async () => sumOf(await kube.api.request<string>('GET', '/metrics'), 'process_cpu_seconds_total');
  const before = await cpuSeconds();
  const times: number[] = [];
  for (const release of releases) {
    const begin = performance.now();
    await kube.delete(release);
    times.push(performance.now() - begin);
  }
  const cpu = (((await cpuSeconds()) - before) * 1000) / releases.length;
  return `${times.sort((a, b) => a - b)[10].toFixed(1)} ms (${cpu.toFixed(0)} ms of CPU)`;
}

test('the API server has nothing against the expressions', async () => {
  const { kube } = cluster;
  const isChecked = async () => {
    const policies = await kube.list(`${ADMISSION}/v1`, 'ValidatingAdmissionPolicy');
    return policies.every(({ metadata, status }) => status?.observedGeneration === metadata.generation) && policies;
  };
  const policies = await kube.waitFor('the policies to be checked', isChecked);
  expect(policies.map(({ metadata }) => metadata.name)).toEqual(
    ['clusters', 'moves', 'namespaces', 'releases', 'sources', 'values', 'writers'].map(
      subject => `cdk8s-profiles-removal-${subject}`,
    ),
  );
  expect(policies.map(({ status }) => status?.typeChecking)).toEqual(policies.map(() => ({})));
});

test('a restricted account creates it only when it may list everything, and changes it when it may list HelmReleases', async () => {
  const { kube } = cluster;
  for (const kind of ['ValidatingAdmissionPolicyBinding', 'ValidatingAdmissionPolicy']) {
    for (const object of await kube.list(`${ADMISSION}/v1`, kind)) await kube.delete(object);
  }
  const own = { apiGroups: [ADMISSION], resources: RESOURCES, verbs: ['get', 'create', 'patch'] };
  const spec = { serviceAccountName: 'platform' };
  const delivery = await Delivery.create(cluster, 'restricted', { path: 'guard', spec });
  await grant(own, { ...HELM_RELEASES, verbs: ['get', 'list'] });
  const created = await delivery.commit(guardFiles('default'));
  const refusal = await kube.waitFor('it to be refused', async () => {
    const ready = conditionOf(await kube.get(delivery.kustomization), 'Ready');
    // before that, the source may not have the commit yet
    return ready?.status === 'False' && ready.reason !== 'ArtifactFailed' && ready.message;
  });
  // Flux tries bindings before it creates their policies
  expect(refusal).toMatch(/unable to get policy \S+ to determine minimum required permissions/);
  await grant(own, { ...HELM_RELEASES, verbs: ['get'] }, { apiGroups: ['*'], resources: ['*'], verbs: ['list'] });
  await delivery.waitApplied(created);
  await grant(own, { ...HELM_RELEASES, verbs: ['get', 'list'] });
  await delivery.waitApplied(await delivery.commit(guardFiles('default', 'flux-system')));
});

/** What the service account `platform` of Flux's namespace may do: this, and no more. */
async function grant(...rules: readonly object[]): Promise<void> {
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'platform' } };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'platform' };
  const subjects = [{ kind: 'ServiceAccount', namespace: FLUX_NAMESPACE, name: 'platform' }];
  await cluster.kube.apply({ ...rbac, kind: 'ClusterRole', rules });
  await cluster.kube.apply({ ...rbac, kind: 'ClusterRoleBinding', roleRef, subjects });
}

test('deleting a release among others', async () => {
  const { kube } = cluster;
  const alone = await costOfDelete('alone');
  await Promise.all(Array.from({ length: OTHERS }, (_, i) => kube.apply(probe(`other-${i}`))));
  const among = await costOfDelete('among');
  printFigure(`DELETE of a release without guard, alone, among ${OTHERS}`, [unguarded, alone, among].join(', '));
});
