/**
 * A namespace of Flux objects that is not there: nothing of the folder is applied, whatever else is
 * in it. The library refuses it; here the program says that the namespace exists.
 */
import { Profile } from 'cdk8s-profiles';
import { type Cluster, conditionOf, startCluster } from '../harness';
import { FleetDelivery, type Program } from './fleet-delivery';
import { helmRelease, waitReady } from './waiting';

let cluster: Cluster;
let fleet: FleetDelivery;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish({ name: 'linkerd2' }, { name: 'flagger' });
  fleet = await FleetDelivery.create(cluster, 'platform', { existingNamespaces: ['team-a'] });
});

afterAll(() => cluster?.stop());

/** flagger is in a namespace of its own. */
function program(createNamespace?: boolean): Program {
  return prod => {
    const chart = (name: string) =>
      Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version: '1.0.0' });
    const linkerd2 = prod.subscribe(chart('linkerd2'));
    prod.subscribe(chart('flagger'), { namespace: 'team-a', dependsOn: [linkerd2], createNamespace });
  };
}

test('while it is missing, nothing is applied', async () => {
  const { kube } = cluster;
  await fleet.delivery.commit(fleet.synthesize(program()));
  const { message } = await kube.waitFor('the folder to be refused', async () => {
    const ready = conditionOf(await kube.get(fleet.delivery.kustomization), 'Ready');
    return ready?.reason === 'ReconciliationFailed' && ready;
  });
  expect(message).toContain('namespaces "team-a" not found');
  expect(await kube.tryGet(helmRelease('platform/linkerd2'))).toBeUndefined();
});

test('createNamespace writes it, and everything is installed', async () => {
  await fleet.deliver(program(true));
  await waitReady(cluster.kube, 'platform/linkerd2', 'team-a/flagger');
});
