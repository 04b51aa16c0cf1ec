/**
 * Renames and moves: a change that would make Flux uninstall a release while others need it is
 * refused with advice, and is made when an operator asks for it.
 */
import type { SubscribeOptions } from 'cdk8s-profiles';
import { Profile } from 'cdk8s-profiles';
import { Cluster, conditionOf, helmHistory, named, startCluster } from '../harness';
import { FleetDelivery, Program } from '../failures/fleet-delivery';
import { helmRelease, waitReady } from '../failures/waiting';
import { applyGuard } from './guard';

const MOVES = ['release-name', 'target-namespace', 'chart'] as const;

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...['linkerd2', 'kuma', 'flagger', 'loki'].map(name => ({ name })));
  await applyGuard(cluster, 'renamed', 'handed-over', ...MOVES);
});

afterAll(() => cluster?.stop());

/** flagger on a mesh that is subscribed with `mesh`; loki takes part in every `round`. */
function platform(mesh: SubscribeOptions & { readonly chart?: string }, round = 1): Program {
  const { chart: meshChart = 'linkerd2', ...options } = mesh;
  return prod => {
    const { url: repository } = cluster.charts;
    const chart = (name: string, layer: number) =>
      Profile.fromHelmChart({ repository, chart: name, version: '1.0.0', layer });
    const values = { readyAfterSeconds: 0 };
    prod.subscribe(chart(meshChart, 0), { subscriptionName: 'mesh', releaseName: 'mesh', values, ...options });
    prod.subscribe(chart('flagger', 1), { values });
    prod.subscribe(chart('loki', 0), { values: { ...values, echo: { round } } });
  };
}

async function install(name: string): Promise<FleetDelivery> {
  const fleet = await FleetDelivery.create(cluster, name);
  await fleet.deliver(platform({}));
  await waitReady(cluster.kube, `${name}/flagger`, `${name}/loki`);
  return fleet;
}

/** Waits until Flux reports that it was refused with `message`. Fails if it uninstalls instead. */
async function waitRefused({ delivery }: FleetDelivery, message: RegExp, since: number): Promise<void> {
  const { kube, order } = cluster;
  await kube.waitFor(`Flux to be refused: ${message}`, async () => {
    const gone = order.actions(since).find(({ kind }) => kind === 'uninstall');
    if (gone !== undefined) throw new Error(`Flux uninstalls ${gone.release}`);
    return message.test(conditionOf(await kube.get(delivery.kustomization), 'Ready')?.message ?? '');
  });
}

test('a renamed subscription that keeps its Helm release takes it over, and the old one goes when it is suspended', async () => {
  const { kube, order } = cluster;
  const fleet = await install('renamed');
  const begin = Date.now();
  await fleet.delivery.commit(fleet.synthesize(platform({ subscriptionName: 'linkerd2' })));
  const refusal =
    /denied request: HelmRelease renamed\/linkerd2 installs the same Helm release, which would be uninstalled with mesh. Suspend mesh first/;
  await waitRefused(fleet, refusal, begin);
  await waitReady(kube, 'renamed/linkerd2', 'renamed/flagger');
  await kube.patch(helmRelease('renamed/mesh'), { spec: { suspend: true } });
  await kube.waitGone(helmRelease('renamed/mesh'));
  await kube.waitReady(fleet.delivery.kustomization);
  await waitReady(kube, 'renamed/linkerd2', 'renamed/flagger');
  expect(order.actions(begin).filter(({ kind }) => kind !== 'upgrade')).toEqual([]);
  expect(await helmHistory(kube, 'renamed', 'mesh')).not.toEqual([]);
  expect(await kube.tryGet(named('HelmChart', 'renamed-mesh', 'renamed'))).toBeDefined();
});

test('a release that one commit suspends is handed over by the next, as "pctl move" does it', async () => {
  const { kube, order } = cluster;
  const fleet = await install('handed-over');
  const begin = Date.now();
  await fleet.deliver(platform({ suspend: true }));
  await fleet.deliver(platform({ subscriptionName: 'linkerd2' }));
  await kube.waitGone(helmRelease('handed-over/mesh'));
  await kube.waitReady(fleet.delivery.kustomization);
  await waitReady(kube, 'handed-over/linkerd2', 'handed-over/flagger');
  expect(order.actions(begin).filter(({ kind }) => kind !== 'upgrade')).toEqual([]);
  expect(await helmHistory(kube, 'handed-over', 'mesh')).not.toEqual([]);
});

test.each([
  ['release-name', 'the release name', { releaseName: 'linkerd2' }, '"releaseName"'],
  ['target-namespace', 'the target namespace', { targetNamespace: 'mesh' }, '"targetNamespace" or "storageNamespace"'],
  ['chart', 'the chart', { chart: 'kuma' }, 'the chart'],
])(
  '%s: a change of %s is refused, with its commit, until an operator lets it reinstall',
  async (name, _, mesh, what) => {
    const { kube, order } = cluster;
    const fleet = await install(name);
    const begin = Date.now();
    await fleet.delivery.commit(fleet.synthesize(platform(mesh, 2)));
    const refusal = new RegExp(
      `HelmRelease/${name}/mesh dry-run failed \\(Forbidden\\): .* denied request: a change of ${what} makes Flux ` +
        'uninstall Helm release mesh and install it anew. Give the subscription another name, so that the old release ' +
        'goes in order, or annotate the HelmRelease with cdk8s-profiles/ignore-order to have it reinstalled',
    );
    await waitRefused(fleet, refusal, begin);
    const loki = await kube.get(helmRelease(`${name}/loki`));
    expect(loki.spec).toMatchObject({ values: { echo: { round: 1 } } });
    expect(order.actions(begin)).toEqual([]);
    await kube.kubectl(
      ...['annotate', `--namespace=${name}`, '--field-manager=flux-client-side-apply'],
      ...['helmrelease/mesh', 'cdk8s-profiles/ignore-order='],
    );
    await kube.waitReady(fleet.delivery.kustomization);
    await waitReady(kube, `${name}/mesh`, `${name}/flagger`, `${name}/loki`);
    const kinds = order.actions(begin).filter(({ release }) => release === `${name}/mesh`);
    expect(kinds.map(({ kind }) => kind)).toEqual(['uninstall', 'install']);
  },
);
