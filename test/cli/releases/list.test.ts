import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const HAND_MADE =
  '---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: podinfo}\nspec: {chart: {spec: {chart: podinfo, version: 6.5.4}}}\n';
const FILES = {
  'dist/staging/a.yaml': releaseText('flagger', { layer: 10, suspend: true }) + HAND_MADE,
  'dist/production/x.yaml': releaseText('mesh', {
    profile: 'linkerd2',
    namespace: 'team-a',
    layer: 2,
    catalog: 'platform',
    range: '~1.2',
  }),
  'dist/production/y.yaml': releaseText('vault'),
};
const list = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['list', ...argv]);

test('lists what each cluster installs, including releases made by others', async () => {
  expect(await list(FILES)).toEqual({
    code: 0,
    stdout: `CLUSTER     SUBSCRIPTION         PROFILE         VERSION  LAYER  CATALOG
production  vault                vault           1.2.3    -      -
production  team-a/mesh          linkerd2        1.2.3    2      platform
staging     default/podinfo      made elsewhere  6.5.4    -      -
staging     flagger (suspended)  flagger         1.2.3    10     -
`,
    stderr: '',
  });
});

test('the chart of a release made by hand, if its repository is known', async () => {
  const source = 'sourceRef: {kind: HelmRepository, name: podinfo}, ';
  const files = { 'dist/staging/a.yaml': HAND_MADE.replace('{chart: podinfo', `{${source}chart: podinfo`) };
  expect((await list(files)).stdout).toContain('default/podinfo  podinfo, made elsewhere  6.5.4');
  const { subscriptions } = JSON.parse((await list(files, '-o', 'json')).stdout);
  expect(subscriptions).toMatchObject([{ name: 'podinfo', chart: 'podinfo', managed: false }]);
});

test('wide, with range and location', async () => {
  const { stdout } = await list(FILES, '--namespace', 'team-a', '-o', 'wide');
  expect(stdout.split('\n')[1]).toMatch(/ {2}platform {2}~1\.2 {3}dist\/production\/x\.yaml:2$/);
});

test('names', async () => {
  const { stdout } = await list(FILES, '-o', 'name');
  expect(stdout.split('\n').slice(0, 2)).toEqual(['production/flux-system/vault', 'production/team-a/mesh']);
});

test('JSON and YAML', async () => {
  const [json, yaml] = await Promise.all(['json', 'yaml'].map(output => list(FILES, '-o', output)));
  const { subscriptions } = JSON.parse(json.stdout);
  expect(parse(yaml.stdout)).toEqual({ subscriptions });
  expect(subscriptions).toHaveLength(4);
  expect(subscriptions[1]).toEqual({
    cluster: 'production',
    namespace: 'team-a',
    name: 'mesh',
    profile: 'linkerd2',
    version: '1.2.3',
    layer: 2,
    catalog: 'platform',
    range: '~1.2',
    managed: true,
    suspended: false,
    file: 'dist/production/x.yaml',
    line: 2,
  });
  expect(subscriptions[2]).toMatchObject({ name: 'podinfo', managed: false });
});

test.each([
  [
    ['--cluster', 'production'],
    ['production/flux-system/vault', 'production/team-a/mesh'],
  ],
  [
    ['--namespace', 'flux-system'],
    ['production/flux-system/vault', 'staging/flux-system/flagger'],
  ],
  [['--cluster', 'staging', '--namespace', 'team-a', '--namespace', 'default'], ['staging/default/podinfo']],
])('%j', async (argv, names) => {
  const { code, stdout } = await list(FILES, ...argv, '-o', 'name');
  expect({ code, stdout }).toEqual({ code: 0, stdout: names.map(name => `${name}\n`).join('') });
});

