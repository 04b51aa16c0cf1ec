/** ad hoc */
import { setTimeout as sleep } from 'node:timers/promises';
import { ProfileSubscription } from 'cdk8s-profiles';
import { Cluster, conditionOf, startCluster } from '../harness';
import { inRounds } from './component';
import { FleetDelivery } from './fleet-delivery';
import { helmRelease, waitNotReady } from './waiting';

const IGNORE_ORDER = 'cdk8s-profiles/ignore-order';
let cluster: Cluster;
let fleet: FleetDelivery;
beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'cert-manager' }, { name: 'linkerd2' }, { name: 'flagger' }, { name: 'shop' });
  fleet = await FleetDelivery.create(cluster, 'platform', { order: 'dependencies' });
});
afterAll(() => cluster?.stop());
const annotate = (name: string, ...args: string[]) =>
  cluster.kube.kubectl('annotate', 'helmrelease', name, '--namespace=platform', '--overwrite', ...args);
async function reapply(): Promise<void> {
  const { kube } = cluster;
  const { delivery } = fleet;
  const before = String((await kube.get(delivery.kustomization)).status?.lastHandledReconcileAt);
  await kube.reconcile(delivery.kustomization);
  await kube.waitFor('reapply', async () => String((await kube.get(delivery.kustomization)).status?.lastHandledReconcileAt) !== before);
}
test('adhoc', async () => {
  const { kube } = cluster;
  await fleet.deliver(on => inRounds(cluster, subscribe => {
    const certManager = subscribe('cert-manager');
    subscribe('linkerd2', { dependsOn: [certManager] });
    subscribe('flagger', { dependsOn: [certManager], upgradeOrder: 'flux' });
    const vault = ProfileSubscription.fromHelmRelease(on, 'vault', { name: 'vault' });
    subscribe('shop', { dependsOn: [vault] });
  })({ round: 1, suspended: ['cert-manager'] })(on));
  for (const name of ['linkerd2', 'flagger', 'shop']) {
    process.stderr.write(`${name}: ${await waitNotReady(kube, `platform/${name}`, 'DependencyNotReady')}\n`);
  }
  for (const name of ['flagger', 'shop']) {
    await annotate(name, `${IGNORE_ORDER}=`, `reconcile.fluxcd.io/requestedAt=${Date.now()}`, '--field-manager=flux-client-side-apply');
  }
  await sleep(8000);
  for (const name of ['linkerd2', 'flagger', 'shop']) {
    process.stderr.write(`${name}: ${JSON.stringify((await kube.get(helmRelease(`platform/${name}`))).metadata.annotations)}${JSON.stringify(conditionOf(await kube.get(helmRelease(`platform/${name}`)), 'Ready'))}\n`);
  }
  // same value twice
  await annotate('linkerd2', `${IGNORE_ORDER}=`);
  await annotate('linkerd2', `${IGNORE_ORDER}=`, `reconcile.fluxcd.io/requestedAt=${Date.now()}`, '--field-manager=flux-client-side-apply');
  await reapply();
  process.stderr.write(`same value: ${JSON.stringify((await kube.get(helmRelease(`platform/linkerd2`))).metadata.annotations)}\n`);
  await annotate('linkerd2', `${IGNORE_ORDER}=`);
  await annotate('linkerd2', `${IGNORE_ORDER}=2`, `reconcile.fluxcd.io/requestedAt=${Date.now()}`, '--field-manager=flux-client-side-apply');
  await reapply();
  process.stderr.write(`other value: ${JSON.stringify((await kube.get(helmRelease(`platform/linkerd2`))).metadata.annotations)}\n`);
});
