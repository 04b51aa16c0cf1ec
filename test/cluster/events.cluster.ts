/**
 * Releases that are woken by events of Flux instead of its polling: every wait is an hour here, so a
 * step that is not woken does not end.
 *
 * For figures: LARGE for four layers of three, or WIDTH for four of any width, REQUEUE_SECONDS how often Flux looks at
 * what waits, and SETTLE_SECONDS how long one commit may take.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Files,
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
  printLoad,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
  waitsOf,
} from './harness';
import { named } from './harness/objects';
import { applyGuard } from './removal/guard';

const requeueSeconds = Number(process.env.REQUEUE_SECONDS ?? 3600);
const width = process.env.WIDTH === undefined ? undefined : Number(process.env.WIDTH);
const isLarge = process.env.LARGE !== undefined || width !== undefined;
const LAYERS = layersOf(width);
const TOP = LAYERS.length - 1;
const FIRST = firstReleases(LAYERS, isLarge && width === undefined ? 4 : 2);
const CHANGED = changeReleases(FIRST, 'version', ({ layer }) => layer === 0 || layer === TOP);
/** Without layer 1, on which the others no longer depend. */
const MOVED = changeReleases(
  CHANGED.filter(({ layer }) => layer !== 1),
  'values',
  ({ layer }) => layer > 1,
);
const BEFORE_LEFT = isLarge ? CHANGED : MOVED;
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

test('releases in layers are installed in order', async () => {
  const { broken, actions } = await commit('install', FIRST);
  expect(broken).toEqual([]);
  expect(actions).toHaveLength(FIRST.length);
});

test('an upgrade passes layers that have no Helm action, in order', async () => {
  const { broken } = await commit(`upgrade of layers 0 and ${TOP}`, CHANGED);
  expect(broken).toEqual([]);
  expect(await rollout.revisions(CHANGED)).toEqual(revisionsOf(CHANGED));
});

test('a commit is applied before the relays, which wait to be woken', async () => {
  const files = filesOf(CHANGED);
  await rollout.commit({ ...files, 'notes.md': 'A commit that changes no release.' }, CHANGED);
  const { kube } = cluster;
  const appliedIn = async (name: string) =>
    (await kube.get(named('Kustomization', name, 'platform'))).status?.lastAppliedRevision;
  const base = await kube.waitFor('the base of the relays to be applied', async () => {
    const [mine, all] = [await appliedIn('prod-waves'), await kube.get(rollout.kustomization)];
    return mine === all.status?.lastAppliedRevision && mine;
  });
  // without the base, they would have begun when it did
  await sleep(5_000);
  const relays = await Promise.all(['prod-wave-0', 'prod-wave-0-again'].map(appliedIn));
  expect(relays).not.toContain(base);
});

// figures are of removals of all layers
(isLarge ? test.skip : test)('a layer is removed as soon as those above it have moved', async () => {
  const { actions } = await commit('removal of layer 1, upgrade of those above', MOVED);
  const kinds = actions.map(({ kind }) => kind);
  expect(kinds).toEqual(['upgrade', 'upgrade', 'uninstall', 'uninstall']);
});

test('all layers but the lowest are removed in reverse order', async () => {
  const { actions } = await commit('removal of all layers above 0', LEFT);
  expect(actions.map(({ kind }) => kind)).toEqual(BEFORE_LEFT.slice(LEFT.length).map(() => 'uninstall'));
  expect(outOfOrder(actions, waitsOf(CHANGED, 'platform'))).toEqual([]);
});

function layersOf(perLayer: number | undefined): readonly (readonly string[])[] {
  if (perLayer === undefined) return isLarge ? PLATFORM : PLATFORM.slice(0, 3).map(names => names.slice(0, 2));
  return PLATFORM.map((_, layer) => Array.from({ length: perLayer }, (__, i) => `profile-${layer}-${i}`));
}

async function commit(what: string, releases: readonly TestRelease[]): Promise<Round> {
  const round = await rollout.commit(filesOf(releases), releases);
  const whole = `${what}, ${LAYERS.length} layers of ${LAYERS[0].length}, requeue ${requeueSeconds} s`;
  printRound(whole, round);
  printLoad(whole, round);
  return round;
}

function filesOf(releases: readonly TestRelease[]): Files {
  return synthesize(fleet => program(fleet, releases), {
    delivery: { sourceRef: { kind: 'GitRepository', name: 'platform' }, path: '.' },
    receiver: { kustomization: { name: 'platform' } },
  });
}

function program(fleet: Fleet, releases: readonly TestRelease[]): void {
  const defaults = { targetNamespace: 'platform' };
  const prod = new Cluster(fleet, 'prod', { namespace: 'platform', defaults });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
