/**
 * `pctl plan --kube-version`: charts that Helm would refuse to install.
 */
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const origin = { kind: 'git', url: 'https://git.example.com/a', tag: 'v1.0.0' } as const;
const FILES = {
  'catalogs/platform.lock.yaml': lockText('platform', {
    linkerd2: { versions: ['2.0.0', '1.0.0'], kubeVersion: '>=1.29.0' },
    vault: ['1.0.0'],
    web: { versions: ['1.0.0'], origin },
  }),
  'dist/production/a.yaml':
    releaseText('linkerd2', { version: 'v1.0.0', catalog: 'platform' }) +
    releaseText('vault', { version: '1.0.0' }) +
    releaseText('web', { version: '1.0.0' }) +
    releaseText('constructor', { version: '1.0.0' }) +
    releaseText('podinfo', { isManaged: false }),
};

const plan = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['plan', ...argv]);

test('a release whose chart does not take that version is marked, and a warning says what it requires', async () => {
  const { code, stdout, stderr } = await plan(FILES, '--kube-version', 'v1.28.4');
  expect(code).toBe(0);
  expect(stdout).toContain(' linkerd2 v1.0.0 (needs Kubernetes >=1.29.0) ');
  expect(stderr).toBe(
    'warning: linkerd2 in production: the chart of "linkerd2" v1.0.0 requires Kubernetes >=1.29.0, which v1.28.4 is not\n',
  );
});

test('nothing is marked without a version, or on one that the charts take', async () => {
  const { stdout } = await plan(FILES);
  expect(stdout).not.toContain('needs');
  expect(await plan(FILES, '--kube-version', '1.29')).toEqual({ code: 0, stdout, stderr: '' });
  // the suffix of a vendor is that of a prerelease
  expect((await plan(FILES, '--kube-version', 'v1.30.0-gke.100')).stdout).toContain('needs Kubernetes >=1.29.0');
});

test('JSON says what is known', async () => {
  const known = async (...argv: string[]) =>
    JSON.parse((await plan(FILES, '-o', 'json', ...argv)).stdout).clusters[0].releases.map(
      ({ name, kubeVersion, fitsKubernetes }: Record<string, unknown>) => [name, kubeVersion, fitsKubernetes],
    );
  expect(await known('--kube-version', 'v1.28.4')).toEqual([
    ['constructor', null, null],
    ['linkerd2', '>=1.29.0', false],
    ['podinfo', null, null],
    ['vault', null, true],
    ['web', null, null],
  ]);
  expect(await known()).toContainEqual(['linkerd2', null, null]);
});

test('without lock files nothing is known, which is a warning', async () => {
  const releases = { 'dist/production/a.yaml': FILES['dist/production/a.yaml'] };
  expect(await plan(releases, '--kube-version', '1.28')).toMatchObject({
    code: 0,
    stderr: 'warning: without lock files, nothing is known about charts\n',
  });
});

test('fails with 2 for what is not a version', async () => {
  expect(await plan(FILES, '--kube-version', '29')).toMatchObject({ code: 2, stdout: '' });
});
