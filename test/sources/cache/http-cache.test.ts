/**
 * What is cached of a download, and when it is requested again.
 */
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { DamagedBody } from '../../../lib/sources/cache/cache-writer';
import { HttpCache } from '../../../lib/sources/cache/http-cache';
import { temporaryName } from '../../../lib/files/temporary-name';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { breakAfter, INDEX, indexOf, optionsOf, QUICK, repositoryAt, serve } from '../serve';

afterEach(() => jest.restoreAllMocks());

/** A server whose index may change, and which counts how often it sends it. */
async function serveVersioned(headersOf: (text: string) => Record<string, string> = text => ({ etag: etagOf(text) })) {
  const state = { text: INDEX, sent: 0 };
  const server = await serve((request: IncomingMessage, response: ServerResponse) => {
    const headers = headersOf(state.text);
    const { 'if-none-match': etag, 'if-modified-since': since } = request.headers;
    const isKnown =
      etag !== undefined ? etag === headers.etag : since !== undefined && since === headers['last-modified'];
    if (isKnown) return void response.writeHead(304, headers).end();
    state.sent++;
    response.writeHead(200, headers).end(state.text);
  });
  return { ...server, state };
}

/** Settles when the cache has created the file for a body. */
function whenWriting(): Promise<void> {
  const { write } = HttpCache.prototype;
  return new Promise(resolve => {
    jest.spyOn(HttpCache.prototype, 'write').mockImplementationOnce(async function (this: HttpCache) {
      const writer = await write.call(this);
      resolve();
      return writer;
    });
  });
}

const etagOf = (text: string) => `"${createHash('sha256').update(text).digest('hex').slice(0, 8)}"`;

async function read(url: string, options: ReadOptions) {
  const { entries, isRead, isUnchanged, problems } = await readSource(repositoryAt(url), options, QUICK);
  return { entries: entries.length, isRead, isUnchanged, problems };
}

const CHANGED = { entries: 3, isRead: true, isUnchanged: false, problems: [] };
const UNCHANGED = { ...CHANGED, isUnchanged: true };
const namesIn = (options: ReadOptions) => Object.keys(filesIn(options.cacheFolder));
const bodyIn = (options: ReadOptions) => namesIn(options).find(name => name.endsWith('.body'))!;

test.each([
  ['an ETag', undefined],
  ['a date', () => ({ 'last-modified': 'Wed, 21 Oct 2015 07:28:00 GMT' })],
])('a body that has not changed, by %s, is not sent again', async (_, headersOf) => {
  const server = await serveVersioned(headersOf);
  const options = optionsOf();
  expect(await read(server.url, options)).toEqual(CHANGED);
  expect(await read(server.url, options)).toEqual(UNCHANGED);
  expect(server.state.sent).toBe(1);
});

test('a changed body is read, and replaces the old one', async () => {
  const server = await serveVersioned();
  const options = optionsOf();
  await read(server.url, options);
  const before = namesIn(options);
  server.state.text = indexOf(['shop', '1.0.0']);
  expect(await read(server.url, options)).toMatchObject({ entries: 1, isUnchanged: false });
  expect(await read(server.url, options)).toMatchObject({ entries: 1, isUnchanged: true });
  expect(namesIn(options)).toHaveLength(2);
  expect(before).toHaveLength(2);
  expect(bodyIn(options)).not.toBe(before.find(name => name.endsWith('.body')));
});

test('a body that two repositories share stays until neither of them has it', async () => {
  const [one, two] = [await serveVersioned(), await serveVersioned()];
  const options = optionsOf();
  for (const { url } of [one, two]) await read(url, options);
  expect(namesIn(options).filter(name => name.endsWith('.body'))).toHaveLength(1);
  one.state.text = indexOf(['shop', '1.0.0']);
  await read(one.url, options);
  expect(await read(two.url, options)).toEqual(UNCHANGED);
});

test('nothing is cached from a server that sends no validators', async () => {
  const server = await serveVersioned(() => ({}));
  const options = optionsOf();
  expect([await read(server.url, options), await read(server.url, options)]).toEqual([CHANGED, CHANGED]);
  expect(namesIn(options)).toEqual([]);
});

