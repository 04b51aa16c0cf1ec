/**
 * `pctl catalog update --types`, against a Helm repository on loopback with its charts.
 */
import * as fs from 'node:fs';
import type * as http from 'node:http';
import { join } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { packChart } from '../../sources/pack-chart';
import { sha256 } from '../../../lib/sources/cache/sha256';
import { serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

let cwd: string;
let env: Record<string, string>;
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder() };
});

const pctl = (...argv: string[]) => pctlIn(cwd, ['catalog', ...argv], env);
const files = () => Object.keys(filesIn(join(cwd, 'catalogs'))).sort();
const read = (file: string) => fs.readFileSync(join(cwd, 'catalogs', file), 'utf8');

/** Charts by name and version; tests may change them while they are served. */
type Charts = Record<string, Buffer>;

const chart = (schema: object, values = '') =>
  packChart('c', { 'values.schema.json': JSON.stringify(schema), 'values.yaml': values });
const REPLICAS = chart({ type: 'object', properties: { replicas: { type: 'integer' } } }, 'replicas: 1');

async function serveCharts(charts: Charts) {
  return serve(({ url = '' }: http.IncomingMessage, response) => {
    const name = url.slice(1).replace('.tgz', '');
    const answer = url === '/index.yaml' ? indexOf(charts) : charts[name];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
}

function indexOf(charts: Charts): string {
  const entries: Record<string, object[]> = {};
  for (const [key, data] of Object.entries(charts)) {
    const [, name, version] = /^(.*)-([\d.]+)$/.exec(key)!;
    const annotations = { 'weave.works/profile': name };
    (entries[name] ??= []).push({ name, version, digest: sha256(data), urls: [`${key}.tgz`], annotations });
  }
  return JSON.stringify({ apiVersion: 'v1', entries });
}

test('types and schemas are written next to the lock file, and kept up to date from then on', async () => {
  const charts: Charts = { 'mesh-1.0.0': REPLICAS, 'mesh-0.9.0': REPLICAS, 'shop-1.0.0': packChart('shop', {}) };
  const { url, requests } = await serveCharts(charts);
  await pctl('add', 'platform', url);
  expect(await pctl('update', '--types')).toEqual({
    code: 0,
    stdout: '',
    stderr:
      'platform: new, 2 profiles in 3 versions; catalogs/platform.lock.yaml and catalogs/platform.profiles.ts written\n',
  });
  const [schema] = files().filter(file => file.endsWith('.json'));
  expect(files()).toEqual(['platform.lock.yaml', 'platform.profiles.ts', schema, 'platform.yaml']);
  expect(read('platform.lock.yaml').match(/valuesSchema: .*/g)).toEqual([
    `valuesSchema: sha256:${schema.slice(17, -5)}`,
  ]);
  expect(read('platform.profiles.ts')).toContain(`mesh: { newest: '1.0.0'; older: '0.9.0'; values: MeshValues };`);
  expect(read('platform.profiles.ts')).toContain(`shop: { newest: '1.0.0'; older: never; values: object };`);
  expect(requests.map(request => request.url).sort()).toEqual(['/index.yaml', '/mesh-1.0.0.tgz', '/shop-1.0.0.tgz']);
  expect((await pctl('update', '--check')).stderr).toBe('platform: up to date, 2 profiles in 3 versions\n');

  charts['mesh-1.1.0'] = chart({ properties: { replicas: { type: 'integer' }, log: {} } });
  expect((await pctl('update', '--check')).code).toBe(1);
  expect((await pctl('update')).stderr).toMatch(
    /1 added; catalogs\/platform.lock.yaml and catalogs\/platform.profiles.ts written/,
  );
  // the schema of a version that is still offered stays
  expect(files().filter(file => file.endsWith('.json')).length).toBe(2);
  expect(read('platform.profiles.ts')).toContain('log?: unknown;');
  expect(requests.filter(request => request.url === '/mesh-1.0.0.tgz').length).toBe(1);

  delete charts['mesh-1.0.0'];
  await pctl('update');
  expect(files()).not.toContain(schema);
  expect((await pctl('remove', 'platform')).stderr).toContain('catalogs/platform.profiles.ts removed\n');
  expect(files()).toEqual([]);
});

test('without types, no chart is downloaded, and schemas in the lock file are kept', async () => {
  const charts: Charts = { 'mesh-1.0.0': REPLICAS };
  const { url, requests } = await serveCharts(charts);
  await pctl('add', 'platform', url);
  await pctl('update');
  expect(files()).toEqual(['platform.lock.yaml', 'platform.yaml']);
  expect(requests.length).toBe(1);
  await pctl('update', '--types');
  fs.rmSync(join(cwd, 'catalogs/platform.profiles.ts'));
  const before = read('platform.lock.yaml');
  charts['mesh-1.1.0'] = REPLICAS;
  await pctl('update');
  expect(read('platform.lock.yaml').match(/valuesSchema: .*/g)).toEqual(before.match(/valuesSchema: .*/g));
});

test('with "--no-types", types and schemas are removed, and later updates write none', async () => {
  const { url, requests } = await serveCharts({ 'mesh-1.0.0': REPLICAS });
  await pctl('add', 'platform', url);
  await pctl('update');
  const [before, listed] = [read('platform.lock.yaml'), files()];
  expect((await pctl('update', '--no-types')).stderr).toBe('platform: up to date, 1 profile in 1 version\n');
  await pctl('update', '--types');
  expect((await pctl('update', '--no-types', '--check')).code).toBe(1);
  expect(files()).toHaveLength(4);
  expect(await pctl('update', '--no-types')).toMatchObject({
    code: 0,
    stderr: `platform: 1 changed; catalogs/platform.lock.yaml written
  changed   mesh 1.0.0 (valuesSchema)
  catalogs/platform.profiles.ts and its schemas removed
`,
  });
  expect({ lock: read('platform.lock.yaml'), files: files() }).toEqual({ lock: before, files: listed });
  expect((await pctl('update')).stderr).toBe('platform: up to date, 1 profile in 1 version\n');
  expect(files()).toEqual(listed);
  expect(requests.filter(request => request.url === '/mesh-1.0.0.tgz').length).toBe(1);
});

test('a chart that is missing, or another one, is one error; all others have types, and its previous ones stay', async () => {
  const charts: Charts = { 'mesh-1.0.0': REPLICAS, 'shop-1.0.0': REPLICAS };
  const { url } = await serveCharts(charts);
  await pctl('add', 'platform', url);
  await pctl('update', '--types');
  const types = read('platform.profiles.ts');
  env = { XDG_CACHE_HOME: temporaryFolder() };
  Object.defineProperty(charts, 'mesh-1.0.0', { get: () => Buffer.from('lie'), enumerable: true });
  fs.rmSync(join(cwd, 'catalogs/platform.profiles.ts'));
  const { code, stderr } = await pctl('update', '--types', '--accept-changed');
  expect(code).toBe(1);
  expect(stderr).toContain('chart of profile "mesh" 1.0.0 in HelmRepository flux-system/platform cannot be read: ');
  expect(read('platform.profiles.ts').replace('values: object', 'values: MeshValues')).toContain(types.slice(0, 150));
});

test('a reference to another document is a warning, and is not followed', async () => {
  const charts: Charts = {
    'mesh-1.0.0': chart({ properties: { a: { $ref: 'https://me:secret@127.0.0.1:1/a.json?token=x' } } }),
  };
  await pctl('add', 'platform', (await serveCharts(charts)).url);
  const { code, stderr } = await pctl('update', '--types');
  expect(code).toBe(0);
  expect(stderr).toContain(
    'warning: platform: the schema of "mesh" refers to https://***@127.0.0.1:1/a.json?***, which is not read: whatever it describes is neither in the types nor checked\n',
  );
});
