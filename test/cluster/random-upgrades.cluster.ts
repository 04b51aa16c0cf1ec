/** Upgrades of random halves: ten commits, the same ones each time, in versions and in values. */
import fc from 'fast-check';
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  PLATFORM,
  Rollout,
  type TestRelease,
  type Cluster as TestCluster,
  changeReleases,
  chartsOf,
  firstReleases,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
} from './harness';

/** Half of the releases for each commit, five commits for each of two clusters; five of the ten skip a layer. */
const HALVES = fc.sample(fc.shuffledSubarray(PLATFORM.flat(), { minLength: 6, maxLength: 6 }), {
  numRuns: 10,
  seed: 22,
});

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...chartsOf(firstReleases(PLATFORM, 1)));
});

afterAll(() => cluster?.stop());

test('commits of random halves upgrade in order, and nothing else', async () => {
  await Promise.all([rollOut('east', HALVES.slice(0, 5)), rollOut('west', HALVES.slice(5))]);
});

/** Installs, then changes the versions of three releases and the values of three with each commit. */
async function rollOut(namespace: string, halves: readonly string[][]): Promise<void> {
  const rollout = await Rollout.create(cluster, namespace);
  let releases = firstReleases(PLATFORM, 1);
  const commit = () =>
    rollout.commit(
      synthesize(fleet => program(fleet, namespace, releases)),
      releases,
    );
  await commit();

  for (const half of halves) {
    releases = changeReleases(releases, 'version', ({ name }) => half.slice(0, 3).includes(name));
    releases = changeReleases(releases, 'values', ({ name }) => half.slice(3).includes(name));
    const round = await commit();
    const layers = PLATFORM.flatMap((names, layer) => (names.some(name => half.includes(name)) ? layer : []));
    printRound(`${namespace}: half of the releases, in layers ${layers.join(', ')}, requeue 1 s`, round);
    expect({ half, broken: round.broken }).toEqual({ half, broken: [] });
    expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
  }
}

function program(fleet: Fleet, namespace: string, releases: readonly TestRelease[]): void {
  const prod = new Cluster(fleet, 'prod', { namespace, defaults: { targetNamespace: namespace } });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