test('cached files are named by hashes, can be read only by their owner, and contain no credentials', async () => {
  const server = await serveVersioned();
  const env = { CDK8S_PROFILES_PLATFORM_USERNAME: 'me', CDK8S_PROFILES_PLATFORM_PASSWORD: 'hunter2' };
  const options = optionsOf({ env });
  await read(server.url, options);
  const files = filesIn(options.cacheFolder);
  expect(Object.keys(files)).toEqual([
    expect.stringMatching(/^http\/[0-9a-f]{64}\.(body|json)$/),
    expect.stringMatching(/^http\/[0-9a-f]{64}\.(body|json)$/),
  ]);
  expect(createHash('sha256').update(INDEX).digest('hex')).toBe(bodyIn(options).slice(5, -5));
  expect(JSON.stringify(files)).not.toMatch(/hunter2|aHVudGVyMg|bWU6/);
  for (const name of Object.keys(files)) expect(statSync(join(options.cacheFolder, name)).mode & 0o777).toBe(0o600);
  expect(statSync(join(options.cacheFolder, 'http')).mode & 0o777).toBe(0o700);
});

test('what one user received is not given to another, or without credentials', async () => {
  const server = await serveVersioned();
  const cacheFolder = temporaryFolder();
  const as = (user?: string) => {
    const env =
      user === undefined ? {} : { CDK8S_PROFILES_PLATFORM_USERNAME: user, CDK8S_PROFILES_PLATFORM_PASSWORD: 'x' };
    return read(server.url, optionsOf({ cacheFolder, env }));
  };
  expect([await as('me'), await as('you'), await as(), await as('me')]).toEqual([CHANGED, CHANGED, CHANGED, UNCHANGED]);
});

