/**
 * What is cached of a download, and when it is requested again.
 */
import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { INDEX, indexOf, optionsOf } from '../serve';
import { serveVersioned, read, CHANGED, UNCHANGED, namesIn, bodyIn } from './versioned-server';

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
