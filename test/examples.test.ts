/**
 * Runs the examples unchanged.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { formatCatalogLock, parseCatalogLock } from '../lib/model/formats/catalog-lock';
import { profileFiles } from '../lib/model/schema/profile-files';
import { readChartArchive } from '../lib/sources/archive/chart-archive';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { packSample } from './sources/pack-chart';

const FOLDER = resolve(__dirname, '../examples');
const EXAMPLES = readdirSync(FOLDER).filter(name => name.endsWith('.ts'));

afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
});

test.each(EXAMPLES)('%s writes releases, each into the folder of its cluster', async name => {
  const folder = temporaryFolder();
  process.env.CDK8S_OUTDIR = folder;
  await import(join(FOLDER, name));
  const objects = Object.entries(filesIn(folder))
    // a chart's templates are not YAML
    .filter(([path]) => !path.startsWith('charts/'))
    .map(([path, text]) => ({ path, ...parse(text) }));
  const releases = objects.filter(({ metadata }) => metadata.annotations?.['cdk8s-profiles/cluster'] !== undefined);
  expect(releases).not.toEqual([]);
  for (const { path, metadata } of releases) {
    expect(path).toMatch(new RegExp(`^${metadata.annotations['cdk8s-profiles/cluster']}/`));
  }
});

test.each(EXAMPLES)('%s begins with what it shows, and has fewer than 40 lines', name => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  expect(text).toMatch(/^\/\*\*\n/);
  expect(text.trimEnd().split('\n').length).toBeLessThan(40);
});

test('the types and schemas of the examples are those of the chart in test/data/charts', async () => {
  const file = join(FOLDER, 'catalogs/mesh.lock.yaml');
  const text = readFileSync(file, 'utf8');
  const { entries, source } = parseCatalogLock(text, file).lock!;
  const schema = await readChartArchive([packSample('linkerd2')]);
  const newest = entries.find(({ name }) => name === 'linkerd2')!;
  const { schemas, typesFile, types, entries: written } = profileFiles(file, entries, new Map([[newest, schema]]));
  expect(formatCatalogLock({ source, entries: written })).toBe(text);
  for (const [path, content] of [...schemas, [typesFile, types]]) expect(readFileSync(path, 'utf8')).toBe(content);
  expect(readdirSync(join(FOLDER, 'catalogs/mesh.schemas')).length).toBe(schemas.size);
});
