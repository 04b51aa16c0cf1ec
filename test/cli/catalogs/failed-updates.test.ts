/**
 * Updates of lock files that fail, or must be confirmed.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { pctlIn } from '../pctl-in';
import { A, B, entry, offer, DOWN, cwd, lockFile, readLock, source, versionsIn, update } from './offered-locks';

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

/** A profile called "agent". */
const agentOf = (chart: string, version: string) => ({
  ...entry('agent', version),
  origin: { kind: 'chart', chart } as const,
});

test('two charts of one profile name, locked before, are not offered, and the next update leaves them out', async () => {
  const lock = { namespace: 'flux-system', name: 'platform', kind: 'HelmRepository' } as const;
  const entries = [agentOf('agent', '1.0.0'), agentOf('new-agent', '1.1.0'), entry('flagger', '1.0.0', A)];
  fs.writeFileSync(lockFile('platform'), formatCatalogLock({ source: { ...lock, url: source('a').url }, entries }));
  const { code, stdout, stderr } = await pctlIn(cwd, ['search', '-o', 'name']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'platform/flagger\n' });
  expect(stderr).toMatch(/^error: catalogs\/platform.lock.yaml:\d+:\d+: chart "agent" \(.*\) and chart "new-agent" \(/);
  const { isGood, lines } = await update({ platform: offer(entry('flagger', '1.0.0', A)) });
  expect({ isGood, lines }).toMatchObject({ isGood: true, lines: [expect.stringContaining('2 vanished'), expect.anything()] }); // prettier-ignore
});

test('fails for a chart that takes the profile name of one that cannot be read now', async () => {
  await update({ platform: offer(agentOf('agent', '1.0.0'), entry('flagger', '1.0.0', A)) });
  const { isGood, lines } = await update({
    platform: { ...offer(agentOf('new-agent', '1.1.0')), unreadCharts: [{ chart: 'agent' }, { chart: 'flagger' }] },
  });
  expect(isGood).toBe(false);
  expect(lines[0]).toContain('chart "agent" (catalogs/platform.lock.yaml:');
  expect(lines[0]).toContain(') and chart "new-agent" have one profile name, "agent"');
  expect(versionsIn('platform')).toEqual(['flagger 1.0.0']);
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
