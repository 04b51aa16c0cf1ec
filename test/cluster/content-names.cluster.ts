/**
 * What changes a release without changing its own text: values in ConfigMaps of the program, and
 * charts in an OCI registry. Names that contain a hash of the content keep their upgrades in order.
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
/** The results of the three upgrades of each. */
let valuesObjects: readonly Round[];
let ociCharts: readonly Round[];

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 2, hasRegistry: true });
  const charts = chartsOf(firstReleases(LAYERS, 3));
  await cluster.charts.publish(...charts);
  await cluster.registry.publish(...charts);
  [valuesObjects, ociCharts] = await Promise.all([
    rollOut('values-objects', 'values', withValuesObjects),
    rollOut('oci-charts', 'version', withOciCharts),
  ]);
});

afterAll(() => cluster?.stop());

test('values in ConfigMaps of ours reach Helm in order', () => {
  expect(valuesObjects.map(({ broken }) => broken)).toEqual([[], [], []]);
});

test('charts from an OCI registry reach Helm in order', () => {
  expect(ociCharts.map(({ broken }) => broken)).toEqual([[], [], []]);
});

function withValuesObjects(fleet: Fleet, releases: readonly TestRelease[]): void {
  // with a fixed name, new content would be noticed only after this time
  const defaults = { targetNamespace: 'values-objects', interval: '20s' };
  const prod = new Cluster(fleet, 'prod', { namespace: 'values-objects', defaults });
  for (const { name, layer, version, values } of releases) {
    const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer });
    prod.subscribe(profile, { valuesFrom: [{ values }] });
  }
}

function withOciCharts(fleet: Fleet, releases: readonly TestRelease[]): void {
  const { url } = cluster.registry;
  const sources = { [url]: { insecure: true } };
  const prod = new Cluster(fleet, 'prod', {
    namespace: 'oci-charts',
    sources,
    defaults: { targetNamespace: 'oci-charts' },
  });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: url, chart: name, version, layer }), { values });
  }
}

/** Installs, then changes layers 0 and 3 three times; returns the results of these upgrades. */
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
