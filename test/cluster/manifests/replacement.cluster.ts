/** A chart is replaced by manifests of its layer in one commit, and manifests by a chart: the old one goes last. */
import { changeReleases, chartsOf, type Cluster, Delivery, startCluster, type TestRelease } from '../harness';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from '../removal/guard';
import { Stack } from './stack';

const NAMESPACE = 'stack';

let cluster: Cluster;
let stack: Stack;
let delivery: Delivery;
let releases: readonly TestRelease[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  const layers = [['cert-manager'], ['linkerd2', 'mesh'], ['flagger']];
  stack = new Stack(cluster, { namespace: NAMESPACE, layers, manifests: ['mesh'], readyAfterSeconds: 2 });
  await cluster.charts.publish(...chartsOf(stack.charts(stack.first())));
  await applyGuard(cluster, NAMESPACE);
  await cluster.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
  delivery = await Delivery.create(cluster, NAMESPACE, { path: 'prod' });
  releases = stack.first();
  await commit('linkerd2');
  await waitReady(cluster.kube, `${NAMESPACE}/flagger`);
});

afterAll(async () => {
  stack?.stop();
  await cluster?.stop();
});

/** Commits the platform with only `mesh`, and another value of flagger, which uses it. */
async function commit(mesh: 'linkerd2' | 'mesh'): Promise<void> {
  releases = changeReleases(releases, 'values', ({ name }) => name === 'flagger');
  const other = mesh === 'mesh' ? 'linkerd2' : 'mesh';
  await delivery.commit(stack.files(releases.filter(({ name }) => name !== other)));
}

test.each([
  ['linkerd2', 'mesh'],
  ['mesh', 'linkerd2'],
] as const)('%s goes after %s is installed and flagger has moved', async (before, after) => {
  const { kube, order } = cluster;
  const begin = Date.now();
  await commit(after);
  await kube.waitGone(helmRelease(`${NAMESPACE}/${before}`));
  await waitReady(kube, `${NAMESPACE}/${after}`, `${NAMESPACE}/flagger`);
  const ended = order
    .actions(begin)
    .filter(({ release, ended }) => release.startsWith(`${NAMESPACE}/`) && ended !== undefined)
    .sort((a, b) => a.ended! - b.ended!)
    .map(({ release, kind }) => `${kind} ${release.split('/')[1]}`);
  expect(ended).toEqual([`install ${after}`, 'upgrade flagger', `uninstall ${before}`]);
});
