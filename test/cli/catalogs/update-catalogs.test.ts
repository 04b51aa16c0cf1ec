/**
 * Updates of lock files, with sources in the test.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { updateCatalogs, type UpdateOptions, type UpdateTask } from '../../../lib/cli/catalogs/update-catalogs';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import type { HelmRepositorySource, SourceContent } from '../../../lib/sources/reading/catalog-source';
import { temporaryFolder } from '../../constructs/temporary-folder';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

function entry(name: string, version: string, digest?: string, layer?: number): CatalogEntry {
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  return { name, version, layer, origin: { kind: 'chart', chart: name, digest }, ...nothing };
}

function source(name: string, namespace = 'flux-system'): HelmRepositorySource {
  const location = { file: `catalogs/${name}.yaml`, line: 1, column: 1 };
  return {
    kind: 'HelmRepository',
    name,
    namespace,
    url: 'https://charts.example.com',
    profiles: 'annotated',
    location,
  };
}

const offer = (...entries: CatalogEntry[]): SourceContent => ({ entries, problems: [], isRead: true });
const DOWN: SourceContent = {
  entries: [],
  problems: [{ kind: 'unreadable-file', file: 'https://charts.example.com', reason: 'it does not answer' }],
  isRead: false,
};

let cwd: string;
afterEach(() => jest.useRealTimers());
beforeEach(() => fs.mkdirSync(join((cwd = temporaryFolder()), 'catalogs')));

const lockFile = (name: string) => join(cwd, `catalogs/${name}.lock.yaml`);
const readLock = (name: string) => fs.readFileSync(lockFile(name), 'utf8');
const versionsIn = (name: string) =>
  parseCatalogLock(readLock(name), name).lock!.entries.map(found => `${found.name} ${found.version}`);

/** Updates the catalogs in `contents`, by their names. */
async function update(contents: Record<string, SourceContent | Error>, options: UpdateOptions = {}, names?: string[]) {
  const sources = Object.keys(contents).map(name => source(name));
  const chosen = sources.filter(({ name }) => names?.includes(name) ?? true);
  const lines: string[] = [];
  const stderr = (text: string) => lines.push(...text.split('\n').slice(0, -1));
  const context = { cwd, env: {}, stderr, stdout: () => expect('output').toBe('none') };
  const read = async ({ name }: { name: string }) => {
    const content = contents[name];
    if (content instanceof Error) throw content;
    return content;
  };
  const isGood = await updateCatalogs(context, { folder: 'catalogs', sources, chosen, read }, options);
  return { isGood, lines };
}

test('the first update writes each lock file; the next one writes nothing', async () => {
  const contents = { platform: offer(entry('linkerd2', '0.0.16', A)), empty: offer() };
  expect(await update(contents)).toEqual({
    isGood: true,
    lines: [
      'platform: new, 1 profile in 1 version; catalogs/platform.lock.yaml written',
      'empty: new, 0 profiles in 0 versions; catalogs/empty.lock.yaml written',
    ],
  });
  const { ino, mtimeMs } = fs.statSync(lockFile('platform'));
  expect(await update(contents)).toEqual({
    isGood: true,
    lines: ['platform: up to date, 1 profile in 1 version', 'empty: up to date, 0 profiles in 0 versions'],
  });
  expect(fs.statSync(lockFile('platform'))).toMatchObject({ ino, mtimeMs });
});

test('a few lines show what was added, changed and removed', async () => {
  await update({ platform: offer(entry('podinfo', '6.0.0', A), entry('flagger', '0.0.2', A, 2)) });
  const versions = Array.from({ length: 7 }, (_, i) => entry('linkerd2', `0.0.${i + 10}`, A));
  const others = Array.from({ length: 6 }, (_, i) => entry(`shop-${i}`, '1.0.0', A));
  const after = { platform: offer(entry('flagger', '0.0.2', A, 3), ...versions, ...others) };
  const checked = await update(after, { check: true });
  expect(checked.isGood).toBe(false);
  expect(checked.lines[0]).toBe('platform: 13 added, 1 changed, 1 vanished; catalogs/platform.lock.yaml would change');
  expect(versionsIn('platform')).toEqual(['flagger 0.0.2', 'podinfo 6.0.0']);
  expect((await update(after)).lines).toEqual([
    'platform: 13 added, 1 changed, 1 vanished; catalogs/platform.lock.yaml written',
    '  added     linkerd2 0.0.16, 0.0.15, 0.0.14, 0.0.13, 0.0.12, 2 more',
    '  added     shop-0 1.0.0',
    '  added     shop-1 1.0.0',
    '  added     shop-2 1.0.0',
    '  added     shop-3 1.0.0',
    '  added     2 profiles more; "--verbose" names them',
    '  changed   flagger 0.0.2 (layer)',
    '  vanished  podinfo 6.0.0',
  ]);
  expect(versionsIn('platform')).not.toContain('podinfo 6.0.0');
  const { lines } = await update({ platform: offer() }, { verbose: true });
  expect(lines).toHaveLength(1 + 8);
  expect(lines).toContain('  vanished  linkerd2 0.0.16, 0.0.15, 0.0.14, 0.0.13, 0.0.12, 0.0.11, 0.0.10');
});

