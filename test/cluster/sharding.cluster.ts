/**
 * Shards of Flux's controllers: order across them, and what switching them on does.
 *
 * RELEASES sets how many releases are in each of the four layers, instead of three, and REQUEUE_SECONDS how often Flux
 * looks at what waits; SETTLE_SECONDS is how long one commit may take.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  Rollout,
  type Cluster as TestCluster,
  chartsOf,
  changeReleases,
  firstReleases,
  printFigure,
  printLoad,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
} from './harness';
import type { TestRelease } from './harness/test-platform';

const SHARDS = ['shard1', 'shard2'];
const WIDTH = Number(process.env.RELEASES ?? 3);
const layers = Array.from({ length: 4 }, (_, layer) =>
  Array.from({ length: WIDTH }, (__, i) => `profile-${layer}-${i}`),
);
const releases = firstReleases(layers, 1);
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ shards: SHARDS, requeueSeconds: Number(process.env.REQUEUE_SECONDS ?? 1) });
  await cluster.charts.publish(...chartsOf(releases));
});

afterAll(() => cluster?.stop());

function filesOf(wanted: readonly TestRelease[], shards: readonly string[]) {
  return synthesize((fleet: Fleet) => {
    const prod = new Cluster(fleet, 'prod', {
      namespace: 'platform',
      shards,
      defaults: { targetNamespace: 'platform' },
    });
    const repository = cluster.charts.url;
    for (const { name, layer, version, values } of wanted) {
      prod.subscribe(Profile.fromHelmChart({ repository, chart: name, version, layer }), { values });
    }
  });
}

test('releases install in order without shards, keep their Helm releases when they move into two, and are upgraded in order there', async () => {
  const { kube } = cluster;
  const rollout = await Rollout.create(cluster, 'platform');
  const installed = await rollout.commit(filesOf(releases, []), releases);
  printRound(`install, ${layers.length} layers of ${WIDTH}, no shards`, installed);
  printLoad('install', installed);
  expect(installed.broken).toEqual([]);

  const sharded = await rollout.commit(filesOf(releases, SHARDS), releases);
  expect(sharded.actions).toEqual([]);
  const helmReleases = await kube.list('helm.toolkit.fluxcd.io/v2', 'HelmRelease', { namespace: 'platform' });
  const helmCharts = await kube.list('source.toolkit.fluxcd.io/v1', 'HelmChart', { namespace: 'platform' });
  const shardOf = (object: (typeof helmReleases)[number]) => object.metadata.labels?.['sharding.fluxcd.io/key'];
  expect(new Set(helmReleases.map(shardOf))).toEqual(new Set(SHARDS));
  for (const release of helmReleases) {
    const chart = helmCharts.find(({ metadata }) => metadata.name === `platform-${release.metadata.name}`)!;
    expect(shardOf(chart)).toBe(shardOf(release));
  }

  const wanted = changeReleases(releases, 'version', () => true);
  const upgraded = await rollout.commit(filesOf(wanted, SHARDS), wanted);
  printRound(`upgrade of all, ${layers.length} layers of ${WIDTH}, 2 shards`, upgraded);
  printLoad('upgrade', upgraded);
  expect(upgraded.broken).toEqual([]);
  expect(upgraded.actions).toHaveLength(releases.length);
  expect(await rollout.revisions(wanted)).toEqual(revisionsOf(wanted));
  const times = upgraded.actions.map(({ started, ended = started }) => (ended - started) / 1000);
  printFigure('seconds of one upgrade, the mean', (times.reduce((sum, each) => sum + each) / times.length).toFixed(1));
  printFigure('releases in the two shards', SHARDS.map(shard => helmReleases.filter(each => shardOf(each) === shard).length).join(' and ')); // prettier-ignore
});
