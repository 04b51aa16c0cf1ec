/**
 * A base that fails: its dependants stay unchanged, everything else goes on, and its repair
 * releases them.
 */
import { Cluster, helmHistory, outOfOrder, startCluster } from '../harness';
import { Round, inRounds } from './component';
import { FleetDelivery } from './fleet-delivery';
import { StalledWatch, waitHeld, waitNotReady, waitReady } from './waiting';

let cluster: Cluster;
let stalled: StalledWatch;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  stalled = new StalledWatch(cluster.kube);
  const charts = ['cert-manager', 'linkerd2', 'flagger', 'kyverno', 'kyverno-policies', 'vault', 'shop', 'ledger'];
  await cluster.charts.publish(...charts.map(name => ({ name })));
});

afterAll(async () => {
  stalled?.stop();
  await cluster?.stop();
});

const notReady = (release: string) => `dependency '${release}' is not ready according to readyExpr eval`;

describe('a failed upgrade', () => {
  const platform = (round: Round) =>
    inRounds(cluster, subscribe => {
      const certManager = subscribe('cert-manager');
      const linkerd2 = subscribe('linkerd2', { dependsOn: [certManager] });
      subscribe('flagger', { dependsOn: [linkerd2] });
      subscribe('kyverno-policies', { dependsOn: [subscribe('kyverno')] });
    })(round);
  const waits = new Map([
    ['platform/linkerd2', ['platform/cert-manager']],
    ['platform/flagger', ['platform/linkerd2']],
    ['platform/kyverno-policies', ['platform/kyverno']],
  ]);
  let fleet: FleetDelivery;

  beforeAll(async () => {
    fleet = await FleetDelivery.create(cluster, 'platform', { order: 'dependencies' });
    await fleet.deliver(platform({ round: 1 }));
    await waitReady(cluster.kube, ...waits.keys());
  });

  test('stops what waits for it, with a message that names it, and nothing else', async () => {
    const { kube, order } = cluster;
    const begin = Date.now();
    await fleet.deliver(platform({ round: 2, sick: ['cert-manager'] }));
    await waitNotReady(kube, 'platform/cert-manager', 'UpgradeFailed');
    await waitReady(kube, 'platform/kyverno', 'platform/kyverno-policies');
    expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(notReady('platform/cert-manager'));
    expect(await waitHeld(cluster, 'platform/flagger')).toBe(notReady('platform/linkerd2'));

    const upgraded = order.actions(begin).map(({ release, isSuccess }) => [release, isSuccess]);
    expect(upgraded.sort()).toEqual([
      ['platform/cert-manager', false],
      ['platform/kyverno', true],
      ['platform/kyverno-policies', true],
    ]);
    expect(await helmHistory(kube, 'platform', 'linkerd2')).toMatchObject([{ version: 1, status: 'deployed' }]);
  });

  test('goes on by itself once it is repaired', async () => {
    const { kube, order } = cluster;
    const begin = Date.now();
    await fleet.deliver(platform({ round: 3 }));
    await waitReady(kube, ...waits.keys());

    const actions = order.actions(begin);
    const all = new Set([...waits].flatMap(([upper, lower]) => [upper, ...lower]));
    expect(actions.map(({ release }) => release).sort()).toEqual([...all].sort());
    expect(outOfOrder(actions, waits)).toEqual([]);
    for (const name of ['cert-manager', 'linkerd2', 'flagger']) {
      expect((await helmHistory(kube, 'platform', name)).at(-1)).toMatchObject({
        status: 'deployed',
        values: { echo: { round: 3 } },
      });
    }
  });
});

describe('independentOf', () => {
  const platform = (round: Round) =>
    inRounds(cluster, subscribe => {
      const vault = subscribe('vault');
      const shop = subscribe('shop', { dependsOn: [vault], independentOf: [vault] });
      subscribe('ledger', { dependsOn: [vault] });
      subscribe('flagger', { dependsOn: [shop] });
    })(round);
  let fleet: FleetDelivery;

  beforeAll(async () => {
    fleet = await FleetDelivery.create(cluster, 'independent', { order: 'dependencies' });
  });

  test('holds back the first install while the base is sick', async () => {
    const { kube, order } = cluster;
    await fleet.deliver(platform({ round: 1, sick: ['vault'] }));
    await waitNotReady(kube, 'independent/vault', 'InstallFailed');
    expect(await waitHeld(cluster, 'independent/shop')).toBe(notReady('independent/vault'));
    expect(order.actions().filter(({ release }) => release === 'independent/shop')).toEqual([]);

    await fleet.deliver(platform({ round: 1 }));
    await waitReady(kube, 'independent/vault', 'independent/shop', 'independent/ledger', 'independent/flagger');
  });

  test('lets an upgrade pass a sick base, but not what waits for both', async () => {
    const { kube } = cluster;
    await fleet.deliver(platform({ round: 2, sick: ['vault'] }));
    await waitNotReady(kube, 'independent/vault', 'UpgradeFailed');
    await waitReady(kube, 'independent/shop');
    expect(await helmHistory(kube, 'independent', 'shop')).toMatchObject([
      { version: 1, values: { echo: { round: 1 } } },
      { version: 2, status: 'deployed', values: { echo: { round: 2 } } },
    ]);
    expect(await waitHeld(cluster, 'independent/ledger')).toBe(notReady('independent/vault'));
    expect(await waitHeld(cluster, 'independent/flagger')).toBe(notReady('independent/vault'));

    await fleet.deliver(platform({ round: 3 }));
    await waitReady(kube, 'independent/vault', 'independent/shop', 'independent/ledger', 'independent/flagger');
  });
});

describe("upgradeOrder: 'flux'", () => {
  const platform = (round: Round) =>
    inRounds(cluster, subscribe => {
      const certManager = subscribe('cert-manager');
      const linkerd2 = subscribe('linkerd2', { dependsOn: [certManager], upgradeOrder: 'flux' });
      subscribe('flagger', { dependsOn: [linkerd2] });
    })(round);
  const all = ['flux-order/cert-manager', 'flux-order/linkerd2', 'flux-order/flagger'];

  test('may overtake, and who waits for it in lockstep still waits for what is below', async () => {
    const { kube, order } = cluster;
    const fleet = await FleetDelivery.create(cluster, 'flux-order', { order: 'dependencies' });
    await fleet.deliver(platform({ round: 1 }));
    await waitReady(kube, ...all);

    const begin = Date.now();
    // Flux considers a suspended release ready
    await fleet.deliver(platform({ round: 2, suspended: ['cert-manager'] }));
    await waitReady(kube, 'flux-order/linkerd2');
    expect(await waitHeld(cluster, 'flux-order/flagger')).toBe(notReady('flux-order/cert-manager'));
    expect(order.actions(begin).map(({ release }) => release)).toEqual(['flux-order/linkerd2']);

    await fleet.deliver(platform({ round: 2 }));
    await waitReady(kube, ...all);
    expect(order.actions(begin).map(({ release }) => release)).toEqual([
      'flux-order/linkerd2',
      'flux-order/cert-manager',
      'flux-order/flagger',
    ]);
  });
});

test('no release was ever stalled', () => {
  expect([...stalled.seen]).toEqual([]);
});
