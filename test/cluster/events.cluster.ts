/**
 * Releases that are woken by events of Flux instead of its polling: every wait is an hour here, so a
 * step that is not woken does not end.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  PLATFORM,
  Rollout,
  type Round,
  type Cluster as TestCluster,
  type TestRelease,
  applyEventSecret,
  changeReleases,
  chartsOf,
  firstReleases,
  outOfOrder,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
  waitsOf,
} from './harness';
import { applyGuard } from './removal/guard';

const requeueSeconds = Number(process.env.REQUEUE_SECONDS ?? 3600);
const FIRST = firstReleases(PLATFORM, 4);
const CHANGED = changeReleases(FIRST, 'version', ({ layer }) => layer === 0 || layer === 3);
const LEFT = CHANGED.filter(({ layer }) => layer === 0);

let cluster: TestCluster;
let rollout: Rollout;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds, hasNotifications: true });
  await cluster.charts.publish(...chartsOf(FIRST));
  rollout = await Rollout.create(cluster, 'platform', { retryInterval: `${requeueSeconds}s` });
  await applyEventSecret(cluster, 'platform', 'prod-events');
  await applyGuard(cluster, 'platform');
});

afterAll(() => cluster?.stop());

test('twelve releases in four layers are installed in order', async () => {
  const { broken, actions } = await commit('install', FIRST);
  expect(broken).toEqual([]);
  expect(actions).toHaveLength(FIRST.length);
});

test('an upgrade passes layers that have no Helm action, in order', async () => {
  const { broken } = await commit('upgrade of layers 0 and 3', CHANGED);
  expect(broken).toEqual([]);
  expect(await rollout.revisions(CHANGED)).toEqual(revisionsOf(CHANGED));
});

test('three layers are removed in reverse order', async () => {
  const { actions } = await commit('removal of layers 1 to 3', LEFT);
  expect(actions.map(({ kind }) => kind)).toEqual(FIRST.slice(LEFT.length).map(() => 'uninstall'));
  expect(outOfOrder(actions, waitsOf(CHANGED, 'platform'))).toEqual([]);
});

async function commit(what: string, releases: readonly TestRelease[]): Promise<Round> {
  const files = synthesize(fleet => program(fleet, releases), {
    delivery: { sourceRef: { kind: 'GitRepository', name: 'platform' }, path: '.' },
    receiver: { kustomization: { name: 'platform' } },
  });
  const round = await rollout.commit(files, releases);
  printRound(`${what}, 4 layers of 3, woken by events, requeue ${requeueSeconds} s`, round);
  return round;
}

function program(fleet: Fleet, releases: readonly TestRelease[]): void {
  const defaults = { targetNamespace: 'platform' };
  const prod = new Cluster(fleet, 'prod', { namespace: 'platform', defaults });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
