/**
 * What a release needs is removed after it: the release below it, however long its removal takes,
 * its source and its values, all removed in one commit.
 */
import { Profile } from 'cdk8s-profiles';
import { Cluster, outOfOrder, printFigure, startCluster } from '../harness';
import { FleetDelivery, Program } from '../failures/fleet-delivery';
import { helmRelease, waitReady } from '../failures/waiting';
import { Departures } from './departures';
import { applyGuard } from './guard';

let cluster: Cluster;
let departures: Departures;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  departures = new Departures(cluster.kube);
  await cluster.charts.publish({ name: 'linkerd2' }, { name: 'flagger' });
  await applyGuard(cluster, 'hook', 'finalizer');
});

afterAll(async () => {
  departures?.stop();
  await cluster?.stop();
});

/** flagger on linkerd2; `slow` says how flagger is removed, in its own values. */
function platform(slow: object): Program {
  return prod => {
    const { url: repository } = cluster.charts;
    const profile = (chart: string) => Profile.fromHelmChart({ repository, chart, version: '1.0.0' });
    const linkerd2 = prod.subscribe(profile('linkerd2'));
    const values = { readyAfterSeconds: 0, ...slow };
    prod.subscribe(profile('flagger'), { dependsOn: [linkerd2], valuesFrom: [{ values }] });
  };
}

test.each([
  ['hook', { preDeleteSeconds: 12 }],
  ['finalizer', { goneAfterSeconds: 12 }],
])('a slow uninstall is waited for, and so are source and values: %s', async (name, slow) => {
  const { kube, order } = cluster;
  const fleet = await FleetDelivery.create(cluster, name);
  await fleet.deliver(platform(slow));
  await waitReady(kube, `${name}/flagger`);
  const begin = Date.now();
  await fleet.deliverFiles({ [`${name}/.gitkeep`]: '' });
  const [flagger, linkerd2] = [`${name}/flagger`, `${name}/linkerd2`];
  for (const release of [flagger, linkerd2]) await kube.waitGone(helmRelease(release));
  printFigure(`removal, slow ${name} of 12 s`, `${(Date.now() - begin) / 1000} s`);

  const gone = departures.of(name);
  const [source, values] = [/^HelmRepository /, /^ConfigMap .*-values-/].map(kind =>
    gone.find(what => kind.test(what)),
  );
  const pairs = [
    [`HelmRelease ${flagger}`, `HelmRelease ${linkerd2}`],
    [`HelmRelease ${flagger}`, values],
    [`HelmRelease ${flagger}`, source],
    [`HelmRelease ${linkerd2}`, source],
  ];
  const broken = pairs.filter(([first, second]) => gone.indexOf(first!) >= gone.indexOf(second!));
  expect(broken.map(([first, second]) => `${second} went before ${first}`)).toEqual([]);
  expect(outOfOrder(order.actions(begin), new Map([[flagger, [linkerd2]]]))).toEqual([]);
});
