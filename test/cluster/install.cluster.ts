/**
 * A first install: no release starts before all of its dependencies are ready. Layers come from a
 * catalog.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalog, Cluster, type Fleet, Profile } from 'cdk8s-profiles';
import {
  PLATFORM,
  Rollout,
  type Cluster as TestCluster,
  chartsOf,
  firstReleases,
  printFigure,
  printRound,
  revisionsOf,
  startCluster,
  synthesize,
} from './harness';

const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
const index = join(folder, 'index.yaml');
const releases = firstReleases(PLATFORM, 4);
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
  await cluster.charts.publish(...chartsOf(releases));
  const response = await fetch(`${cluster.charts.url}/index.yaml`);
  writeFileSync(index, await response.text());
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cluster?.stop();
});

test('twelve releases in four layers install in order', async () => {
  const rollout = await Rollout.create(cluster, 'platform');
  const round = await rollout.commit(synthesize(program), releases);
  printRound('install, 4 layers of 3, requeue 5 s', round);

  expect(round.broken).toEqual([]);
  expect(round.actions.map(({ kind, isSuccess }) => [kind, isSuccess])).toEqual(releases.map(() => ['install', true]));
  // the stand-in makes Helm wait
  for (const { started, ended } of round.actions) expect(ended! - started).toBeGreaterThanOrEqual(3900);
  expect(await rollout.revisions(releases)).toEqual(revisionsOf(releases));
});

test('lockstep adds less than 500 bytes per edge', () => {
  const layers = Array.from({ length: 5 }, (_, layer) => Array.from({ length: 6 }, (__, i) => `profile-${layer}-${i}`));
  const sizes = (['flux', 'lockstep'] as const).map(upgradeOrder => sizeOf(layers, upgradeOrder));
  printFigure('YAML of 5 layers of 6 releases, Flux and lockstep', sizes.map(size => `${size} bytes`).join(' and '));
  expect((sizes[1] - sizes[0]) / (4 * 6 * 6)).toBeLessThan(500);
});

function sizeOf(layers: readonly (readonly string[])[], upgradeOrder: 'flux' | 'lockstep'): number {
  const files = synthesize(fleet => {
    const prod = new Cluster(fleet, 'prod', { upgradeOrder });
    for (const { name, layer, version } of firstReleases(layers, 4)) {
      const repository = 'https://charts.example.com';
      prod.subscribe(Profile.fromHelmChart({ repository, chart: name, version, layer }));
    }
  });
  return Object.values(files).join('').length;
}

function program(fleet: Fleet): void {
  const catalog = Catalog.fromFile(fleet, 'catalog', index, { repository: cluster.charts.url });
  const defaults = { targetNamespace: 'platform' };
  const prod = new Cluster(fleet, 'prod', { catalog, namespace: 'platform', defaults });
  for (const { name, version, values } of releases) prod.subscribe(name, { version, values });
}
