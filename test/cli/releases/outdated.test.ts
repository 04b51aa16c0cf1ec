import { releaseText, type ReleaseText, writtenFiles } from '../../deliver/written-files';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const PLATFORM = lockText('platform', {
  linkerd2: ['1.0.0', '1.0.1', '1.1.0', '2.0.0', '2.1.0-rc.1'],
  flagger: ['1.0.0', 'v1.0.1'],
  viz: ['1.0.0-rc.1', '1.0.0-rc.2'],
});

const outdated = (files: Record<string, string>, ...argv: string[]) =>
  pctlIn(writtenFiles({ 'catalogs/platform.lock.yaml': PLATFORM, ...files }), ['outdated', ...argv]);

/** A release of linkerd2 on production. */
const one = (options: ReleaseText) => ({ 'dist/production/a.yaml': releaseText('linkerd2', options) });

test('shows what is newer in range, and in any', async () => {
  const files = {
    'dist/production/a.yaml':
      releaseText('linkerd2', { version: '1.0.0', range: '~1.0.0', catalog: 'platform' }) +
      releaseText('flagger', { version: 'v1.0.1', range: '*', catalog: 'platform' }) +
      releaseText('podinfo', { isManaged: false }),
    'dist/staging/a.yaml': releaseText('mesh', { profile: 'linkerd2', version: '1.1.0' }),
  };
  expect(await outdated(files)).toEqual({
    code: 1,
    stdout: `CLUSTER     RELEASE   PROFILE   CURRENT  WANTED         LATEST         CATALOG
production  linkerd2  linkerd2  1.0.0    1.0.1 (patch)  2.0.0 (major)  platform
staging     mesh      linkerd2  1.1.0    1.1.0          2.0.0 (major)  platform
`,
    stderr: '',
  });
  expect((await outdated(files, '--cluster', 'staging', '-o', 'name')).stdout).toBe('staging/flux-system/mesh\n');
  expect((await outdated(files, '--namespace', 'flux-system', '-o', 'name')).stdout.split('\n')).toHaveLength(3);
});

test('says so if nothing is newer', async () => {
  expect(await outdated(one({ version: '2.0.0', range: '*' }))).toEqual({
    code: 0,
    stdout: '',
    stderr: 'nothing is outdated. "pctl catalog update" looks for newer versions\n',
  });
  expect(await outdated(one({ version: '2.0.0', range: '^2' }), '-o', 'json')).toEqual({
    code: 0,
    stdout: '{\n  "releases": []\n}\n',
    stderr: '',
  });
});

test('JSON', async () => {
  const { stdout } = await outdated(one({ version: '1.0.0', range: '^1' }), '-o', 'json');
  expect(JSON.parse(stdout)).toEqual({
    releases: [
      {
        cluster: 'production',
        namespace: 'flux-system',
        name: 'linkerd2',
        profile: 'linkerd2',
        current: '1.0.0',
        wanted: '1.1.0',
        latest: '2.0.0',
        wantedChange: 'minor',
        latestChange: 'major',
        newer: [
          { version: '2.0.0', change: 'major' },
          { version: '1.1.0', change: 'minor' },
          { version: '1.0.1', change: 'patch' },
        ],
        range: '^1',
        catalog: 'platform',
      },
    ],
  });
});

test('wide, with all newer versions, in whatever order they are locked', async () => {
  const { stdout } = await outdated(one({ version: '1.0.0', range: '^1' }), '-o', 'wide');
  expect(stdout.split('\n')[1]).toMatch(/ {2}platform {2}\^1 {5}2\.0\.0, 1\.1\.0, 1\.0\.1$/);
  const early = await outdated(one({ profile: 'viz', version: '1.0.0-rc.1' }), '-o', 'wide');
  expect(early.stdout.split('\n')[1]).toMatch(/ 1\.0\.0-rc\.2 \(prerelease\) .* 1\.0\.0-rc\.2$/);
});

describe('prereleases', () => {
  const versions = async (options: ReleaseText, ...argv: string[]) => {
    const { releases } = JSON.parse((await outdated(one(options), ...argv, '-o', 'json')).stdout);
    return releases.map((found: Record<string, string>) => `${found.wanted} ${found.latest}`);
  };
  test.each([
    ['are ignored', { version: '1.1.0', range: '*' }, [], ['2.0.0 2.0.0']],
    ['count if they are asked for', { version: '1.1.0', range: '*' }, ['--prerelease'], ['2.1.0-rc.1 2.1.0-rc.1']],
    ['count only within the range', { version: '1.0.0', range: '^1' }, ['--prerelease'], ['1.1.0 2.1.0-rc.1']],
    ['count if one is installed', { profile: 'viz', version: '1.0.0-rc.1' }, [], ['1.0.0-rc.1 1.0.0-rc.2']],
    ['count if the range asks for them', { version: '2.0.0', range: '>=2.0.0-0' }, [], ['2.1.0-rc.1 2.1.0-rc.1']],
  ])('%s', async (_, options, argv, expected) => {
    expect(await versions(options, ...argv)).toEqual(expected);
  });
});

