/**
 * What Helm receives: null removes, and `${name}` is kept unless the cluster has it replaced.
 */
import { Profile, type SubscribeOptions } from 'cdk8s-profiles';
import { Cluster, named, startCluster } from '../harness';
import { FleetDelivery } from './fleet-delivery';
import { waitReady } from './waiting';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'linkerd2' });
});

afterAll(() => cluster?.stop());

/**
 * `echo` of the values that the templates of `release` received; waits until `isThere` accepts them
 * as the new ones.
 */
async function echoOf(release: string) {
  await waitReady(cluster.kube, release);
  const [namespace, name] = release.split('/');
  const { data } = await cluster.kube.get(named('ConfigMap', name, namespace));
  return (JSON.parse((data as Record<string, string>)['values.json']) as { echo?: unknown }).echo;
}

function program(releases: Readonly<Record<string, SubscribeOptions>>): Parameters<FleetDelivery['deliver']>[0] {
  const chart = { repository: cluster.charts.url, chart: 'linkerd2', version: '1.0.0' };
  return on => {
    for (const [id, options] of Object.entries(releases))
      on.subscribe(Profile.fromHelmChart(chart), { id, ...options });
  };
}

test('null removes a default of the chart, on install and on upgrade, inline and from a values object', async () => {
  const fleet = await FleetDelivery.create(cluster, 'nulls');
  const removed = { echo: { removable: null } };
  const given = { echo: { removable: 'given' } };
  await fleet.deliver(
    program({
      inline: { values: removed },
      object: { valuesFrom: [{ values: removed }] },
      'later-inline': { values: given },
      'later-object': { valuesFrom: [{ values: given }] },
      everything: { values: { echo: null } },
    }),
  );
  expect(await echoOf('nulls/inline')).toEqual({ kept: 'default' });
  expect(await echoOf('nulls/object')).toEqual({ kept: 'default' });
  expect(await echoOf('nulls/later-inline')).toEqual({ kept: 'default', removable: 'given' });
  expect(await echoOf('nulls/later-object')).toEqual({ kept: 'default', removable: 'given' });
  expect(await echoOf('nulls/everything')).toBeUndefined();

  await fleet.deliver(
    program({
      inline: { values: given },
      object: { valuesFrom: [{ values: removed }], values: given },
      'later-inline': { values: removed },
      'later-object': { valuesFrom: [{ values: removed }] },
      everything: {},
    }),
  );
  expect(await echoOf('nulls/inline')).toEqual({ kept: 'default', removable: 'given' });
  expect(await echoOf('nulls/object')).toEqual({ kept: 'default', removable: 'given' });
  expect(await echoOf('nulls/later-inline')).toEqual({ kept: 'default' });
  expect(await echoOf('nulls/later-object')).toEqual({ kept: 'default' });
  expect(await echoOf('nulls/everything')).toEqual({ kept: 'default', removable: 'default' });
});

const POST_BUILD = { spec: { postBuild: { substitute: { domain: 'example.com' } } } };
const values = { echo: { host: 'shop.${domain}', script: 'echo ${HOME:-none}' } };
const both = { inline: { values }, object: { valuesFrom: [{ values }] } };

test('a Kustomization that substitutes leaves our values alone', async () => {
  const fleet = await FleetDelivery.create(cluster, 'left-alone', {}, POST_BUILD);
  await fleet.deliver(program(both));
  expect(await echoOf('left-alone/inline')).toMatchObject(values.echo);
  expect(await echoOf('left-alone/object')).toMatchObject(values.echo);
});

test('with "substitute" it replaces what it knows, and takes the defaults of the rest', async () => {
  const fleet = await FleetDelivery.create(cluster, 'substituted', { substitute: true }, POST_BUILD);
  await fleet.deliver(program(both));
  const replaced = { host: 'shop.example.com', script: 'echo none' };
  expect(await echoOf('substituted/inline')).toMatchObject(replaced);
  expect(await echoOf('substituted/object')).toMatchObject(replaced);
});
