/**
 * Sources that programs write for catalogs whose lock files record how they are reached.
 */
import { Catalog, Cluster, Fleet, type SourceOptions } from 'cdk8s-profiles';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCatalogLock } from '../../../lib/model/formats/catalog-lock';
import type { SourceAccess } from '../../../lib/model/formats/source-access';
import { ENTRIES } from '../platform-catalog';
import { temporaryFolder } from '../temporary-folder';

const HTTP = 'https://charts.example.com';
const OCI = 'oci://registry.example.com/charts';
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

test('without access, the source has the name and the fields that it always had', () => {
  expect(emit(HTTP)).toEqual({ name: 'charts-example-com-68e85503', spec: { url: HTTP, interval: '10m' } });
});
