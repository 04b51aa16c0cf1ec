/**
 * What a lock file records about the access to its source.
 */
import { formatCatalogLock, parseCatalogLock, parseLockInFull } from '../../../lib/model/formats/catalog-lock';
import { formatProblem } from '../../../lib/model/problem-words';
import type { SourceAccess } from '../../../lib/model/formats/source-access';
import { ENTRIES } from '../../constructs/platform-catalog';

const SOURCE = {
  kind: 'HelmRepository',
  name: 'a',
  namespace: 'flux-system',
  url: 'oci://registry.example.com',
} as const;
const write = (access?: SourceAccess) =>
  formatCatalogLock({ source: { ...SOURCE, ...(access && { access }) }, entries: ENTRIES });

const EVERYTHING: Required<SourceAccess> = {
  interval: '1h',
  secretRef: { name: 'login' },
  certSecretRef: { name: 'certificate' },
  proxySecretRef: { name: 'proxy' },
  passCredentials: true,
  insecure: true,
  provider: 'aws',
  verify: {
    provider: 'cosign',
    secretRef: { name: 'keys' },
    matchOIDCIdentity: [{ issuer: '^https://token\\.example\\.com$', subject: '^release$' }],
    trustedRootSecretRef: { name: 'roots' },
  },
};

test('everything that is written is read again, by the fast reader and by the full one', () => {
  const text = write(EVERYTHING);
  for (const parse of [parseCatalogLock, parseLockInFull]) {
    const { lock, problems } = parse(text, 'a.lock.yaml');
    expect(problems).toEqual([]);
    expect(lock?.source).toEqual({ ...SOURCE, access: EVERYTHING });
    expect(formatCatalogLock(lock!)).toBe(text);
  }
});

test('repositories and a source on the cluster that are written are read again, and one without a URL is reported', () => {
  const kind = 'ProfileCatalogSource';
  const url = 'ssh://git@git.example.com/profiles';
  const repositories = [{ url, access: { secretRef: { name: 'login' } } }];
  const sourceRef = { kind: 'HelmRepository', name: 'b' } as const;
  const source = { kind, name: 'a', namespace: 'flux-system', repositories, sourceRef } as const;
  const text = formatCatalogLock({ source, entries: [] });
  for (const parse of [parseCatalogLock, parseLockInFull]) {
    expect(parse(text, 'a.lock.yaml').lock?.source).toEqual(source);
    const [problem] = parse(text.replace(/ +url: .*\n/, ''), 'a.lock.yaml').problems.map(formatProblem);
    expect(problem).toContain('"url" of a repository is missing');
  }
});

test('a lock file of an earlier version has none, and is written as before', () => {
  const text = write();
  expect(text).not.toContain('access');
  const { lock } = parseCatalogLock(text, 'a.lock.yaml');
  expect(lock?.source).toEqual(SOURCE);
  expect(Object.keys(lock!.source)).not.toContain('access');
});

test.each([
  ['access: [a]', '"access" is a list'],
  ['access: { secretRef: login }', '"secretRef" is text'],
  ['access: { secretRef: { name: "../x" } }', '"name" of "secretRef" is "../x"'],
  ['sourceRef: { kind: HelmRepository }', '"name" of "sourceRef" is missing'],
  ['sourceRef: { kind: Bucket, name: a }', '"kind" of "sourceRef" is "Bucket" (write one of HelmRepository)'],
  ['access: { provider: ibm }', '"provider" is "ibm" (write one of generic, aws, azure, gcp)'],
  ['access: { verify: { provider: gpg } }', '"provider" is "gpg" (write one of cosign, notation)'],
])('fails for %s', (access, words) => {
  const [line, ...others] = parseCatalogLock(`${write()}  ${access}\n`, 'a.lock.yaml').problems.map(formatProblem);
  expect(line).toMatch(/^a\.lock\.yaml:\d+:\d+: not a lock file of a catalog: /);
  expect(line).toContain(words);
  expect(others).toEqual([]);
});
