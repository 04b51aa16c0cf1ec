/**
 * Updates of single profiles, and of single versions whose content has changed.
 */
import { A, B, entry, offer, readLock, update, versionsIn } from './offered-locks';
import * as served from './catalog-command';
import { answering, indexOf, serve } from '../../sources/serve';

const BEFORE = offer(entry('flagger', '1.0.0', A, 1), entry('linkerd2', '0.0.16', A), entry('vault', '1.0.0', A));
const AFTER = offer(
  entry('flagger', '1.0.0', A, 9),
  entry('linkerd2', '0.0.17', A),
  entry('linkerd2', '0.0.16', A),
  entry('kyverno', '1.0.0', A),
);
/** The lines of one profile in the lock file. */
const linesOf = (profile: string) => new RegExp(`^  ${profile}:\n(?:    .*\n)+`, 'm').exec(readLock('platform'))?.[0];

describe('--profile', () => {
  test('updates only these profiles; others stay byte for byte, even if they vanished or changed', async () => {
    await update({ platform: BEFORE });
    const others = ['flagger', 'vault'].map(linesOf);
    const { isGood, lines } = await update({ platform: AFTER }, { profile: ['linkerd2'] });
    expect({ isGood, lines }).toEqual({
      isGood: true,
      lines: ['platform: 1 added; catalogs/platform.lock.yaml written', '  added     linkerd2 0.0.17'],
    });
    expect(['flagger', 'vault'].map(linesOf)).toEqual(others);
    expect(versionsIn('platform')).toEqual(['flagger 1.0.0', 'linkerd2 0.0.17', 'linkerd2 0.0.16', 'vault 1.0.0']);
    expect((await update({ platform: AFTER }, { profile: ['linkerd2'], check: true })).isGood).toBe(true);
    await update({ platform: AFTER }, { profile: ['kyverno', 'vault'] });
    expect(versionsIn('platform')).toEqual(['flagger 1.0.0', 'kyverno 1.0.0', 'linkerd2 0.0.17', 'linkerd2 0.0.16']);
  });

  test('does not refuse what has changed in other profiles', async () => {
    await update({ platform: BEFORE });
    const changed = offer(entry('vault', '1.0.0', B), entry('linkerd2', '0.0.17', A));
    expect((await update({ platform: changed }, { profile: ['linkerd2'] })).isGood).toBe(true);
    expect((await update({ platform: changed }, { profile: ['vault'] })).isGood).toBe(false);
  });

  test.each(['linkerd', 'constructor'])('fails for %s, which no catalog has', async name => {
    await update({ platform: BEFORE });
    const { isGood, lines } = await update({ platform: AFTER }, { profile: [name] });
    expect(isGood).toBe(false);
    expect(lines.at(-1)).toMatch(new RegExp(`^error: no catalog that was read has a profile "${name}"`));
  });
});

describe('--accept-changed with a version', () => {
  const changed = offer(entry('flagger', '1.0.0', B, 1), entry('linkerd2', '0.0.16', B), entry('vault', '1.0.0', A));
  beforeEach(() => update({ platform: BEFORE }));

  test('accepts these versions, and refuses the file while another one has changed', async () => {
    const text = readLock('platform');
    const one = await update({ platform: changed }, { acceptChanged: ['linkerd2@0.0.16'] });
    expect(one.isGood).toBe(false);
    expect(readLock('platform')).toBe(text);
    const acceptChanged = ['linkerd2@0.0.16', 'flagger@1.0.0'];
    expect((await update({ platform: changed }, { acceptChanged, check: true })).lines[0]).toMatch(/ 2 replaced; /);
    expect((await update({ platform: changed }, { acceptChanged })).isGood).toBe(true);
    expect(linesOf('flagger')).toContain(B);
  });

  test('with "profile", accepts one and leaves the others', async () => {
    const options = { acceptChanged: ['linkerd2@0.0.16'], profile: ['linkerd2'] };
    expect((await update({ platform: changed }, options)).isGood).toBe(true);
    expect([linesOf('linkerd2'), linesOf('flagger')]).toEqual([expect.stringContaining(B), expect.stringContaining(A)]);
  });

  test.each([
    [changed, 'what has changed is flagger@1.0.0, linkerd2@0.0.16'],
    [BEFORE, 'no version has changed'],
  ])('fails for a version that has not changed, and says which have', async (content, words) => {
    const { isGood, lines } = await update({ platform: content }, { acceptChanged: ['linkerd2@0.0.15'] });
    expect(isGood).toBe(false);
    expect(lines.at(-1)).toBe(`error: "linkerd2@0.0.15" of "--accept-changed" has not changed; ${words}`);
  });
});

test('in a command, what follows without "@" is the name of a catalog', async () => {
  const { url } = await serve(answering(indexOf(['linkerd2', '0.0.16'])));
  served.write('catalogs/platform.yaml', served.repository('platform', url));
  expect((await served.pctl('update', '--accept-changed', 'platform')).code).toBe(0);
  expect(await served.pctl('update', '--accept-changed', '--accept-changed', 'x@1.0.0')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('error: "x@1.0.0" of "--accept-changed" has not changed; no version has changed\n'),
  });
  expect((await served.pctl('update', 'platform', '--accept-changed')).code).toBe(0);
  const mixed = ['--accept-changed', 'linkerd2@0.0.16', '--accept-changed', 'platform'];
  expect(await served.pctl('update', ...mixed)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: "platform" of "--accept-changed" has no version\. Write PROFILE@VERSION/),
  });
  expect((await served.pctl('update', '--profile', 'linkerd2', '--profile', 'gone')).stderr).toContain(
    'profile "gone"',
  );
});
