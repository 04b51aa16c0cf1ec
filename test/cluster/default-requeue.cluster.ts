/**
 * A first install in which Flux checks waiting releases every 30 s, its default: whether it is
 * ordered, and how long it takes.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  PLATFORM,
  Rollout,
  type Cluster as TestCluster,
  chartsOf,
  firstReleases,
  printRound,
  startCluster,
  synthesize,
} from './harness';

const releases = firstReleases(PLATFORM, 4);
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 30 });
  await cluster.charts.publish(...chartsOf(releases));
});

afterAll(() => cluster?.stop());

test('twelve releases in four layers install in order', async () => {
  const rollout = await Rollout.create(cluster, 'platform');
  const round = await rollout.commit(synthesize(program), releases);
  printRound('install, 4 layers of 3, requeue 30 s', round);

  expect(round.broken).toEqual([]);
  expect(round.actions).toHaveLength(releases.length);
});

function program(fleet: Fleet): void {
  const defaults = { targetNamespace: 'platform' };
  const prod = new Cluster(fleet, 'prod', { namespace: 'platform', defaults });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
