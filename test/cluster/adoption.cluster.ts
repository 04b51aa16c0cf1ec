/**
 * Lockstep, and the guard's label, on a cluster that was installed without them, or with the output of an earlier version.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, type ClusterProps, type Fleet, Profile } from 'cdk8s-profiles';
import { formerOutput } from './former-output';
import {
  type Files,
  type KubeObject,
  Rollout,
  type TestRelease,
  type Cluster as TestCluster,
  changeReleases,
  chartsOf,
  firstReleases,
  printRound,
  revisionsOf,
  startCluster,
  named,
  synthesize,
} from './harness';
import { helmRelease } from './failures/waiting';
import { applyGuard } from './removal/guard';

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

const TARGET = 'cdk8s-profiles/target';

test('the label by which the guard asks fewer releases wakes none, before and after the guard, and releases without it stay guarded', async () => {
  const { kube } = cluster;
  const [early, late] = await Promise.all(['early', 'late'].map(name => installFromElsewhere(name)));
  const begin = Date.now();
  await label(early);
  await applyGuard(cluster, early.namespace, late.namespace);
  const holds = async ({ namespace }: Rollout) => {
    const base = helmRelease(`${namespace}/prod-cert-manager`);
    await expect(kube.dryDelete(base)).rejects.toThrow(`${namespace}/prod-linkerd2 still depends on prod-cert-manager`);
  };
  for (const rollout of [early, late]) await holds(rollout);
  await label(late);
  await holds(late);

  // one of two with the label, as while a commit is applied
  for (const name of ['prod-cert-manager', 'prod-linkerd2']) {
    const release = helmRelease(`${late.namespace}/${name}`);
    const labelled = await kube.get(release);
    await kube.patch(release, { metadata: { labels: { [TARGET]: null } } });
    // policies hear of it a little later
    await sleep(1_000);
    await holds(late);
    await kube.patch(release, { metadata: { labels: labelled.metadata.labels } });
  }
  expect(cluster.order.actions(begin)).toEqual([]);
});

/** A cluster behind a kubeconfig, with what a version without the label wrote. */
async function installFromElsewhere(namespace: string): Promise<Rollout> {
  const rollout = await Rollout.create(cluster, namespace);
  const value = readFileSync(cluster.kube.kubeconfig, 'utf8');
  await cluster.kube.apply({ ...named('Secret', 'prod-kubeconfig', namespace), stringData: { value } } as KubeObject);
  const files = Object.entries(fromElsewhere(namespace)).map(([path, text]) => [path, text.replace(/^ +cdk8s-profiles.target: .*\n/m, '')]); // prettier-ignore
  await rollout.commit(Object.fromEntries(files) as Files, BEHIND);
  const release = await cluster.kube.get(helmRelease(`${namespace}/${BEHIND[0].name}`));
  expect(release.metadata.labels).not.toHaveProperty([TARGET]);
  return rollout;
}

/** Commits the same with the label. */
async function label(rollout: Rollout): Promise<void> {
  const { namespace } = rollout;
  await rollout.commit(fromElsewhere(namespace), BEHIND);
  for (const { name } of BEHIND) {
    const { metadata } = await cluster.kube.get(helmRelease(`${namespace}/${name}`));
    expect(metadata).toMatchObject({
      generation: 1,
      labels: { [TARGET]: expect.stringMatching(/^[0-9a-f]$/) as string },
    });
  }
}

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

/** The lower layers of `first`; objects of remote clusters begin with the cluster's name. */
const behind = first.filter(({ layer }) => layer < 2);
const BEHIND = behind.map(release => ({ ...release, name: `prod-${release.name}` }));

function fromElsewhere(namespace: string): Files {
  const kubeConfig = { secretRef: { name: 'prod-kubeconfig', key: 'value' } };
  return program(namespace, 'lockstep', behind, { kubeConfig });
}

function program(
  namespace: string,
  upgradeOrder: 'lockstep' | 'flux',
  releases: readonly TestRelease[],
  more: ClusterProps['defaults'] = {},
): Files {
  return synthesize((fleet: Fleet) => {
    const defaults = { targetNamespace: namespace, ...more };
    const prod = new Cluster(fleet, 'prod', { namespace, upgradeOrder, defaults });
    for (const { name, layer, version, values } of releases) {
      const profile = Profile.fromHelmChart({ repository: cluster.charts.url, chart: name, version, layer });
      prod.subscribe(profile, { values });
    }
  });
}
