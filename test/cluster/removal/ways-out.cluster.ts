/**
 * What would block a removal forever, and how an operator ends it: a hook that never completes, an
 * object that is never removed, releases that depend on each other.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Profile } from 'cdk8s-profiles';
import { Cluster, conditionOf, startCluster } from '../harness';
import { FleetDelivery, Program } from '../failures/fleet-delivery';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard, probe } from './guard';

const STUCK: readonly [name: string, stuck: object][] = [
  ['hook', { preDeleteSeconds: 'never' }],
  ['finalizer', { goneAfterSeconds: 'never' }],
];

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'linkerd2' }, { name: 'flagger' });
  await applyGuard(cluster, ...STUCK.map(([name]) => name), 'default');
});

afterAll(() => cluster?.stop());

/** flagger, which is never removed, on linkerd2. */
function platform(stuck: object): Program {
  return prod => {
    const { url: repository } = cluster.charts;
    const profile = (chart: string) => Profile.fromHelmChart({ repository, chart, version: '1.0.0' });
    const linkerd2 = prod.subscribe(profile('linkerd2'), { values: { readyAfterSeconds: 0 } });
    prod.subscribe(profile('flagger'), { dependsOn: [linkerd2], values: { readyAfterSeconds: 0, ...stuck } });
  };
}

async function isHeld({ delivery }: FleetDelivery): Promise<boolean> {
  const ready = conditionOf(await cluster.kube.get(delivery.kustomization), 'Ready');
  return ready?.reason === 'PruneFailed' && /still depends on linkerd2/.test(ready.message ?? '');
}

test.each(STUCK)(
  'a %s that never ends holds the release below, until an operator lets both go',
  async (name, stuck) => {
    const { kube } = cluster;
    const fleet = await FleetDelivery.create(cluster, name);
    await fleet.deliver(platform(stuck));
    await waitReady(kube, `${name}/flagger`);
    await fleet.delivery.commit({ [`${name}/.gitkeep`]: '' });
    await kube.waitFor('linkerd2 to be held', () => isHeld(fleet));
    await sleep(12_000);
    expect(await kube.tryGet(helmRelease(`${name}/linkerd2`))).toBeDefined();

    // Flux is asked again only when Helm gives up, so its finalizer is taken away
    const withoutFinalizer = JSON.stringify({ metadata: { finalizers: null } });
    await kube.kubectl(
      ...['patch', '--namespace', name, 'helmrelease/flagger', '--type=merge', `--patch=${withoutFinalizer}`],
    );
    await kube.waitGone(helmRelease(`${name}/flagger`), 10);
    await kube.waitGone(helmRelease(`${name}/linkerd2`), 30);
  },
);

test('releases that depend on each other hold each other, until one of them is annotated', async () => {
  const { kube } = cluster;
  const flagger = probe('flagger', { dependsOn: [{ name: 'podinfo' }] });
  const podinfo = probe('podinfo', { dependsOn: [{ name: 'flagger' }] });
  await kube.apply(flagger, podinfo);
  await expect(kube.delete(flagger)).rejects.toThrow(/HelmRelease default\/podinfo still depends on flagger/);
  await expect(kube.delete(podinfo)).rejects.toThrow(/HelmRelease default\/flagger still depends on podinfo/);
  await kube.kubectl('annotate', 'helmrelease/flagger', 'cdk8s-profiles/ignore-order=');
  for (const release of [flagger, podinfo]) {
    await kube.delete(release);
    await kube.waitGone(release);
  }
});
