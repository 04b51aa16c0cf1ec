/**
 * `pctl outdated` for charts that the program names without a catalog.
 */
import { Catalog, Cluster, Fleet, Profile } from 'cdk8s-profiles';
import { join } from 'node:path';
import { formatCatalogLock, type LockSource } from '../../../lib/model/formats/catalog-lock';
import { ENTRIES } from '../../constructs/platform-catalog';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const JETSTACK = 'https://charts.jetstack.io';
const REGISTRY = 'oci://ghcr.io/charts';

/** A lock file with a chart whose profile has another name. */
function lock(source: Partial<LockSource>, ...versions: string[]): string {
  const entries = versions.map(version => ({
    ...ENTRIES[0],
    name: 'certificates',
    version,
    origin: { kind: 'chart', chart: 'cert-manager' } as const,
  }));
  const about = {
    kind: 'HelmRepository',
    name: 'upstream',
    namespace: 'flux-system',
    url: JETSTACK,
    ...source,
  } as const;
  return formatCatalogLock({ source: about, entries });
}

/** Writes a program that subscribes to charts by themselves, and asks what is outdated. */
async function outdated(locks: Readonly<Record<string, string>>, repository = JETSTACK, ...argv: string[]) {
  const cwd = writtenFiles(Object.fromEntries(Object.entries(locks).map(([name, text]) => [`catalogs/${name}`, text])));
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  const cluster = new Cluster(fleet, 'production');
  const chart = { repository: `${repository}/`, chart: 'cert-manager', version: '1.17.0' };
  cluster.subscribe(Profile.fromHelmChart({ ...chart, profileName: 'tls' }));
  fleet.synth();
  return pctlIn(cwd, ['outdated', ...argv]);
}

test.each([
  [JETSTACK, { url: JETSTACK }],
  [REGISTRY, { url: REGISTRY, kind: 'OCIRepository' as const }],
])('a chart of %s has the versions that a catalog of the same repository locks', async (repository, source) => {
  const locks = { 'a.lock.yaml': lock(source, '1.18.2', '1.17.0') };
  expect(await outdated(locks, repository)).toEqual({
    code: 1,
    stdout: `CLUSTER     RELEASE  PROFILE  CURRENT  WANTED  LATEST          CATALOG
production  tls      tls      1.17.0   1.17.0  1.18.2 (minor)  upstream
`,
    stderr: '',
  });
});

test('of several catalogs of the repository, the one with the newest version counts', async () => {
  const locks = {
    'a.lock.yaml': lock({ name: 'a' }, '1.17.0'),
    'b.lock.yaml': lock({ name: 'b' }, '1.18.2', '1.17.0'),
    'c.lock.yaml': lock({ name: 'c', url: 'https://charts.example.com' }, '9.0.0'),
  };
  const { releases } = JSON.parse((await outdated(locks, JETSTACK, '-o', 'json')).stdout);
  expect(releases).toMatchObject([{ current: '1.17.0', latest: '1.18.2', catalog: 'b' }]);
});

test('a chart of that name in another repository is another chart', async () => {
  const locks = { 'a.lock.yaml': lock({ url: 'https://charts.example.com' }, '9.0.0') };
  expect(await outdated(locks)).toEqual({
    code: 0,
    stdout: '',
    stderr: `warning: tls in production: chart "cert-manager" of ${JETSTACK} is not in any catalog\n`,
  });
});

test('a release of a catalog that is called otherwise in the program is found by its chart', async () => {
  const cwd = writtenFiles({
    'catalogs/a.lock.yaml': lock({}, '1.18.2', '1.17.0'),
    'catalogs/b.lock.yaml': lock({ name: 'b', url: 'https://charts.example.com' }, '9.0.0', '1.17.0'),
  });
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'jetstack', join(cwd, 'catalogs/a.lock.yaml'));
  new Cluster(fleet, 'production', { catalog }).subscribe('certificates', { version: '~1.17' });
  fleet.synth();
  const { releases } = JSON.parse((await pctlIn(cwd, ['outdated', '-o', 'json'])).stdout);
  expect(releases).toMatchObject([{ wanted: '1.17.0', latest: '1.18.2', catalog: 'upstream' }]);
});

test('a chart of a HelmRepository on the cluster is found if a catalog is that HelmRepository', async () => {
  const sourceRef = { kind: 'HelmRepository', name: 'upstream', namespace: 'sources' } as const;
  const cwd = writtenFiles({ 'catalogs/a.lock.yaml': lock({ sourceRef }, '1.18.2', '1.17.0') });
  const fleet = new Fleet({ outdir: join(cwd, 'dist') });
  for (const [name, namespace] of [
    ['production', 'sources'],
    ['staging', 'elsewhere'],
  ]) {
    const profile = { profileName: 'tls', chart: 'cert-manager', version: '1.17.0' };
    new Cluster(fleet, name).subscribe(Profile.fromHelmChart({ ...profile, sourceRef: { ...sourceRef, namespace } }));
  }
  fleet.synth();
  const { stdout, stderr } = await pctlIn(cwd, ['outdated', '-o', 'json']);
  expect(JSON.parse(stdout).releases).toMatchObject([{ cluster: 'production', current: '1.17.0', latest: '1.18.2' }]);
  expect(stderr).toBe('warning: tls in staging: profile "tls" is not offered by any catalog\n');
});

test('sources of one name in two clusters are told apart by their folders', async () => {
  const source = (url: string) =>
    `---\n${JSON.stringify({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', metadata: { name: 'charts', namespace: 'flux-system' }, spec: { url } })}\n`;
  const release = (version: string) => {
    const [, text] = releaseText('tls', { version }).split('---\n');
    const object = JSON.parse(text) as { spec: object };
    const sourceRef = { kind: 'HelmRepository', name: 'charts' };
    return `---\n${JSON.stringify({ ...object, spec: { chart: { spec: { chart: 'cert-manager', version, sourceRef } } } })}\n`;
  };
  const cwd = writtenFiles({
    'catalogs/a.lock.yaml': lock({}, '1.18.2', '1.17.0'),
    'catalogs/b.lock.yaml': lock({ name: 'b', url: 'https://charts.example.com' }, '9.0.0'),
    'dist/production/a.yaml': source(`${JETSTACK}/`) + release('1.17.0'),
    'dist/staging/a.yaml': source('https://charts.example.com') + release('9.0.0'),
    'dist/edge/a.yaml': release('1.17.0'),
  });
  const { stdout, stderr } = await pctlIn(cwd, ['outdated', '-o', 'json']);
  expect(JSON.parse(stdout).releases).toMatchObject([{ cluster: 'production', latest: '1.18.2' }]);
  expect(stderr).toBe('warning: tls in edge: profile "tls" is not offered by any catalog\n');
});