test.each([
  ['a body that was cut off', (text: string, name: string) => (name.endsWith('.body') ? text.slice(0, -10) : text)],
  ['a body that was changed', (text: string, name: string) => (name.endsWith('.body') ? text.replace('0.0.8', '0.0.9') : text)], // prettier-ignore
  ['an empty body', (text: string, name: string) => (name.endsWith('.body') ? '' : text)],
  ['a record that was cut off', (text: string, name: string) => (name.endsWith('.json') ? text.slice(0, 20) : text)],
  ['a record of a file elsewhere', (text: string, name: string) => (name.endsWith('.json') ? text.replace(/"body":"[^"]*"/, '"body":"../../../etc/passwd"') : text)], // prettier-ignore
  ['a record that is a list', (text: string, name: string) => (name.endsWith('.json') ? '[]' : text)],
])('%s is ignored, and written again', async (_, damage) => {
  const server = await serveVersioned();
  const options = optionsOf();
  await read(server.url, options);
  for (const [name, text] of Object.entries(filesIn(options.cacheFolder))) {
    writeFileSync(join(options.cacheFolder, name), damage(text, name));
  }
  expect(await read(server.url, options)).toEqual(CHANGED);
  expect(server.state.sent).toBe(2);
  expect(await read(server.url, options)).toEqual(UNCHANGED);
});

test('a folder that cannot be written to is not needed', async () => {
  const server = await serveVersioned();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await read(server.url, optionsOf({ cacheFolder: file }))).toEqual(CHANGED);
  const closed = temporaryFolder();
  chmodSync(closed, 0o500);
  expect(await read(server.url, optionsOf({ cacheFolder: closed }))).toEqual(CHANGED);
});

test('a download that fails leaves the cache unchanged', async () => {
  let isBroken = false;
  const server = await serve((_, response) => {
    response.writeHead(200, { etag: isBroken ? '"2"' : '"1"', 'content-length': INDEX.length });
    if (isBroken) breakAfter(response, INDEX.slice(0, 50));
    else response.end(INDEX);
  });
  const options = optionsOf();
  await read(server.url, options);
  const before = filesIn(options.cacheFolder);
  isBroken = true;
  expect(await read(server.url, options)).toMatchObject({ isRead: false });
  expect(filesIn(options.cacheFolder)).toEqual(before);
});

describe('an index in another layout is read twice', () => {
  const JSON_INDEX = JSON.stringify(parse(INDEX));

  test.each([
    ['a cached one', { etag: '"1"' }, 2],
    ['one that is not cached', {}, 0],
  ])('from %s', async (_, headers, files) => {
    const server = await serveVersioned(() => headers);
    server.state.text = JSON_INDEX;
    const options = optionsOf();
    expect(await read(server.url, options)).toEqual(CHANGED);
    expect(namesIn(options)).toHaveLength(files);
    expect(await read(server.url, options)).toEqual(files === 0 ? CHANGED : UNCHANGED);
  });

  test('even if the cache folder is removed in the meantime, or is not a folder', async () => {
    const options = optionsOf();
    const isWriting = whenWriting();
    const server = await serve(async (_, response) => {
      response.writeHead(200, { etag: '"1"', 'content-length': JSON_INDEX.length });
      response.write(JSON_INDEX.slice(0, 40));
      await isWriting;
      rmSync(options.cacheFolder, { recursive: true });
      response.end(JSON_INDEX.slice(40));
    });
    expect(await read(server.url, options)).toEqual(CHANGED);
  });

  test('and downloaded again if it is removed in between', async () => {
    const server = await serveVersioned();
    server.state.text = JSON_INDEX;
    const options = optionsOf();
    await read(server.url, options);
    const { readAll } = HttpCache.prototype;
    jest.spyOn(HttpCache.prototype, 'readAll').mockImplementationOnce(function (this: HttpCache, known) {
      rmSync(join(options.cacheFolder, bodyIn(options)));
      return readAll.call(this, known);
    });
    expect(await read(server.url, options)).toEqual(CHANGED);
    expect(server.state.sent).toBe(2);
  });

  test('and only if it is the body that was checked', async () => {
    const folder = temporaryFolder();
    const cache = new HttpCache(folder, 'https://charts.example.com/index.yaml', 'nobody');
    const writer = await cache.write();
    writer.write(Buffer.from(JSON_INDEX));
    await writer.commit({ etag: '"1"' });
    const known = (await cache.find())!;
    expect(cache.readAll(known).toString()).toBe(JSON_INDEX);
    const body = join(folder, 'http', `${known.body}.body`);
    writeFileSync(body, JSON_INDEX.replace('0.0.8', '0.0.9'));
    expect(() => cache.readAll(known)).toThrow(DamagedBody);
    rmSync(body);
    expect(() => cache.readAll(known)).toThrow(DamagedBody);
  });
});

test('concurrent runs do not interfere with each other', async () => {
  const server = await serveVersioned();
  const options = optionsOf();
  const texts = [INDEX, indexOf(['a', '1.0.0'], ['b', '1.0.0'], ['c', '1.0.0'])];
  const runs = Array.from({ length: 20 }, async (_, i) => {
    server.state.text = texts[i % 2];
    return read(server.url, options);
  });
  for (const { isRead, entries, problems } of await Promise.all(runs)) {
    expect({ isRead, entries, problems }).toEqual({ isRead: true, entries: 3, problems: [] });
  }
  expect(await read(server.url, options)).toMatchObject({ entries: 3 });
  expect(namesIn(options).filter(name => name.endsWith('.tmp'))).toEqual([]);
});

test('files of a killed process are removed', async () => {
  const server = await serveVersioned();
  const options = optionsOf();
  await read(server.url, options);
  const folder = join(options.cacheFolder, 'http');
  // no process has the id 1
  const own = temporaryName();
  const dead = own.replace(/-\d+-/, '-4194999-');
  const [foreignOld, foreignNew] = ['aaaaaaaa', 'bbbbbbbb'].map(space => own.replace(/pctl-\w{8}/, `pctl-${space}`));
  for (const [name, hours] of [
    [own, 0],
    [dead, 0],
    [foreignOld, 2],
    [foreignNew, 0],
  ] as const) {
    // prettier-ignore
    writeFileSync(join(folder, name), '');
    const time = Date.now() / 1000 - hours * 3600;
    utimesSync(join(folder, name), time, time);
  }
  server.state.text = indexOf(['shop', '1.0.0']);
  await read(server.url, options);
  expect(readdirSync(folder).filter(name => name.endsWith('.tmp')).sort()).toEqual([foreignNew, own].sort()); // prettier-ignore
});
