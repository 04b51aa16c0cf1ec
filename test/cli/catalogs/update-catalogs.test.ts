/**
 * Updates of lock files, with sources in the test.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { updateCatalogs, type UpdateTask } from '../../../lib/cli/catalogs/update-catalogs';
import { A, B, entry, source, offer, DOWN, cwd, lockFile, readLock, versionsIn, update } from './offered-locks';

afterEach(() => jest.useRealTimers());

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

test('the date of a version stays, whatever date its repository gives later', async () => {
  const dated = (created: string, digest = A) => offer({ ...entry('flagger', '0.0.2', digest), created });
  await update({ platform: offer(entry('flagger', '0.0.2', A)) });
  expect((await update({ platform: dated('2024-05-02T10:11:12Z') })).lines[1]).toBe(
    '  changed   flagger 0.0.2 (created)',
  );
  const text = readLock('platform');
  expect((await update({ platform: dated('2025-01-01T00:00:00Z') }, { check: true })).isGood).toBe(true);
  expect((await update({ platform: offer(entry('flagger', '0.0.2', A)) })).isGood).toBe(true);
  expect(readLock('platform')).toBe(text);
  await update({ platform: dated('2026-01-01T00:00:00Z', B) }, { acceptChanged: true });
  expect(readLock('platform')).toContain('created: "2026-01-01T00:00:00Z"');
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
