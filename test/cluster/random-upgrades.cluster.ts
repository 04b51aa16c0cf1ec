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

/** Half of the releases for each commit. */
const HALVES = fc.sample(fc.shuffledSubarray(PLATFORM.flat(), { minLength: 6, maxLength: 6 }), {
  numRuns: 10,
  seed: 20,
});

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 1 });
  await cluster.charts.publish(...chartsOf(firstReleases(PLATFORM, 1)));
});

afterAll(() => cluster?.stop());

test('ten commits of random halves upgrade in order, and nothing else', async () => {
  const rollout = await Rollout.create(cluster, 'platform');
  let releases = firstReleases(PLATFORM, 1);
  await rollout.commit(
    synthesize(fleet => program(fleet, releases)),
    releases,
  );

  for (const half of HALVES) {
    const [versions, values] = [half.slice(0, 3), half.slice(3)];
    releases = changeReleases(releases, 'version', ({ name }) => versions.includes(name as never));
    releases = changeReleases(releases, 'values', ({ name }) => values.includes(name as never));
    const round = await rollout.commit(
      synthesize(fleet => program(fleet, releases)),
      releases,
    );
    printRound(`versions of ${versions.join(', ')}, values of ${values.join(', ')}, requeue 1 s`, round);
    expect({ half, broken: round.broken }).toEqual({ half, broken: [] });
    expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
  }
});

function program(fleet: Fleet, releases: readonly TestRelease[]): void {
  const defaults = { targetNamespace: 'platform' };
  const prod = new Cluster(fleet, 'prod', { namespace: 'platform', defaults });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
