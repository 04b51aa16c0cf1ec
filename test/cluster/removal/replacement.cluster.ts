/**
 * One component replaces another in one commit: linkerd2 is removed only after kuma is installed
 * and flagger has moved, although flagger no longer names it by then.
 *
 * On a second platform, an unrelated release of a higher layer fails in the same commit.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Profile } from 'cdk8s-profiles';
import { Action, Cluster, conditionOf, startCluster } from '../harness';
import { FleetDelivery, Program } from '../failures/fleet-delivery';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from './guard';

const LAYERS: ReadonlyMap<string, number> = new Map([
  ['cert-manager', 0],
  ['linkerd2', 1],
  ['kuma', 1],
  ['flagger', 2],
  ['grafana', 3],
]);

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...[...LAYERS.keys()].map(name => ({ name })));
  await applyGuard(cluster, 'well', 'sick');
});

afterAll(() => cluster?.stop());

/** A platform with one mesh; flagger receives its name, and takes two seconds to move. */
function platformOn(mesh: 'linkerd2' | 'kuma', isGrafanaSick = false): Program {
  return prod => {
    for (const chart of ['cert-manager', mesh, 'flagger', 'grafana']) {
      const isSick = chart === 'grafana' && isGrafanaSick;
      const { url: repository } = cluster.charts;
      prod.subscribe(Profile.fromHelmChart({ repository, chart, version: '1.0.0', layer: LAYERS.get(chart) }), {
        values: { readyAfterSeconds: isSick ? 'never' : 2, echo: chart === 'flagger' ? { mesh } : { isSick } },
        ...(isSick && { timeout: '5s' }),
      });
    }
  };
}

async function install(name: string): Promise<FleetDelivery> {
  const fleet = await FleetDelivery.create(cluster, name);
  await fleet.deliver(platformOn('linkerd2'));
  await waitReady(cluster.kube, `${name}/grafana`);
  return fleet;
}

/** `upgrade flagger`, in the order in which they ended. */
function ended(actions: readonly Action[], namespace: string): readonly string[] {
  return actions
    .filter(({ release, ended }) => release.startsWith(`${namespace}/`) && ended !== undefined)
    .sort((a, b) => a.ended! - b.ended!)
    .map(({ release, kind }) => `${kind} ${release.split('/')[1]}`);
}

test('the old mesh goes after the new one is installed and its user has moved', async () => {
  const { kube, order } = cluster;
  const fleet = await install('well');
  const begin = Date.now();
  await fleet.delivery.commit(fleet.synthesize(platformOn('kuma')));
  await kube.waitGone(helmRelease('well/linkerd2'));
  await waitReady(kube, 'well/kuma', 'well/flagger');
  const actions = order.actions(begin);
  expect(ended(actions, 'well')).toEqual(['install kuma', 'upgrade flagger', 'uninstall linkerd2']);
  const [flagger, linkerd2] = ['flagger', 'linkerd2'].map(name => actions.find(a => a.release === `well/${name}`)!);
  expect(flagger.ended).toBeLessThanOrEqual(linkerd2.started);
});

test('a failing release of a higher layer holds it, until an operator lets it go', async () => {
  const { kube, order } = cluster;
  const fleet = await install('sick');
  const begin = Date.now();
  await fleet.delivery.commit(fleet.synthesize(platformOn('kuma', true)));
  await waitReady(kube, 'sick/flagger');
  await sleep(12_000);
  const message = await kube.waitFor('grafana to hold linkerd2', async () => {
    const ready = conditionOf(await kube.get(fleet.delivery.kustomization), 'Ready');
    return ready?.reason === 'PruneFailed' && ready.message?.includes('grafana') && ready.message;
  });
  expect(message).toContain('HelmRelease sick/grafana of a higher layer is not ready yet, and may still need linkerd2');
  expect(await kube.tryGet(helmRelease('sick/linkerd2'))).toBeDefined();
  await kube.kubectl(
    ...['annotate', '--namespace=sick', '--field-manager=flux-client-side-apply'],
    ...['helmrelease/linkerd2', 'cdk8s-profiles/ignore-order='],
  );
  await kube.waitGone(helmRelease('sick/linkerd2'));
  expect(ended(order.actions(begin), 'sick')).toContain('uninstall linkerd2');
});