describe('the catalog of a release', () => {
  const files = {
    'catalogs/extras.lock.yaml': lockText('extras', { linkerd2: ['1.0.0', '9.0.0'], vault: ['1.0.0', '1.1.0'] }),
  };
  test.each([
    ['the one that it came from', { version: '1.0.0', catalog: 'extras' }, '9.0.0', 'extras'],
    ['the only one that has the profile', { profile: 'vault', version: '1.0.0' }, '1.1.0', 'extras'],
    [
      'the only one, if its origin is unknown',
      { profile: 'flagger', version: '1.0.0', catalog: 'x' },
      'v1.0.1',
      'platform',
    ],
  ])('is %s', async (_, options, latest, catalog) => {
    const { stdout } = await outdated({ ...files, ...one(options) }, '-o', 'json');
    expect(JSON.parse(stdout).releases).toMatchObject([{ latest, catalog }]);
  });

  test('is the one with the profile, if two have the same name', async () => {
    const two = { 'catalogs/b.lock.yaml': lockText('platform', { vault: ['1.2.0'] }, 'team-a') };
    const { stdout } = await outdated({ ...two, ...one({ version: '1.0.0', catalog: 'platform' }) });
    expect(stdout).toMatch(/ 2\.0\.0 \(major\) {2}flux-system\/platform\n$/);
  });

  test.each([
    ['offered by none', { profile: 'kyverno' }, 'profile "kyverno" is not offered by any catalog'],
    [
      'not offered by its own',
      { profile: 'vault', catalog: 'platform' },
      'profile "vault" is not offered by catalog "platform"',
    ],
    [
      'offered by two',
      { catalog: 'gone' },
      'profile "linkerd2" is offered by flux-system/extras and flux-system/platform, and it is unknown which of them it came from',
    ],
    [
      'no longer offered in its version',
      { profile: 'vault', version: '1.2.0' },
      'version 1.2.0 of "vault" is no longer offered by catalog "extras"',
    ],
    [
      'with an invalid version',
      { version: 'newest', catalog: 'platform' },
      'version "newest" of profile "linkerd2" is not a valid version',
    ],
    [
      'with an invalid range',
      { version: '1.0.0', catalog: 'platform', range: 'newest' },
      '"newest" is not a valid range of versions',
    ],
    ['without a version', { version: '' }, 'the chart of profile "linkerd2" is in a source that is not a catalog'],
    ['named "constructor"', { profile: 'constructor' }, 'profile "constructor" is not offered by any catalog'],
  ])('is reported if it is %s', async (_, options, words) => {
    expect(await outdated({ ...files, ...one(options) })).toEqual({
      code: 0,
      stdout: '',
      stderr: `warning: linkerd2 in production: ${words}\n`,
    });
  });
});

test('a warning about many is printed once, and not at all with --quiet', async () => {
  const texts = ['a', 'b', 'c'].map(name => releaseText(name, { profile: 'kyverno', cluster: 'edge' }));
  const { stderr } = await outdated({ 'dist/a.yaml': texts.join('') });
  expect(stderr).toBe('warning: a in edge and 2 more: profile "kyverno" is not offered by any catalog\n');
  expect(await outdated({ 'dist/a.yaml': texts.join('') }, '--quiet')).toMatchObject({ code: 0, stderr: '' });
});

test('versions that differ only in build metadata or spelling are equal', async () => {
  const lock = { 'catalogs/platform.lock.yaml': lockText('platform', { linkerd2: ['v1.0.0'] }) };
  expect(await outdated({ ...lock, ...one({ version: '1.0.0', range: '*' }) })).toMatchObject({
    code: 0,
    stdout: '',
  });
});

test.each([
  ['for a folder without HelmReleases', { 'dist/a.yaml': '' }, 'no HelmRelease was found in dist'],
  [
    'without a lock file',
    { ...one({}), 'catalogs/platform.lock.yaml': 'x' },
    'catalogs/platform.lock.yaml:1:1: not a lock file',
  ],
])('fails with 1 %s', async (_, files: Record<string, string>, message) => {
  const { code, stdout, stderr } = await outdated(files);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`error: ${message}`);
});
