/** Lockstep switched on for a cluster that was installed without it. */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
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

const LAYERS = [['cert-manager', 'kyverno'], ['linkerd2'], ['flagger', 'podinfo']];
const first = firstReleases(LAYERS, 2);
const changed = changeReleases(first, 'version', ({ layer }) => layer === 0 || layer === 2);

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster({ requeueSeconds: 2 });
  await cluster.charts.publish(...chartsOf(first));
});

afterAll(() => cluster?.stop());

test('switching it on changes no release, and the next upgrade is in order', async () => {
  const rollout = await installWithout('in-two-commits');

  const adoption = await rollout.commit(program(rollout.namespace, 'lockstep', first), first);
  expect(adoption.actions).toEqual([]);
  expect(await rollout.revisions(first)).toEqual(revisionsOf(first));

  const upgrade = await rollout.commit(program(rollout.namespace, 'lockstep', changed), changed);
  printRound('first upgrade after lockstep was switched on, requeue 2 s', upgrade);
  expect(upgrade.broken).toEqual([]);
  expect(await rollout.revisions(changed)).toEqual(revisionsOf(changed));
});

test('the commit that switches it on may upgrade as well', async () => {
  const rollout = await installWithout('in-one-commit');

  const upgrade = await rollout.commit(program(rollout.namespace, 'lockstep', changed), changed);
  printRound('upgrade that switches lockstep on, requeue 2 s', upgrade);
  expect(upgrade.broken).toEqual([]);
  expect(await rollout.revisions(changed)).toEqual(revisionsOf(changed));
});

async function installWithout(namespace: string): Promise<Rollout> {
  const rollout = await Rollout.create(cluster, namespace);
  await rollout.commit(program(namespace, 'flux', first), first);
  return rollout;
}

function program(namespace: string, upgradeOrder: 'lockstep' | 'flux', releases: readonly TestRelease[]) {
  return synthesize((fleet: Fleet) => {
    const defaults = { targetNamespace: namespace };
    const prod = new Cluster(fleet, 'prod', { namespace, upgradeOrder, defaults });
    for (const { name, layer, version, values } of releases) {
      const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer });
      prod.subscribe(profile, { values });
    }
  });
}
