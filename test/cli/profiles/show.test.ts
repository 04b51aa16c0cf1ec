import { parse } from 'yaml';
import { writtenFiles } from '../../deliver/written-files';
import { lockText, PLATFORM } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const show = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['show', ...argv]);

const FILES = { 'catalogs/platform.lock.yaml': PLATFORM };

const VAULT = lockText('secrets', {
  vault: {
    versions: ['1.2.0', '1.10.0'],
    description: 'Keeps secrets\nand leases',
    maintainers: [
      { name: 'Jane', email: 'jane@example.com', url: 'https://example.com' },
      { name: 'ops@example.com', email: 'ops@example.com' },
    ],
    kubeVersion: '>=1.27.0-0',
    appVersion: '1.17.2',
    created: '2024-05-02T10:11:12Z',
    home: 'https://vault.example.com',
    sources: ['https://git.example.com/vault', 'https://git.example.com/vault-helm'],
    links: [{ name: 'Docs', url: 'https://docs.example.com' }, { url: 'https://chat.example.com' }],
    prerequisites: ['a storage class'],
    keywords: ['secrets', 'kms'],
    origin: { kind: 'chart', chart: 'vault', digest: 'sha256:0a1b' },
    dependencies: [{ name: 'consul', version: '^1.0', repository: 'https://helm.example.com' }, { name: 'common' }],
  },
});

test('everything that is known, as a page', async () => {
  expect(await show({ 'catalogs/secrets.lock.yaml': VAULT }, 'vault')).toEqual({
    code: 0,
    stdout: `Catalog:        flux-system/secrets
Name:           vault
Version:        1.10.0
App version:    1.17.2
Created:        2024-05-02
Description:    Keeps secrets
                and leases
URL:            https://charts.example.com/secrets
Home:           https://vault.example.com
Sources:        https://git.example.com/vault
                https://git.example.com/vault-helm
Links:          Docs (https://docs.example.com)
                https://chat.example.com
Maintainers:    Jane <jane@example.com> (https://example.com)
                ops@example.com
Prerequisites:  Kubernetes >=1.27.0-0
                a storage class
Layer:          -
Category:       -
Keywords:       secrets, kms
Origin:         chart vault
                sha256:0a1b
Dependencies:   consul ^1.0 (https://helm.example.com)
                common
Versions:       1.10.0
                1.2.0
`,
    stderr: '',
  });
});

test('a folder of a git repository', async () => {
  const origin = {
    kind: 'git',
    url: 'https://git.example.com/a',
    tag: 'nginx/v1.0.0',
    folder: 'nginx',
    commit: 'f00',
  } as const;
  const lock = lockText('git', { nginx: { versions: ['v1.0.0'], origin } });
  const { stdout } = await show({ 'catalogs/git.lock.yaml': lock }, 'nginx');
  expect(stdout).toContain('URL:            https://git.example.com/a\n');
  expect(stdout).toContain('Origin:         git tag nginx/v1.0.0, folder nginx\n                commit f00\n');
});

test('JSON and YAML are an item of "pctl search", its URL and all versions', async () => {
  const [json, yaml] = await Promise.all(['json', 'yaml'].map(output => show(FILES, 'linkerd2', '-o', output)));
  const { profiles } = JSON.parse(
    (await pctlIn(writtenFiles(FILES), ['search', 'linkerd2', 'mesh', '-o', 'json'])).stdout,
  );
  const url = 'https://charts.example.com/platform';
  expect(JSON.parse(json.stdout)).toEqual({ ...profiles[0], url, versions: ['0.1.0-rc.1', '0.0.16', '0.0.15'] });
  expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
});

test('many versions are counted, and listed by "-o wide"', async () => {
  const versions = Array.from({ length: 12 }, (_, i) => `1.0.${i}`);
  const files = { 'catalogs/a.lock.yaml': lockText('a', { vault: versions }) };
  expect((await show(files, 'vault')).stdout).toMatch(/ 1\.0\.2\n +and 2 more \(-o wide\)\n$/);
  expect((await show(files, 'vault', '-o', 'wide')).stdout).toMatch(/ 1\.0\.2\n +1\.0\.1\n +1\.0\.0\n$/);
});

