/**
 * The newest versions in catalogs: a column of `pctl list`, and what `pctl outdated` leaves out.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const RELEASES = {
  'dist/production/a.yaml':
    releaseText('linkerd2', { version: '1.0.0', catalog: 'platform' }) +
    releaseText('viz', { version: '0.9.0' }) +
    releaseText('vault', { version: '3.0.0' }) +
    releaseText('constructor', { version: '1.0.0' }) +
    releaseText('podinfo', { isManaged: false }),
};
const LOCKS = {
  'catalogs/platform.lock.yaml': lockText('platform', {
    linkerd2: ['1.0.0', '2.0.0', '2.1.0-rc.1'],
    viz: ['1.0.0-rc.1'],
    vault: ['2.0.0'],
  }),
};

const list = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['list', ...argv]);
const availableIn = (stdout: string) =>
  JSON.parse(stdout).subscriptions.map(({ name, available }: Record<string, string>) => `${name} ${available}`);

describe('list', () => {
  test('shows the newest version in the catalogs, even an older one', async () => {
    expect(await list({ ...RELEASES, ...LOCKS })).toEqual({
      code: 0,
      stdout: `CLUSTER     SUBSCRIPTION  PROFILE         VERSION  AVAILABLE  LAYER  CATALOG
production  constructor   constructor     1.0.0    -          -      -
production  linkerd2      linkerd2        1.0.0    2.0.0      -      platform
production  podinfo       made elsewhere  -        -          -      -
production  vault         vault           3.0.0    2.0.0      -      -
production  viz           viz             0.9.0    -          -      -
`,
      stderr: '',
    });
    const { stdout } = await list({ ...RELEASES, ...LOCKS }, '-o', 'json');
    expect(availableIn(stdout)).toContain('linkerd2 2.0.0');
  });

  test.each([
    ['there is no folder of catalogs', {}, ''],
    [
      'a lock file cannot be read',
      { 'catalogs/a.lock.yaml': 'x' },
      'warning: catalogs/a.lock.yaml:1:1: not a lock file',
    ],
    ['the folder has no lock file', { 'catalogs/README.md': '' }, ''],
  ])('has no such column if %s', async (_, files: Record<string, string>, warning) => {
    const { code, stdout, stderr } = await list({ ...RELEASES, ...files });
    expect({ code, title: stdout.split('\n')[0] }).toEqual({
      code: 0,
      title: expect.not.stringContaining('AVAILABLE'),
    });
    expect(stderr).toContain(warning);
    if (warning === '') expect(stderr).toBe('');
  });

  test('shows what the other lock files have if one cannot be read, and reads the folder that is given', async () => {
    const cwd = writtenFiles({ ...RELEASES, 'other/a.lock.yaml': 'x', 'other/b.lock.yaml': Object.values(LOCKS)[0] });
    const { code, stdout, stderr } = await pctlIn(cwd, ['list', '--catalogs', 'other', '-o', 'json']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^warning: other\/a\.lock\.yaml:1:1: /),
    });
    expect(availableIn(stdout)).toContain('vault 2.0.0');
    const missing = await pctlIn(cwd, ['list', '--catalogs', 'gone', '-o', 'json']);
    expect(missing).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning: there is no folder gone/) });
    mkdirSync(join(cwd, 'catalogs/d.lock.yaml'), { recursive: true });
    expect(await pctlIn(cwd, ['list', '-o', 'json'])).toMatchObject({ code: 0, stderr: expect.stringContaining('it is a folder') }); // prettier-ignore
  });
});

describe('outdated --kube-version', () => {
  const lock = (rows: Readonly<Record<string, string>>) =>
    lockText('platform', { linkerd2: ['1.0.0'] }).replace(
      /( +)- origin:/,
      Object.entries(rows)
        .map(
          ([version, kube]) =>
            `    - kubeVersion: "${kube}"\n      origin: {kind: chart, chart: linkerd2}\n      version: ${version}\n`,
        )
        .join('') + '$1- origin:',
    );
  const files = {
    'catalogs/platform.lock.yaml': lock({ '3.0.0': '>=1.31.0-0', '2.0.0': '>=1.29.0-0', '1.1.0': '>=1.25.0' }),
    'dist/production/a.yaml': releaseText('linkerd2', { version: '1.0.0', range: '*' }),
  };
  const outdated = (...argv: string[]) => pctlIn(writtenFiles(files), ['outdated', ...argv]);

  test('offers only versions that can be installed, and says how many are left out', async () => {
    expect((await outdated()).stdout).toMatch(/ 3\.0\.0 \(major\) /);
    const { code, stdout, stderr } = await outdated('--kube-version', 'v1.30.2');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'warning: linkerd2 in production: 1 newer version of "linkerd2" cannot be installed on Kubernetes v1.30.2, and is left out\n',
    });
    expect(stdout).toMatch(/ 2\.0\.0 \(major\) {2}2\.0\.0 \(major\) {2}platform\n$/);
    const gke = JSON.parse((await outdated('--kube-version', 'v1.30.2-gke.100', '-o', 'json')).stdout).releases;
    expect(gke).toMatchObject([{ latest: '2.0.0', newer: [{ version: '2.0.0' }], leftOut: 2 }]);
    expect(await outdated('--kube-version', '1.24.0')).toMatchObject({ code: 0, stdout: '' });
  });

  test('fails with 2 for what is not a version', async () => {
    expect(await outdated('--kube-version', 'latest')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: "latest" is not a version of Kubernetes; write the version that the API server reports, which "kubectl version" prints, as in "v1.29.3"\n',
    });
  });
});
