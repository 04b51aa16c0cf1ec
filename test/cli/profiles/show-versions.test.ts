/**
 * What `pctl show` says about versions, and options that cannot be given.
 */
import { writtenFiles } from '../../deliver/written-files';
import { lockText, PLATFORM } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const show = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['show', ...argv]);

const FILES = { 'catalogs/platform.lock.yaml': PLATFORM };

test('a prerelease is marked', async () => {
  const { stdout } = await show(FILES, 'linkerd2-viz');
  expect(stdout).toContain('Version:        1.0.0-rc.2 (prerelease)\n');
  expect(stdout).toContain('Versions:       1.0.0-rc.2 (prerelease)\n                1.0.0-rc.1 (prerelease)\n');
});

test('fails for files of a profile in Git, and says where they are', async () => {
  const origin = { kind: 'git', url: 'https://git.example.com/a', tag: 'nginx/v1.0.0', folder: 'nginx' } as const;
  const files = { 'catalogs/git.lock.yaml': lockText('git', { nginx: { versions: ['v1.0.0'], origin } }) };
  expect((await show(files, 'nginx', '--values')).stderr).toBe(
    'error: git/nginx v1.0.0: it is a profile in Git, whose default values of its charts are not available here. Read them in folder nginx of https://git.example.com/a at tag nginx/v1.0.0, or run "pctl show ./DIR --values" in a working copy\n',
  );
  expect((await show(files, 'nginx', '--readme')).code).toBe(1);
});

test('all versions with their dates, prereleases marked', async () => {
  const about = { appVersion: '2.14.10', created: '2024-05-02T10:11:12Z', kubeVersion: '>=1.25.0-0' };
  const lock = lockText('mesh', { linkerd2: { versions: ['0.0.15', '0.1.0-rc.1'], ...about }, flagger: ['1.0.0'] });
  const files = { 'catalogs/mesh.lock.yaml': lock };
  expect(await show(files, 'linkerd2', '--versions')).toEqual({
    code: 0,
    stdout: `VERSION                  APP VERSION  CREATED
0.1.0-rc.1 (prerelease)  2.14.10      2024-05-02
0.0.15                   2.14.10      2024-05-02
`,
    stderr: '',
  });
  expect((await show(files, 'flagger', '--versions')).stdout).toBe('VERSION  APP VERSION  CREATED\n1.0.0    -            -\n'); // prettier-ignore
  expect((await show(files, 'linkerd2@0.0.15', '--versions', '-o', 'name')).stdout).toBe(
    'mesh/linkerd2@0.1.0-rc.1\nmesh/linkerd2@0.0.15\n',
  );
  const { versions } = JSON.parse((await show(files, 'linkerd2', '--versions', '-o', 'json')).stdout);
  expect(versions).toEqual([
    { version: '0.1.0-rc.1', ...about, prerelease: true },
    { version: '0.0.15', ...about, prerelease: false },
  ]);
});

test.each([
  [['--values', '--readme'], '"--values" and "--readme" cannot be given together. Give one of them'],
  [['--readme', '-o', 'json'], '"--readme" prints a file as it is. Leave out "-o json"'],
  [['--values', '-o', 'name'], '"--values" prints a file as it is. Leave out "-o name"'],
])('fails with 2 for %j', async (argv, message) => {
  expect(await show(FILES, 'linkerd2', ...argv)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
});

describe('--kube-version', () => {
  const files = {
    'catalogs/mesh.lock.yaml': lockText('mesh', {
      linkerd2: { versions: ['2.0.0'], kubeVersion: '>=1.29.0' },
      vault: ['1.0.0'],
      web: { versions: ['1.0.0'], origin: { kind: 'git', url: 'https://git.example.com/a', tag: 'v1.0.0' } },
    }),
  };

  test.each([
    ['linkerd2', 'v1.30.0', 'Kubernetes >=1.29.0, which v1.30.0 is'],
    ['linkerd2', 'v1.30.0-gke.100', 'Kubernetes >=1.29.0, which v1.30.0-gke.100 is not'],
    ['vault', '1.30', 'Kubernetes of any version, which 1.30 is'],
    ['web', '1.30', 'Kubernetes: not known for a profile in Git'],
  ])('%s on %s', async (profile, version, line) => {
    const { code, stdout } = await show(files, profile, '--kube-version', version);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`Prerequisites:  ${line}\n`) });
  });

  test('is a column of versions, and part of JSON', async () => {
    const { stdout } = await show(files, 'linkerd2', '--versions', '--kube-version', '1.28');
    expect(stdout).toBe('VERSION  APP VERSION  CREATED  ON 1.28\n2.0.0    -            -        no\n');
    const [one, all] = await Promise.all(
      [[], ['--versions']].map(argv => show(files, 'linkerd2', ...argv, '--kube-version', '1.28', '-o', 'json')),
    );
    expect(JSON.parse(one.stdout).fitsKubernetes).toBe(false);
    expect(JSON.parse(all.stdout).versions).toMatchObject([{ version: '2.0.0', fitsKubernetes: false }]);
  });

  test('fails with 2 for what is not a version', async () => {
    expect(await show(files, 'linkerd2', '--kube-version', 'latest')).toMatchObject({ code: 2, stdout: '' });
  });
});
