/**
 * Runs the examples unchanged.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { groupBy } from '../lib/model/data/group-by';
import { formatCatalogLock, parseCatalogLock } from '../lib/model/formats/catalog-lock';
import { profileFiles } from '../lib/model/schema/profile-files';
import { readChartArchive } from '../lib/sources/archive/chart-archive';
import { pctlIn } from './cli/pctl-in';
import { filesIn, temporaryFolder } from './constructs/temporary-folder';
import { packSample } from './sources/pack-chart';

const FOLDER = resolve(__dirname, '../examples');
const EXAMPLES = readdirSync(FOLDER).filter(name => name.endsWith('.ts'));

afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
});

test.each(EXAMPLES)('%s writes releases, each into the folder of its cluster', async name => {
  const root = temporaryFolder();
  const folder = join(root, 'dist');
  process.env.CDK8S_OUTDIR = folder;
  await import(join(FOLDER, name));
  const objects = Object.entries(filesIn(folder))
    // a chart's templates are not YAML
    .filter(([path]) => !path.startsWith('charts/'))
    .flatMap(([path, text]) => parseAllDocuments(text).map(document => ({ path, ...document.toJS() })));
  const releases = objects.filter(({ metadata }) => metadata.annotations?.['cdk8s-profiles/cluster'] !== undefined);
  expect(releases).not.toEqual([]);
  for (const { path, metadata } of releases) {
    expect(path).toMatch(new RegExp(`^(clusters/[^/]+/)?${metadata.annotations['cdk8s-profiles/cluster']}/`));
  }
  const { stdout } = await pctlIn(root, ['verify']);
  // a folder of another repository is not read
  expect(name === 'git-profile.ts' ? stdout.replace(/.*\[unresolved\]\n/, '') : stdout).toBe('');
});

/** Whole platforms, which take two screens. */
const LONG = ['twelve-clusters.ts'];

test.each(EXAMPLES)('%s begins with what it shows, and is short', name => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  expect(text).toMatch(/^\/\*\*\n/);
  expect(text.trimEnd().split('\n').length).toBeLessThan(LONG.includes(name) ? 90 : 40);
});

test('twelve clusters get the same fourteen charts, in the order of the file of layers', async () => {
  const folder = temporaryFolder();
  process.env.CDK8S_OUTDIR = folder;
  jest.resetModules();
  await import(join(FOLDER, 'twelve-clusters.ts'));
  const files = Object.keys(filesIn(folder)).filter(path => path.includes('/HelmRelease.'));
  const clusters = groupBy(files, path => dirname(path));
  const names = new Set([...clusters.values()].map(paths => paths.map(path => basename(path)).join()));
  expect([clusters.size, names.size, files.length]).toEqual([12, 1, 12 * 15]);
  const { spec, metadata } = parse(
    readFileSync(
      join(
        folder,
        files.find(path => path.includes('shop-gateway'))!,
      ),
      'utf8',
    ),
  );
  expect(metadata.labels['weave.works/applied-layer']).toBe('layer-3');
  expect(spec.dependsOn.map(({ name }: { name: string }) => name)).toEqual(['external-dns', 'ingress-nginx', 'keda', 'opentelemetry-collector', 'velero']); // prettier-ignore
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