test('the order of the files makes no difference', async () => {
  const texts = ['vault', 'linkerd2', 'flagger'].map(name => releaseText(name, { cluster: 'edge' }));
  const [a, b] = await Promise.all(
    [texts, [...texts].reverse()].map(all => list({ 'dist/all.yaml': all.join('') }, '-o', 'name')),
  );
  expect(b).toEqual(a);
});

describe('fails with 1', () => {
  test.each([
    ['for a missing folder', {}, [], 'dist cannot be read: it does not exist'],
    ['for a folder without HelmReleases', { 'dist/a.yaml': 'kind: A' }, [], 'no HelmRelease was found in dist. Run'],
    [
      'for an unknown cluster',
      FILES,
      ['--cluster', 'edge'],
      'no HelmRelease of cluster "edge" was found in dist. Its clusters are production, staging',
    ],
    [
      'for an unknown namespace',
      FILES,
      ['--namespace', 'x'],
      'no HelmRelease of namespace "x" was found in dist. Its namespaces are default, flux-system, team-a',
    ],
  ])('%s', async (_, files: Record<string, string>, argv, message) => {
    const { code, stdout, stderr } = await list(files, ...argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  test('for a file that cannot be read, and lists the others', async () => {
    const { code, stdout, stderr } = await list({ ...FILES, 'dist/z.yaml': 'a: b: c' }, '-o', 'name');
    expect({ code, lines: stdout.split('\n').length - 1 }).toEqual({ code: 1, lines: 4 });
    expect(stderr).toMatch(/^error: dist\/z\.yaml:1:4: .*\n$/);
  });
});

describe('--ref', () => {
  const git = (cwd: string, ...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...argv], { cwd });

  function repository(): string {
    const cwd = writtenFiles(FILES);
    git(cwd, 'init', '--quiet', '--initial-branch=main');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message', 'All');
    git(cwd, 'tag', 'v1');
    git(cwd, 'rm', '--quiet', '-r', 'dist/production');
    git(cwd, 'commit', '--quiet', '--message', 'Less');
    return cwd;
  }

  test('reads the folder of a commit, from anywhere in the work tree', async () => {
    const cwd = repository();
    mkdirSync(join(cwd, 'apps/shop'), { recursive: true });
    const expected = (await list(FILES, '-o', 'name')).stdout;
    expect(await pctlIn(cwd, ['list', '--ref', 'v1', '-o', 'name'])).toEqual({ code: 0, stdout: expected, stderr: '' });
    expect(await pctlIn(join(cwd, 'apps/shop'), ['list', '../../dist', '--ref', 'main~1', '-o', 'name'])).toMatchObject(
      {
        stdout: expected,
      },
    );
    const main = await pctlIn(cwd, ['list', '--ref', 'main', '-o', 'name']);
    expect(main.stdout).toBe('staging/default/podinfo\nstaging/flux-system/flagger\n');
  });

  test('names the file and the commit', async () => {
    const { stdout } = await pctlIn(repository(), ['list', '--ref', 'v1', '--namespace', 'team-a', '-o', 'json']);
    expect(JSON.parse(stdout).subscriptions).toMatchObject([{ file: 'v1:dist/production/x.yaml', line: 2 }]);
  });

  test.each([
    [['--ref', 'v2'], '"v2" is not a branch, tag or commit of this repository; correct it, or fetch it first'],
    [['--ref', '--all'], '"--all" is not a branch, tag or commit of this repository'],
    [['--ref', 'main', 'build'], 'there is no build in "main"; correct the folder, or the ref'],
    [['--ref', 'main', '..'], 'there is no .. in "main"'],
    [['--ref', 'main', 'dist/production'], 'there is no dist/production in "main"'],
  ])('fails for %j', async (argv, message) => {
    const { code, stderr } = await pctlIn(repository(), ['list', ...argv]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`error: ${message}`) });
  });

  test('fails outside of a git repository', async () => {
    const { code, stderr } = await list(FILES, '--ref', 'main');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^error: \S+ is not in a Git repository; leave out the ref\n$/),
    });
  });
});
