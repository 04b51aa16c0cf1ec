/**
 * Dependants of a release that was never installed, or is not at its new revision yet: they are
 * held back, and Flux names that release.
 */
import { Cluster, helmHistory, named, outOfOrder, startCluster } from '../harness';
import { Round, inRounds } from './component';
import { FleetDelivery, Program } from './fleet-delivery';
import { StalledWatch, waitHeld, waitNotReady, waitReady } from './waiting';

const WAITS = new Map([['platform/linkerd2', ['platform/cert-manager']]]);
const CERT_MANAGER = 'platform/HelmRelease.platform.cert-manager.k8s.yaml';
const HELD = "dependency 'platform/cert-manager' is not ready according to readyExpr eval";

let cluster: Cluster;
let stalled: StalledWatch;
let fleet: FleetDelivery;
let platform: (round: Round) => Program;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  stalled = new StalledWatch(cluster.kube);
  await cluster.charts.publish({ name: 'linkerd2' });
  fleet = await FleetDelivery.create(cluster, 'platform');
  platform = inRounds(cluster, subscribe => {
    subscribe('cert-manager', { layer: 0 });
    subscribe('linkerd2', { layer: 2 });
  });
});

afterAll(async () => {
  stalled?.stop();
  await cluster?.stop();
});

test('a base that is not there yet', async () => {
  const { [CERT_MANAGER]: base, ...others } = fleet.synthesize(platform({ round: 1 }));
  expect(base).toBeDefined();
  await fleet.deliverFiles(others);
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(
    `unable to get 'platform/cert-manager' dependency: helmreleases.helm.toolkit.fluxcd.io "cert-manager" not found`,
  );
});

test('a base that cannot be installed, because its chart was never published', async () => {
  await fleet.deliver(platform({ round: 1 }));
  await waitNotReady(cluster.kube, 'platform/cert-manager', 'SourceNotReady');
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(HELD);
  expect(cluster.order.actions()).toEqual([]);
});

test('both are installed as soon as the chart is published', async () => {
  const { kube, charts, order } = cluster;
  await charts.publish({ name: 'cert-manager' });
  const [{ metadata }] = await kube.list('source.toolkit.fluxcd.io/v1', 'HelmRepository', { namespace: 'platform' });
  await kube.reconcile(named('HelmRepository', metadata.name, 'platform'));
  await waitReady(kube, 'platform/cert-manager', 'platform/linkerd2');
  expect(outOfOrder(order.actions(), WAITS)).toEqual([]);
});

test('a base that is well, but older than what waits for it', async () => {
  const { kube, order } = cluster;
  const begin = Date.now();
  const { [CERT_MANAGER]: old } = fleet.synthesize(platform({ round: 1 }));
  await fleet.deliverFiles({ ...fleet.synthesize(platform({ round: 2 })), [CERT_MANAGER]: old });
  expect(await waitHeld(cluster, 'platform/linkerd2')).toBe(HELD);
  await waitReady(kube, 'platform/cert-manager');
  expect(order.actions(begin)).toEqual([]);

  await fleet.deliver(platform({ round: 2 }));
  await waitReady(kube, 'platform/cert-manager', 'platform/linkerd2');
  expect(outOfOrder(order.actions(begin), WAITS)).toEqual([]);
  expect((await helmHistory(kube, 'platform', 'linkerd2')).at(-1)).toMatchObject({ values: { echo: { round: 2 } } });
});

test('no release was ever stalled', () => {
  expect([...stalled.seen]).toEqual([]);
});