test.each([
  ['linkerd2', '0.0.16'],
  ['platform/linkerd2', '0.0.16'],
  ['flux-system/platform/linkerd2', '0.0.16'],
  ['linkerd2@0.0.15', '0.0.15'],
  ['linkerd2@0.1.0-rc.1', '0.1.0-rc.1'],
  ['linkerd2@<0.0.16', '0.0.15'],
  ['linkerd2@latest', '0.0.16'],
  ['platform/linkerd2@~0.0.1', '0.0.16'],
  ['platform/linkerd2/0.0.15', '0.0.15'],
  ['platform/linkerd2/latest', '0.0.16'],
  ['flux-system/platform/linkerd2/0.x', '0.0.16'],
  ['flux-system/platform/linkerd2@0.x', '0.0.16'],
])('%s is %s', async (reference, version) => {
  const { code, stdout } = await show(FILES, reference, '-o', 'name');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `platform/linkerd2@${version}\n` });
});

test.each([
  ['linkerd2', '0.1.0-rc.1'],
  ['linkerd2@latest', '0.1.0-rc.1'],
  ['linkerd2@~0.0.15', '0.0.16'],
  ['linkerd2@<0.1.0', '0.0.16'],
])('with --prerelease, %s is %s', async (reference, version) => {
  expect((await show(FILES, reference, '--prerelease', '-o', 'name')).stdout).toBe(`platform/linkerd2@${version}\n`);
});

test('a profile without a release is shown, but has no "latest"', async () => {
  expect((await show(FILES, 'linkerd2-viz', '-o', 'name')).stdout).toBe('platform/linkerd2-viz@1.0.0-rc.2\n');
  const { code, stderr } = await show(FILES, 'linkerd2-viz@latest');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'catalog "platform" has only prereleases of "linkerd2-viz", which "latest" does not include. Ask for version "1.0.0-rc.2"',
  );
});

describe('a profile of several catalogs', () => {
  const files = {
    'catalogs/a.lock.yaml': lockText('platform', { vault: ['1.0.0'] }, 'team-b'),
    'catalogs/b.lock.yaml': lockText('platform', { vault: ['2.0.0'], flagger: ['1.0.0'] }, 'team-a'),
    'catalogs/c.lock.yaml': lockText('extras', { vault: ['3.0.0'] }),
  };

  test.each(['vault', 'vault@1.0.0'])('fails for %s, and lists the candidates', async reference => {
    const [, version = ''] = /(@.*)/.exec(reference) ?? [];
    const names = ['team-b/platform/vault', 'team-a/platform/vault', 'flux-system/extras/vault'];
    expect(await show(files, reference)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `error: several profiles have that name: ${names.map(name => name + version).join(', ')}. Write one of them in full\n`,
    });
  });

  test('is found by the name of its catalog, or by that and the namespace', async () => {
    expect((await show(files, 'extras/vault', '-o', 'name')).stdout).toBe('extras/vault@3.0.0\n');
    expect((await show(files, 'team-a/platform/vault', '-o', 'name')).stdout).toBe('team-a/platform/vault@2.0.0\n');
    expect((await show(files, 'platform/flagger', '-o', 'name')).stdout).toBe('team-a/platform/flagger@1.0.0\n');
  });

  test('fails if a text matches two profiles', async () => {
    const both = {
      'catalogs/a.lock.yaml': lockText('b', { c: ['1.0.0'] }, 'a'),
      'catalogs/b.lock.yaml': lockText('a', { b: ['1.0.0'] }),
    };
    expect((await show(both, 'a/b/c')).stderr).toContain('several profiles have that name: a/b/c, flux-system/a/b@c.');
  });
});

test.each([
  ['linkerd', 'catalog "platform" has no profile "linkerd"; the nearest: linkerd2, linkerd2-viz. Correct the name'],
  ['xyzzy', 'catalog "platform" has no profile "xyzzy". Correct the name, or look for it with "pctl search"'],
  ['constructor', 'catalog "platform" has no profile "constructor".'],
  ['platfrom/linkerd2', 'there is no catalog "platfrom". The catalogs are: platform'],
  ['team-a/platform/linkerd2', 'there is no catalog "team-a/platform". The catalogs are: platform'],
  ['linkerd2@^7', 'no version of "linkerd2" in catalog "platform" is in "^7"; the nearest: 0.0.16, 0.0.15'],
  ['linkerd2@newest', 'version "newest" of "linkerd2" is not a range: '],
])('fails for %s', async (reference, message) => {
  const { code, stdout, stderr } = await show(FILES, reference);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`error: ${message}`);
});

test.each(['linkerd2/', '/linkerd2', 'linkerd2@', '@1.0.0', 'a/b/c/d/e', 'a/b/c/d@1'])(
  'fails with 2 for %j, which is not a name',
  async reference => {
    const { code, stderr } = await show(FILES, reference);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error: "${reference}" is not the name of a profile. Write [[NAMESPACE/]CATALOG/]PROFILE[@VERSION]\n`,
    });
  },
);
