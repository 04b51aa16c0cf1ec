/**
 * Files of the cache that runs share, that fail to be written, or that killed processes leave.
 */
import { chmodSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DamagedBody } from '../../../lib/sources/cache/cache-writer';
import { HttpCache } from '../../../lib/sources/cache/http-cache';
import { temporaryName } from '../../../lib/files/temporary-name';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { breakAfter, INDEX, indexOf, optionsOf, serve } from '../serve';
import { serveVersioned, whenWriting, read, CHANGED, UNCHANGED, namesIn, bodyIn } from './versioned-server';

afterEach(() => jest.restoreAllMocks());

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
