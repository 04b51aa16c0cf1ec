/**
 * Charts that are downloaded for the schemas of their values, over real connections.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProblem } from '../../../lib/model/problem-words';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readSchemas } from '../../../lib/sources/archive/read-schemas';
import { packChart } from '../pack-chart';
import { answering, optionsOf, QUICK, repositoryAt, serve } from '../serve';

const SCHEMA = {
  'values.schema.json': '{"properties": {"replicas": {"type": "integer"}}}',
  'values.yaml': 'replicas: 1',
};
const ARCHIVE = packChart('mesh', SCHEMA);
const hashOf = (data: Buffer) => createHash('sha256').update(data).digest('hex');

function entry(archiveUrl?: string, digest: string | undefined = hashOf(ARCHIVE), version = '1.0.0'): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name: 'mesh', version, origin: { kind: 'chart', chart: 'mesh', digest }, archiveUrl, ...nothing };
}

async function read(url: string, entries: CatalogEntry[], options: ReadOptions = optionsOf(), more = {}) {
  const { schemas, problems } = await readSchemas(repositoryAt(url, more), entries, options, QUICK);
  return { schemas: [...schemas.values()], lines: problems.map(formatProblem) };
}

const failure = (reason: string) =>
  `catalogs/platform.yaml:1:1: chart of profile "mesh" 1.0.0 in HelmRepository default/platform cannot be read: ${reason}`;

test('the chart of the newest version is read, once per digest', async () => {
  const server = await serve(answering(ARCHIVE));
  const options = optionsOf();
  const entries = [entry('mesh-1.0.0.tgz'), entry('mesh-0.9.0.tgz', hashOf(ARCHIVE), '0.9.0')];
  const first = await read(`${server.url}/charts`, entries, options);
  expect(first).toMatchObject({ lines: [], schemas: [{ defaults: { replicas: 1 } }] });
  expect(await read(`${server.url}/charts`, entries, options)).toEqual(first);
  expect(server.requests.map(({ url }) => url)).toEqual(['/charts/mesh-1.0.0.tgz']);
});

test('a server that cannot be connected to is one problem for all its charts, and the others are read', async () => {
  const server = await serve(answering(ARCHIVE));
  const names = ['cert-manager', 'flagger', 'linkerd2', 'podinfo', 'shop', 'vault'];
  const entries = names.map(name => ({ ...entry('http://127.0.0.1:1/a.tgz'), name }));
  const { schemas, lines } = await read(server.url, [...entries, entry('mesh-1.0.0.tgz')]);
  expect(schemas).toHaveLength(1);
  const reason = 'cannot be read: 127.0.0.1:1: nothing is listening there';
  expect(lines).toEqual([
    `catalogs/platform.yaml:1:1: charts of 6 profiles in HelmRepository default/platform ${reason}`,
  ]);
  expect((await read(server.url, [entry('http://127.0.0.1:1/a.tgz')])).lines).toEqual([
    `catalogs/platform.yaml:1:1: chart of profile "mesh" 1.0.0 in HelmRepository default/platform ${reason}`,
  ]);
});

test('an archive is downloaded from the URL in the index, relative or absolute', async () => {
  const server = await serve(answering(ARCHIVE));
  for (const url of [undefined, '../files/a.tgz', `${server.url}/b.tgz?token=x`]) {
    expect((await read(`${server.url}/charts`, [entry(url)])).lines).toEqual([]);
  }
  expect(server.requests.map(({ url }) => url)).toEqual(['/charts/mesh-1.0.0.tgz', '/files/a.tgz', '/b.tgz?token=x']);
});

test('a damaged file in the cache is downloaded again', async () => {
  const server = await serve(answering(ARCHIVE));
  const options = optionsOf();
  await read(server.url, [entry()], options);
  const folder = join(options.cacheFolder, 'charts');
  const [file] = readdirSync(folder);
  writeFileSync(join(folder, file), readFileSync(join(folder, file)).subarray(0, 99));
  expect((await read(server.url, [entry()], options)).lines).toEqual([]);
  expect(server.requests.length).toBe(2);
});

test('an archive that the server declares as gzipped is not decompressed twice', async () => {
  const server = await serve(answering(ARCHIVE, { 'content-encoding': 'x-gzip', 'content-type': 'application/x-tar' }));
  expect((await read(server.url, [entry()])).lines).toEqual([]);
});

test('only the server of the repository receives the credentials', async () => {
  const other = await serve(answering(ARCHIVE));
  const own = await serve(answering(ARCHIVE));
  const options = () =>
    optionsOf({ env: { CDK8S_PROFILES_PLATFORM_USERNAME: 'me', CDK8S_PROFILES_PLATFORM_PASSWORD: 'secret' } });
  await read(own.url, [entry(`${other.url}/a.tgz`)], options());
  await read(own.url, [entry(`${own.url}/b.tgz`)], options());
  await read(own.url, [entry(`${other.url}/c.tgz`)], options(), { passCredentials: true });
  const seen = [...other.requests, ...own.requests].map(({ url, headers }) => [
    url,
    headers.authorization !== undefined,
  ]);
  expect(Object.fromEntries(seen)).toEqual({ '/a.tgz': false, '/b.tgz': true, '/c.tgz': true });
});

test('fails for an archive with another digest than in the catalog, and does not cache it', async () => {
  const server = await serve(answering(packChart('mesh', { 'values.yaml': 'replicas: 2' })));
  const options = optionsOf();
  const { lines, schemas } = await read(server.url, [entry()], options);
  expect(schemas).toEqual([]);
  expect(lines[0]).toMatch(
    /its archive is not the one that the catalog lists: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}; find out/,
  );
  expect(() => readdirSync(join(options.cacheFolder, 'charts'))).toThrow('ENOENT');
});

test('fails for an archive that does not exist, and shows no token', async () => {
  const server = await serve((_, response) => response.writeHead(404).end());
  const { lines } = await read(server.url, [entry('a.tgz?token=secret')]);
  expect(lines).toEqual([failure(`its archive ${server.url}/a.tgz does not exist (404)`)]);
});

test.each([
  ['oci://registry.example.com/mesh:1.0.0', 'the repository lists its archive at oci:, which is not read'],
  ['file:///etc/passwd', 'the repository lists its archive at file:, which is not read'],
  ['http://[', 'the repository lists its archive at something that is not a URL'],
])('fails for an archive at %s', async (url, reason) => {
  expect((await read('http://127.0.0.1:1', [entry(url)])).lines).toEqual([failure(reason)]);
});

test('a chart without a schema gives none, and one without a digest is read each time', async () => {
  const server = await serve(answering(packChart('mesh', { 'values.yaml': 'a: 1' })));
  const options = optionsOf();
  for (let i = 0; i < 2; i++) {
    const { schemas, lines } = await read(
      server.url,
      [{ ...entry(), origin: { kind: 'chart', chart: 'mesh' } }],
      options,
    );
    expect({ schemas, lines }).toEqual({ schemas: [undefined], lines: [] });
  }
  expect(server.requests.length).toBe(2);
});

test.each([
  ['{"type": "banana"}', 'its values.schema.json cannot be used: it is not a JSON Schema: '],
  ['{"properties": {"a": {"pattern": "(?=x)"}}}', 'its values.schema.json cannot be used: it is not a JSON Schema: '],
  ['{"$ref": "#"}', 'its values.schema.json cannot be used: it is nested too deeply, or refers to itself'],
  [
    '{"allOf": ['.repeat(100) + '{}' + ']}'.repeat(100),
    'its values.schema.json cannot be used: it is nested too deeply, or refers to itself',
  ],
  ['{"not":'.repeat(200_000) + '{}' + '}'.repeat(200_000), 'its schema or its values are nested too deeply'],
])('fails for a schema that Helm cannot use, or only for ever: %#', async (schema, reason) => {
  const archive = packChart('mesh', { 'values.schema.json': schema });
  const server = await serve(answering(archive));
  const { lines } = await read(server.url, [entry(undefined, hashOf(archive))]);
  expect(lines[0]).toContain(failure(reason));
});

test('a schema that Helm refuses is kept, so that synthesis reports it to subscriptions', async () => {
  const archive = packChart('mesh', { 'values.schema.json': '{"properties": {"proxy": {"$ref": "./proxy.json"}}}' });
  const server = await serve(answering(archive));
  const { lines, schemas } = await read(server.url, [entry(undefined, hashOf(archive))]);
  expect(lines).toEqual([
    failure('its values.schema.json cannot be used: "./proxy.json" refers to a file next to the schema, which Helm does not have'), // prettier-ignore
  ]);
  expect(schemas).toMatchObject([{ schema: { properties: {} } }]);
});
