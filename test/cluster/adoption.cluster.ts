/** Lockstep on a cluster that was installed without it, or with the output of an earlier version. */
import { Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import { formerOutput } from './former-output';
import {
  type Files,
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

/** With what it was installed: a word for the namespace, and the files. */
const INSTALLED: readonly (readonly [string, (namespace: string) => Files])[] = [
  ['flux', namespace => program(namespace, 'flux', first)],
  ['former', namespace => formerOutput(program(namespace, 'lockstep', first))],
];

test('new output changes no release, and the next upgrade is in order', async () => {
  await Promise.all(
    INSTALLED.map(async ([what, filesFor]) => {
      const rollout = await install(`${what}-in-two-commits`, filesFor);

      const adoption = await rollout.commit(program(rollout.namespace, 'lockstep', first), first);
      expect(adoption.actions).toEqual([]);
      expect(await rollout.revisions(first)).toEqual(revisionsOf(first));

      await upgrade(rollout, 'first upgrade after new output');
    }),
  );
});

test('the commit with the new output may upgrade as well', async () => {
  await Promise.all(
    INSTALLED.map(async ([what, filesFor]) => {
      const rollout = await install(`${what}-in-one-commit`, filesFor);
      await upgrade(rollout, 'upgrade with new output');
    }),
  );
});

async function install(namespace: string, filesFor: (namespace: string) => Files): Promise<Rollout> {
  const rollout = await Rollout.create(cluster, namespace);
  await rollout.commit(filesFor(namespace), first);
  return rollout;
}

async function upgrade(rollout: Rollout, what: string): Promise<void> {
  const round = await rollout.commit(program(rollout.namespace, 'lockstep', changed), changed);
  printRound(`${rollout.namespace}: ${what}, requeue 2 s`, round);
  expect(round.broken).toEqual([]);
  expect(await rollout.revisions(changed)).toEqual(revisionsOf(changed));
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
