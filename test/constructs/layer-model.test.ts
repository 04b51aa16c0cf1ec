/**
 * Layers of charts that have none, from a file next to the lock files.
 */
import { Catalog, Cluster, Fleet, LayerModel } from 'cdk8s-profiles';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatCatalogLock } from '../../lib/model/formats/catalog-lock';
import { ENTRIES, REPOSITORY } from './platform-catalog';
import { temporaryFolder } from './temporary-folder';

const HEAD = 'apiVersion: cdk8s-profiles/v1\nkind: LayerModel\n';
const LAYERS = `${HEAD}layers:\n  jaeger: 1\n  vault: 0\n  flagger: 5\n`;

let folder: string;
let fleet: Fleet;
beforeEach(() => {
  folder = temporaryFolder();
  fleet = new Fleet({ outdir: join(folder, 'dist') });
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url: REPOSITORY } as const;
  write('catalogs/platform.lock.yaml', formatCatalogLock({ source, entries: ENTRIES }));
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const fromFile = (id = 'platform', layers?: LayerModel) =>
  Catalog.fromFile(fleet, id, join(folder, 'catalogs/platform.lock.yaml'), { layers });
const layerOf = (catalog: Catalog, name: string) => catalog.profile(name).layer;

test('layers.yaml next to the lock file is read, and what it does not name has its annotation', () => {
  expect(layerOf(fromFile('before'), 'jaeger')).toBeUndefined();
  write('catalogs/layers.yaml', LAYERS);
  const catalog = fromFile();
  expect(['vault', 'jaeger', 'linkerd2', 'flagger'].map(name => layerOf(catalog, name))).toEqual([0, 1, 1, 5]);
  const cluster = new Cluster(fleet, 'production', { catalog });
  for (const name of ['jaeger', 'vault']) cluster.subscribe(name);
  expect(cluster.plan.steps.map(({ name }) => name)).toEqual(['vault', 'jaeger']);
});

test('another file, or annotations alone, can be asked for', () => {
  write('catalogs/layers.yaml', LAYERS);
  const other = write('order.yaml', `${HEAD}layers: {jaeger: 9}\n`);
  expect(layerOf(fromFile('other', LayerModel.fromFile(other)), 'jaeger')).toBe(9);
  expect(layerOf(fromFile('annotations', LayerModel.annotations()), 'jaeger')).toBeUndefined();
});

test('what is wrong in the file is one problem for all catalogs, and nothing is written', () => {
  const file = write('catalogs/layers.yaml', `${HEAD}layers: {vault: first}\n`);
  fromFile('a');
  fromFile('b');
  expect(fleet.problems.map(problem => ('what' in problem ? [problem.location?.file, problem.what] : problem))).toEqual(
    [[file, '"vault" of "layers" is "first"']],
  );
  expect(() => fleet.synth()).toThrow(/layers\.yaml:3:17: /);
});

test('fails for a file that does not exist, if it is asked for', () => {
  fromFile('a', LayerModel.fromFile(join(folder, 'missing.yaml')));
  expect(fleet.problems).toMatchObject([{ kind: 'unreadable-file', path: 'a' }]);
});

test('a name in the file that is misspelt is a warning, unless the subscription has a layer', () => {
  const file = write('catalogs/layers.yaml', `${HEAD}layers: {jeager: 1, vaults: 0}\n`);
  const catalog = fromFile();
  const cluster = new Cluster(fleet, 'production', { catalog });
  cluster.subscribe('linkerd2');
  cluster.subscribe('jaeger');
  cluster.subscribe('vault', { layer: 0 });
  expect(cluster.plan.warnings.map(({ what, remedy, location }) => [what, remedy, location?.file])).toEqual([
    ['"jaeger" has no layer', 'if "jeager" is meant to be "jaeger", correct it', file],
  ]);
});
