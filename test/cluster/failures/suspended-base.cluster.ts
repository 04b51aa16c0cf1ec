/**
 * A suspended base holds back its dependants, however it was suspended; resuming it releases them.
 */
import { Cluster, helmHistory, outOfOrder, startCluster } from '../harness';
import { Round, inRounds } from './component';
import { FleetDelivery, Program } from './fleet-delivery';
import { StalledWatch, waitHeld, waitReady } from './waiting';

const RELEASES = ['platform/cert-manager', 'platform/linkerd2', 'platform/flagger'];
const WAITS = new Map([
  ['platform/linkerd2', ['platform/cert-manager']],
  ['platform/flagger', ['platform/cert-manager']],
]);
const HELD = "dependency 'platform/cert-manager' is not ready according to readyExpr eval";

let cluster: Cluster;
let stalled: StalledWatch;
let fleet: FleetDelivery;
let platform: (round: Round) => Program;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  stalled = new StalledWatch(cluster.kube);
  await cluster.charts.publish({ name: 'cert-manager' }, { name: 'linkerd2' }, { name: 'flagger' });
  fleet = await FleetDelivery.create(cluster, 'platform', { order: 'dependencies' });
  platform = inRounds(cluster, subscribe => {
    const certManager = subscribe('cert-manager');
    subscribe('linkerd2', { dependsOn: [certManager] });
    subscribe('flagger', { dependsOn: [certManager] });
  });
});

afterAll(async () => {
  stalled?.stop();
  await cluster?.stop();
});

test('created suspended, it holds the first installs', async () => {
  await fleet.deliver(platform({ round: 1, suspended: ['cert-manager'] }));
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(HELD);
  expect(await waitHeld(cluster, 'platform/flagger')).toBe(HELD);
  expect(cluster.order.actions()).toEqual([]);
});

test('resumed, it is installed, and then what waits for it', async () => {
  await fleet.deliver(platform({ round: 1 }));
  await waitReady(cluster.kube, ...RELEASES);
  const actions = cluster.order.actions();
  expect(actions.map(({ kind }) => kind)).toEqual(['install', 'install', 'install']);
  expect(outOfOrder(actions, WAITS)).toEqual([]);
});

test('suspended with a change it has not applied, it holds upgrades, although it says that it is Ready', async () => {
  const { kube, order } = cluster;
  const begin = Date.now();
  await fleet.deliver(platform({ round: 2, suspended: ['cert-manager'] }));
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(HELD);
  expect(await waitHeld(cluster, 'platform/flagger')).toBe(HELD);
  await waitReady(kube, 'platform/cert-manager');
  expect(order.actions(begin)).toEqual([]);
});

test('resumed, it is upgraded, and then what waits for it', async () => {
  const begin = Date.now();
  await fleet.deliver(platform({ round: 2 }));
  await waitReady(cluster.kube, ...RELEASES);
  const actions = cluster.order.actions(begin);
  expect(actions.map(({ kind }) => kind)).toEqual(['upgrade', 'upgrade', 'upgrade']);
  expect(outOfOrder(actions, WAITS)).toEqual([]);
});

test('suspended by hand, it holds what changes until the next commit resumes it', async () => {
  const { kube } = cluster;
  await kube.kubectl(
    'patch',
    'helmrelease',
    'cert-manager',
    '-n',
    'platform',
    '--field-manager=flux',
    '--type=merge',
    '-p',
    '{"spec":{"suspend":true}}',
  );
  await fleet.deliver(platform({ round: 3 }));
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(HELD);
  expect(await helmHistory(kube, 'platform', 'cert-manager')).toHaveLength(2);
  await kube.kubectl(
    'patch',
    'helmrelease',
    'cert-manager',
    '-n',
    'platform',
    '--field-manager=flux',
    '--type=merge',
    '-p',
    '{"spec":{"suspend":false}}',
  );
  await waitReady(kube, ...RELEASES);
  for (const name of ['cert-manager', 'linkerd2', 'flagger']) {
    expect((await helmHistory(kube, 'platform', name)).at(-1)).toMatchObject({ values: { echo: { round: 3 } } });
  }
});

test('no release was ever stalled', () => {
  expect([...stalled.seen]).toEqual([]);
});
