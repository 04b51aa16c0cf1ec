/**
 * What changes a release without standing in it: values in ConfigMaps of ours, and charts
 * in an OCI registry. Names that hold a hash of the content keep their upgrades in order.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  Rollout,
  type Round,
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

const LAYERS = [['cert-manager', 'kyverno'], ['linkerd2'], ['flagger', 'prometheus'], ['podinfo']];

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 2, hasRegistry: true });
  const charts = chartsOf(firstReleases(LAYERS, 3));
  await cluster.charts.publish(...charts);
  await cluster.registry.publish(...charts);
});

afterAll(() => cluster?.stop());

test('values in ConfigMaps of ours reach Helm in order', async () => {
  const rounds = await rollOut('values-objects', 'values', (fleet, releases) => {
    const prod = new Cluster(fleet, 'prod', {
      namespace: 'values-objects',
      // a change that only a values object holds would be seen as late as this
      defaults: { targetNamespace: 'values-objects', interval: '20s' },
    });
    for (const { name, layer, version, values } of releases) {
      const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer });
      prod.subscribe(profile, { valuesFrom: [{ values }] });
    }
  });
  expect(rounds.map(({ broken }) => broken)).toEqual([[], [], []]);
});

test('charts from an OCI registry reach Helm in order', async () => {
  const { url } = cluster.registry;
  const rounds = await rollOut('oci-charts', 'version', (fleet, releases) => {
    const prod = new Cluster(fleet, 'prod', {
      namespace: 'oci-charts',
      sources: { [url]: { insecure: true } },
      defaults: { targetNamespace: 'oci-charts' },
    });
    for (const { name, layer, version, values } of releases) {
      prod.subscribe(Profile.fromHelmChart({ repository: url, chart: name, version, layer }), { values });
    }
  });
  expect(rounds.map(({ broken }) => broken)).toEqual([[], [], []]);
});

/** Installs, then changes layers 0 and 3 three times; answers what came of these. */
async function rollOut(
  namespace: string,
  change: 'version' | 'values',
  program: (fleet: Fleet, releases: readonly TestRelease[]) => void,
): Promise<readonly Round[]> {
  const rollout = await Rollout.create(cluster, namespace);
  let releases = firstReleases(LAYERS, 3);
  const commit = () =>
    rollout.commit(
      synthesize(fleet => program(fleet, releases)),
      releases,
    );
  await commit();

  const rounds: Round[] = [];
  for (let commits = 0; commits < 3; commits++) {
    releases = changeReleases(releases, change, ({ layer }) => layer === 0 || layer === 3);
    const round = await commit();
    printRound(`${namespace}: ${change} of layers 0 and 3, requeue 2 s`, round);
    expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
    rounds.push(round);
  }
  return rounds;
}
