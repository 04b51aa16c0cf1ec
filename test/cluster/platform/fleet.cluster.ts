/**
 * A whole platform on three clusters of one fleet, each in order by itself: one is where
 * Flux runs, two are on a second API server, reached through `kubeConfig`.
 */
import { Cluster, FLUX_NAMESPACE, Kube, printRound, startCluster } from '../harness';
import { Remote } from '../harness/remote';
import { FleetCluster, FleetOutcome, FleetRollout } from './fleet-rollout';
import { chartsOf, findOffers } from './offers';
import { Step, stepsOf } from './steps';

const OFFERS = findOffers();
const STEPS = stepsOf(OFFERS, false);
const REMOTES = ['eu-1', 'us-1'];
const CLUSTERS: readonly FleetCluster[] = [{ name: 'management' }, ...REMOTES.map(toRemote)];
const CASES = STEPS.flatMap(step => CLUSTERS.map(({ name }) => ({ step, what: step.name, name })));

let cluster: Cluster;
let remote: Remote;
const outcomes = new Map<Step, FleetOutcome>();
/** Namespace -> Deployments, after each step: here, and on the second API server. */
const deployments: { readonly here: Counts; readonly there: Counts }[] = [];

type Counts = Readonly<Record<string, number>>;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1, concurrent: 30 });
  remote = await Remote.start(cluster);
  await cluster.kube.apply(...REMOTES.map(name => remote.kubeconfigSecret(`${name}-kubeconfig`, FLUX_NAMESPACE)));
  await cluster.charts.publish(...chartsOf(OFFERS));
  const rollout = await FleetRollout.create(cluster, 'fleet', CLUSTERS);
  for (const step of STEPS) {
    const outcome = await rollout.take(step);
    outcomes.set(step, outcome);
    for (const [name, round] of outcome) {
      printRound(`${step.name}, ${OFFERS.length} profiles on each of 3 clusters, ${name}`, round);
    }
    deployments.push({ here: await countDeployments(cluster.kube), there: await countDeployments(remote.kube) });
  }
});

afterAll(() => Promise.all([cluster?.stop(), remote?.stop()]));

/** Two clusters share the second API server, in a namespace each. */
function toRemote(name: string): FleetCluster {
  const kubeConfig = { secretRef: { name: `${name}-kubeconfig`, key: 'value' } };
  return { name, props: { defaults: { kubeConfig, targetNamespace: name } } };
}

async function countDeployments(kube: Kube): Promise<Counts> {
  const counts = new Map<string, number>();
  for (const { metadata } of await kube.list('apps/v1', 'Deployment')) {
    counts.set(metadata.namespace!, (counts.get(metadata.namespace!) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

test.each(CASES)('$what is in order on $name', ({ step, name }) => {
  expect(outcomes.get(step)!.get(name)!.broken).toEqual([]);
});

test.each(CASES)('$what is all that Helm has to do on $name, and no more', ({ step, name }) => {
  expect(outcomes.get(step)!.get(name)!.done).toEqual(step.actions);
});

test('every workload is on the API server that its cluster names', () => {
  expect(deployments.map(({ there }) => there)).toEqual(
    STEPS.map(({ releases }) =>
      releases.length === 0 ? {} : Object.fromEntries(REMOTES.map(name => [name, releases.length])),
    ),
  );
  expect(deployments.map(({ here }) => Object.keys(here).length)).toEqual(STEPS.map(({ releases }) => releases.length));
});
