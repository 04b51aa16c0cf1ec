/**
 * Upgrades across layers that do not change: three commits change layers 0 and 3 and nothing
 * between them.
 *
 * Two clusters of one fleet get the same commits, one in lockstep, one with Flux's own `dependsOn`,
 * which lets the top overtake the bottom.
 */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  PLATFORM,
  Rollout,
  type Round,
  type Cluster as TestCluster,
  changeReleases,
  chartsOf,
  firstReleases,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
} from './harness';

const ORDERS = ['lockstep', 'flux'] as const;
type UpgradeOrder = (typeof ORDERS)[number];

/** One commit shows what is missing. */
const CHANGES =
  process.env.WITHOUT === undefined ? (['version', 'version', 'values'] as const) : (['version'] as const);

let cluster: TestCluster;
let releases = firstReleases(PLATFORM, 4);
/** The result of each upgrade. */
const rounds: Record<UpgradeOrder, Round[]> = { lockstep: [], flux: [] };
/** Helm's revisions after each of them, by release. */
const revisions: Record<UpgradeOrder, Readonly<Record<string, number>>[]> = { lockstep: [], flux: [] };
/** What they ought to be. */
const expected: Readonly<Record<string, number>>[] = [];

beforeAll(async () => {
  cluster = await startCluster();
  await cluster.charts.publish(...chartsOf(releases));
  const rollouts = await Promise.all(ORDERS.map(order => Rollout.create(cluster, order)));
  await Promise.all(rollouts.map(rollout => commit(rollout, 'install')));
  for (const change of CHANGES) {
    releases = changeReleases(releases, change, ({ layer }) => layer === 0 || layer === 3);
    expected.push(revisionsOf(releases));
    await Promise.all(rollouts.map(rollout => upgrade(rollout, `${change} of layers 0 and 3`)));
  }
});

afterAll(() => cluster?.stop());

test('releases in lockstep are upgraded in order', () => {
  expect(rounds.lockstep.map(({ broken }) => broken)).toEqual(CHANGES.map(() => []));
});

test('Flux’s own dependsOn upgrades them out of order', () => {
  expect(rounds.flux.flatMap(({ broken }) => broken)).not.toEqual([]);
});

test.each(ORDERS)('%s: no release is upgraded whose own content did not change', order => {
  expect(revisions[order]).toEqual(expected);
});

async function upgrade(rollout: Rollout, what: string): Promise<void> {
  const order = rollout.namespace as UpgradeOrder;
  rounds[order].push(await commit(rollout, what));
  revisions[order].push(await rollout.revisions(releases));
}

async function commit(rollout: Rollout, what: string): Promise<Round> {
  const order = rollout.namespace as UpgradeOrder;
  const round = await rollout.commit(
    synthesize(fleet => program(fleet, order)),
    releases,
  );
  printRound(`${order}: ${what}, requeue 5 s`, round);
  return round;
}

function program(fleet: Fleet, upgradeOrder: UpgradeOrder): void {
  const defaults = { targetNamespace: upgradeOrder };
  const prod = new Cluster(fleet, 'prod', { namespace: upgradeOrder, upgradeOrder, defaults });
  for (const { name, layer, version, values } of releases) {
    prod.subscribe(Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer }), { values });
  }
}