test('with "quiet" only errors are printed', async () => {
  expect(await update({ platform: offer(entry('a', '1.0.0', A)) }, { quiet: true })).toEqual({
    isGood: true,
    lines: [],
  });
  const { lines } = await update({ platform: DOWN }, { quiet: true });
  expect(lines).toHaveLength(2);
});

test('"check" writes nothing, not even the first lock, and is content when nothing would change', async () => {
  const contents = { platform: offer(entry('linkerd2', '0.0.16', A)) };
  expect((await update(contents, { check: true })).isGood).toBe(false);
  expect(fs.readdirSync(join(cwd, 'catalogs'))).toEqual([]);
  await update(contents);
  expect((await update(contents, { check: true })).isGood).toBe(true);
});

test('a lock file that cannot be written is named, and all others are written', async () => {
  const half = { ...entry('linkerd2', '0.0.16', A), category: 'me\ud83d' };
  const { isGood, lines } = await update({ platform: offer(half), shops: offer(entry('shop', '1.0.0', A)) });
  expect(isGood).toBe(false);
  expect(lines[0]).toMatch(/^error: platform: .*half a surrogate pair/);
  expect(fs.readdirSync(join(cwd, 'catalogs'))).toEqual(['shops.lock.yaml']);
});

describe('the same version with another digest', () => {
  const before = { platform: offer(entry('linkerd2', '0.0.16', A), entry('flagger', '0.0.2', A)), shops: offer() };
  const after = {
    platform: offer(entry('linkerd2', '0.0.16', B), entry('linkerd2', '0.0.17', B), entry('flagger', '0.0.2')),
    shops: offer(entry('shop', '1.0.0', A)),
  };
  beforeEach(() => update(before));

  test('fails: that lock is not written, each version is named, and all other locks are written', async () => {
    const text = readLock('platform');
    const { isGood, lines } = await update(after);
    expect(isGood).toBe(false);
    expect(lines).toEqual([
      `error: platform: flagger 0.0.2 has another digest: was ${A}, there is no digest now`,
      `error: platform: linkerd2 0.0.16 has another digest: was ${A}, is ${B} now`,
      'error: platform: catalogs/platform.lock.yaml is not written: find out who published different content as the same version, and why; then use "--accept-changed"',
      'shops: 1 added; catalogs/shops.lock.yaml written',
      '  added     shop 1.0.0',
    ]);
    expect(readLock('platform')).toBe(text);
    expect((await update(after, { check: true })).isGood).toBe(false);
  });

  test('is accepted with "acceptChanged", and reported', async () => {
    const { isGood, lines } = await update(after, { acceptChanged: true });
    expect(isGood).toBe(true);
    expect(lines).toContain('platform: 1 added, 2 replaced; catalogs/platform.lock.yaml written');
    expect(lines).toContain(`  replaced  linkerd2 0.0.16 has another digest: was ${A}, is ${B} now`);
    expect(readLock('platform')).toContain(B);
  });
});

test('fails for a source that cannot be read, keeps its lock file, and writes all others', async () => {
  await update({ a: offer(entry('a', '1.0.0', A)), b: offer(), c: offer(), d: offer() });
  const text = readLock('a');
  const contents = { a: DOWN, b: new Error('nobody thought of this'), new: DOWN, d: offer(entry('d', '1.0.0', A)) };
  const { isGood, lines } = await update(contents);
  expect(isGood).toBe(false);
  expect(lines).toEqual([
    expect.stringMatching(/^error: a: https:.* it does not answer/),
    'error: a: catalogs/a.lock.yaml stays as it is',
    'error: b: it cannot be read: nobody thought of this',
    expect.stringMatching(/^error: new: https:.* it does not answer/),
    'error: new: catalogs/new.lock.yaml is not written',
    'd: 1 added; catalogs/d.lock.yaml written',
    '  added     d 1.0.0',
    expect.stringMatching(
      /^warning: catalogs\/c.lock.yaml is the lock of HelmRepository flux-system\/c, which is no longer in the folder/,
    ),
  ]);
  expect(readLock('a')).toBe(text);
  expect(fs.existsSync(lockFile('c'))).toBe(true);
});

test('fails for a bad version, and writes all others', async () => {
  const problem = { kind: 'invalid-entry', entry: 'chart "a" 1', reason: 'it has no name\x1b[2J' } as const;
  const { isGood, lines } = await update({ platform: { ...offer(entry('b', '1.0.0', A)), problems: [problem] } });
  expect(isGood).toBe(false);
  expect(lines[0]).toBe('error: platform: chart "a" 1 cannot be used: it has no name\\u001b[2J');
  expect(versionsIn('platform')).toEqual(['b 1.0.0']);
});

