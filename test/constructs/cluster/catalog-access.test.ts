/**
 * Sources that programs write for catalogs whose lock files record how they are reached.
 */
import { Catalog, Cluster, Fleet, type ProfileArtifact, type SourceOptions } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogLock, formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import type { SourceAccess } from '../../../lib/model/formats/source-access';
import { ENTRIES } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

const HTTP = 'https://charts.example.com';
const OCI = 'oci://registry.example.com/charts';
const CHART: ProfileArtifact = { name: 'server', chart: { path: 'chart' } };
const VERIFY = { provider: 'cosign', secretRef: { name: 'keys' } } as const;

/** The spec of the source, and the problems, of a program that subscribes to one profile. */
function emit(url: string, access?: SourceAccess, own?: SourceOptions, repository?: string) {
  const folder = temporaryFolder();
  const source = {
    kind: 'HelmRepository',
    name: 'a',
    namespace: 'flux-system',
    url,
    ...(access && { access }),
  } as const;
  const file = join(folder, 'a.lock.yaml');
  writeFileSync(file, formatCatalogLock({ source, entries: ENTRIES }));
  const fleet = new Fleet({ outdir: join(folder, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'a', file, { repository });
  const sources = own && { [url]: own };
  const cluster = new Cluster(fleet, 'production', { catalog, sources });
  cluster.subscribe('cert-manager');
  expect(fleet.problems).toEqual([]);
  const found = cluster.toJson().find(({ kind }) => /^(Helm|OCI)Repository$/.test(String(kind)))!;
  return { name: (found.metadata as { name: string }).name, spec: found.spec as Record<string, unknown> };
}

test('a private catalog is written with its login', () => {
  const access = {
    secretRef: { name: 'login' },
    certSecretRef: { name: 'certificate' },
    passCredentials: true,
    interval: '1h',
  };
  expect(emit(HTTP, access).spec).toEqual({ url: HTTP, ...access });
});

test('a registry is written with its login, its proxy and its signatures', () => {
  const access: SourceAccess = {
    secretRef: { name: 'login' },
    proxySecretRef: { name: 'proxy' },
    insecure: true,
    provider: 'aws',
    verify: { ...VERIFY, matchOIDCIdentity: [{ issuer: 'a', subject: 'b' }] },
    interval: '30m',
  };
  expect(emit(OCI, access).spec).toMatchObject(access);
});

test('what the cluster says takes precedence, field by field', () => {
  const access = { secretRef: { name: 'login' }, certSecretRef: { name: 'certificate' }, interval: '1h' };
  expect(emit(HTTP, access, { secretRef: { name: 'own' } }).spec).toEqual({
    url: HTTP,
    ...access,
    secretRef: { name: 'own' },
  });
  expect(emit(HTTP, access, { secretRef: undefined, certSecretRef: undefined }).spec).toEqual({
    url: HTTP,
    interval: '1h',
  });
});

test('credentials are sent neither to a mirror nor to another repository', () => {
  const access: SourceAccess = { secretRef: { name: 'login' }, provider: 'gcp', insecure: true, verify: VERIFY };
  const mirrored = emit(OCI, access, { mirror: 'oci://mirror.internal/charts' }).spec;
  expect(Object.keys(mirrored).sort()).toEqual(['interval', 'layerSelector', 'ref', 'url', 'verify']);
  expect(emit(OCI, access, { mirror: 'https://mirror.internal' }).spec).toEqual({
    url: 'https://mirror.internal',
    interval: '10m',
  });
  expect(emit(HTTP, { secretRef: { name: 'login' } }, undefined, 'https://other.example.com').spec).toEqual({
    url: 'https://other.example.com',
    interval: '10m',
  });
});

test('each Git repository of a profile has its own login, unless the cluster says otherwise', () => {
  const folder = temporaryFolder();
  const git = (name: string) => `https://git.example.com/${name}`;
  const secret = (name: string) => ({ url: git(name), access: { secretRef: { name: `${name}-login` } } });
  const nested = (name: string): ProfileArtifact => ({
    name,
    profile: { source: { url: git(name), tag: 'v1.0.0' }, commit: 'c1', artifacts: [CHART] },
  });
  const artifacts = [CHART, nested('logging'), nested('public')];
  const origin = { kind: 'git', url: git('profiles'), tag: 'v1.0.0', commit: 'c0', artifacts } as const;
  const nothing = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };
  const lock: CatalogLock = {
    source: {
      kind: 'ProfileCatalogSource',
      name: 'a',
      namespace: 'flux-system',
      repositories: [secret('logging'), secret('profiles')],
    },
    entries: [{ name: 'web', version: '1.0.0', origin, ...nothing }],
  };
  writeFileSync(join(folder, 'a.lock.yaml'), formatCatalogLock(lock));
  const fleet = new Fleet({ outdir: join(folder, 'dist') });
  const catalog = Catalog.fromFile(fleet, 'a', join(folder, 'a.lock.yaml'));
  const loginsOf = (cluster: Cluster) => {
    cluster.subscribe('web');
    const specs = cluster.toJson().filter(({ kind }) => kind === 'GitRepository') as {
      spec: Record<string, unknown>;
    }[];
    return specs.map(({ spec: { url, secretRef } }) => [url, secretRef]).sort();
  };
  expect(loginsOf(new Cluster(fleet, 'production', { catalog }))).toEqual([
    [git('logging'), { name: 'logging-login' }],
    [git('profiles'), { name: 'profiles-login' }],
    [git('public'), undefined],
  ]);
  const sources = { [git('logging')]: { secretRef: { name: 'own' } }, [git('profiles')]: { mirror: git('mirror') } };
  expect(loginsOf(new Cluster(fleet, 'staging', { catalog, sources }))).toEqual([
    [git('logging'), { name: 'own' }],
    [git('mirror'), undefined],
    [git('public'), undefined],
  ]);
});

test('without access, the source has the name and the fields that it always had', () => {
  expect(emit(HTTP)).toEqual({ name: 'charts-example-com-68e85503', spec: { url: HTTP, interval: '10m' } });
});
