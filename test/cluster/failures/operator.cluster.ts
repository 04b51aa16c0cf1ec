/**
 * How an operator gets past a base that does not become ready: one command releases one release.
 *
 * Flux checks waiting releases only every ten minutes here, so that anything earlier is the effect
 * of the command.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, helmHistory, named, startCluster } from '../harness';
import { Round, inRounds } from './component';
import { FleetDelivery, Program } from './fleet-delivery';
import { helmRelease, waitNotReady, waitReady } from './waiting';

const IGNORE_ORDER = 'cdk8s-profiles/ignore-order';

let cluster: Cluster;
let fleet: FleetDelivery;
let platform: (round: Round) => Program;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 600 });
  await cluster.charts.publish({ name: 'cert-manager' }, { name: 'linkerd2' }, { name: 'flagger' });
  fleet = await FleetDelivery.create(cluster, 'platform', { order: 'dependencies' });
  platform = inRounds(cluster, subscribe => {
    const certManager = subscribe('cert-manager');
    subscribe('linkerd2', { dependsOn: [certManager] });
    subscribe('flagger', { dependsOn: [certManager] });
  });
  await fleet.deliver(platform({ round: 1, sick: ['cert-manager'] }));
  for (const release of ['platform/linkerd2', 'platform/flagger']) {
    await waitNotReady(cluster.kube, release, 'DependencyNotReady');
    // when its chart is ready, Flux looks at the release again
    await cluster.kube.waitReady(named('HelmChart', release.replace('/', '-'), 'platform'));
  }
  await sleep(2_000);
});

afterAll(() => cluster?.stop());

/** The command that is documented for operators. */
const annotate = (...args: readonly string[]) =>
  cluster.kube.kubectl(
    ...['annotate', '--overwrite', '--field-manager=flux-client-side-apply', '--namespace=platform'],
    ...['helmrelease/linkerd2', ...args],
  );

async function isAnnotated(): Promise<boolean> {
  const { metadata } = await cluster.kube.get(helmRelease('platform/linkerd2'));
  return IGNORE_ORDER in (metadata.annotations ?? {});
}

/** Makes Flux apply the same commit again. */
async function applyAgain(): Promise<void> {
  const { kube } = cluster;
  const { kustomization } = fleet.delivery;
  await kube.reconcile(kustomization);
  const { annotations } = (await kube.get(kustomization)).metadata;
  const isDone = async () =>
    (await kube.get(kustomization)).status?.lastHandledReconcileAt === annotations!['reconcile.fluxcd.io/requestedAt'];
  await kube.waitFor('the commit to be applied again', isDone);
}

test('a plain annotation is taken away when Flux applies again', async () => {
  await cluster.kube.kubectl('annotate', '--namespace=platform', 'helmrelease/linkerd2', `${IGNORE_ORDER}=`);
  expect(await isAnnotated()).toBe(true);
  await applyAgain();
  expect(await isAnnotated()).toBe(false);
});

test('the annotation alone is not noticed before Flux looks again', async () => {
  await annotate(`${IGNORE_ORDER}=`);
  await sleep(5_000);
  expect(cluster.order.actions().filter(({ release }) => release === 'platform/linkerd2')).toEqual([]);
  await annotate(`${IGNORE_ORDER}-`);
});

test('the command frees its release at once, and no other', async () => {
  const { kube, order } = cluster;
  // an earlier attempt without the field manager does not matter: the value differs
  await kube.kubectl('annotate', '--namespace=platform', 'helmrelease/linkerd2', `${IGNORE_ORDER}=`);
  const now = Math.floor(Date.now() / 1000);
  await annotate(`${IGNORE_ORDER}=${now}`, `reconcile.fluxcd.io/requestedAt=${now}`);
  await waitReady(kube, 'platform/linkerd2');
  await kube.reconcile(helmRelease('platform/flagger'));
  await sleep(5_000);
  await waitNotReady(kube, 'platform/flagger', 'DependencyNotReady');
  expect(order.actions().filter(({ release }) => release !== 'platform/cert-manager')).toMatchObject([
    { release: 'platform/linkerd2', kind: 'install', isSuccess: true },
  ]);
});

test('Flux does not take it away, nor does a commit that changes the release', async () => {
  const { kube } = cluster;
  await applyAgain();
  expect(await isAnnotated()).toBe(true);
  await fleet.deliver(platform({ round: 2, sick: ['cert-manager'] }));
  expect(await isAnnotated()).toBe(true);
  await waitReady(kube, 'platform/linkerd2');
  expect((await helmHistory(kube, 'platform', 'linkerd2')).at(-1)).toMatchObject({ values: { echo: { round: 2 } } });
});

test('without it the release waits again', async () => {
  const { kube } = cluster;
  await annotate(`${IGNORE_ORDER}-`);
  await fleet.deliver(platform({ round: 3, sick: ['cert-manager'] }));
  expect(await waitNotReady(kube, 'platform/linkerd2', 'DependencyNotReady')).toBe(
    "dependency 'platform/cert-manager' is not ready according to readyExpr eval",
  );
  expect(await helmHistory(kube, 'platform', 'linkerd2')).toHaveLength(2);
});