test.each([
  ['<<<<<<< ours\n', 'not a lock file'],
  ['', 'not a lock file'],
])('fails for a lock file that cannot be read, %j, and does not overwrite it', async (text, words) => {
  fs.writeFileSync(lockFile('platform'), text);
  const { isGood, lines } = await update({ platform: offer(entry('a', '1.0.0', A)), other: offer() });
  expect(isGood).toBe(false);
  expect(lines[0]).toContain(words);
  expect(lines[1]).toBe(
    'error: platform: catalogs/platform.lock.yaml exists but cannot be read, so it is not overwritten. Restore or delete it',
  );
  expect(readLock('platform')).toBe(text);
  expect(fs.existsSync(lockFile('other'))).toBe(true);
});

test('fails for a lock file with an entry that cannot be read', async () => {
  await update({ platform: offer(entry('a', '1.0.0', A)) });
  const text = readLock('platform').replace('version: 1.0.0', 'version: one');
  fs.writeFileSync(lockFile('platform'), text);
  expect((await update({ platform: offer(entry('a', '1.0.0', B)) })).isGood).toBe(false);
  expect(readLock('platform')).toBe(text);
});

test('fails for a lock file that cannot be written, and writes all others', async () => {
  fs.mkdirSync(join(cwd, 'elsewhere/gone'), { recursive: true });
  await update({ platform: offer() });
  fs.renameSync(lockFile('platform'), join(cwd, 'elsewhere/gone/a'));
  fs.symlinkSync('/proc/self/status', lockFile('other'));
  const { isGood, lines } = await update({ platform: offer(), other: offer() });
  expect(isGood).toBe(false);
  expect(lines.filter(line => line.startsWith('error: other: '))).toHaveLength(2);
  expect(versionsIn('platform')).toEqual([]);
});

test('a lock file with CRLF counts as unchanged', async () => {
  const contents = { platform: offer(entry('a', '1.0.0', A)) };
  await update(contents);
  const text = readLock('platform').replaceAll('\n', '\r\n');
  fs.writeFileSync(lockFile('platform'), text);
  expect((await update(contents, { check: true })).isGood).toBe(true);
  expect((await update(contents)).lines).toEqual(['platform: up to date, 1 profile in 1 version']);
  expect(readLock('platform')).toBe(text);
});

test('a lock file keeps its path and permissions, and may be a link', async () => {
  await update({ platform: offer() });
  fs.renameSync(lockFile('platform'), join(cwd, 'shared'));
  fs.chmodSync(join(cwd, 'shared'), 0o600);
  fs.symlinkSync('../shared', lockFile('mine'));
  fs.writeFileSync(join(cwd, '.pctl-00000000-1-00000000.tmp'), '');
  fs.utimesSync(join(cwd, '.pctl-00000000-1-00000000.tmp'), 0, 0);
  await update({ platform: offer(entry('a', '1.0.0', A)) });
  expect(fs.readdirSync(join(cwd, 'catalogs'))).toEqual(['mine.lock.yaml']);
  expect(fs.readdirSync(cwd).sort()).toEqual(['catalogs', 'shared']);
  expect(fs.readlinkSync(lockFile('mine'))).toBe('../shared');
  expect(fs.statSync(join(cwd, 'shared')).mode & 0o777).toBe(0o600);
  expect(versionsIn('mine')).toEqual(['a 1.0.0']);
});

test('only named catalogs are updated, and no others are reported', async () => {
  fs.writeFileSync(lockFile('broken'), '');
  const { isGood, lines } = await update({ a: offer(), b: DOWN }, {}, ['a']);
  expect({ isGood, lines }).toEqual({
    isGood: true,
    lines: ['a: new, 0 profiles in 0 versions; catalogs/a.lock.yaml written'],
  });
});

test('a changed URL is reported, even if every version is the same', async () => {
  await update({ platform: offer(entry('a', '1.0.0', A)) });
  fs.writeFileSync(lockFile('platform'), readLock('platform').replace('charts.example.com', 'old.example.com'));
  expect((await update({ platform: offer(entry('a', '1.0.0', A)) })).lines).toEqual([
    'platform: same versions, source or layout changed; catalogs/platform.lock.yaml written',
  ]);
});

test('on a terminal, progress is shown while a source is read, and then removed', async () => {
  jest.useFakeTimers();
  const written: string[] = [];
  const stderr = (text: string) => written.push(text);
  const read: UpdateTask['read'] = async (_, onProgress) => {
    onProgress?.(12_345_678, 20_000_000);
    jest.advanceTimersByTime(600);
    return offer();
  };
  const sources = [source('platform')];
  const context = { cwd, env: {}, stderr, stdout: stderr, isTerminal: true };
  await updateCatalogs(context, { folder: 'catalogs', sources, chosen: sources, read }, {});
  expect(written).toEqual([
    'reading platform 12.3 of 20.0 MB',
    '\r\x1b[K',
    'platform: new, 0 profiles in 0 versions; catalogs/platform.lock.yaml written\n',
  ]);
});
