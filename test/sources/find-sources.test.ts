/**
 * Catalog sources in a folder of manifests.
 */
import { findCatalogSources } from '../../lib/sources/find-sources';
import { temporaryFolder } from '../constructs/temporary-folder';
import { INDEX } from './serve';
import { find, repository, chart } from './found-sources';

test('an empty folder has no sources, and a missing one is a problem', () => {
  expect(find({})).toMatchObject({ sources: [], problems: [] });
  expect(findCatalogSources('catalogs', temporaryFolder())).toMatchObject({
    sources: [],
    problems: [{ kind: 'unreadable-file', file: 'catalogs', reason: 'it does not exist' }],
  });
});

test('sources of every file and document are found, other kinds and files are ignored', () => {
  const { sources, lines } = find({
    'a.yaml': `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: flux-system\n---${repository('platform')}---${repository('shop', 'url: http://shop.example.com/charts/')}`,
    'b.json': JSON.stringify({
      apiVersion: 'source.toolkit.fluxcd.io/v1beta2',
      kind: 'HelmRepository',
      metadata: { name: 'json', namespace: 'team-a' },
      spec: { url: 'https://json.example.com', passCredentials: true },
    }),
    'c.yml':
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: source.toolkit.fluxcd.io/v1beta1\n  kind: HelmRepository\n  metadata: { name: constructor }\n  spec: { url: "https://old.example.com" }\n',
    'platform.lock.yaml': 'kind: CatalogLock\nsource: [broken',
    'index.yaml': INDEX,
    'index.json': '{"apiVersion": "v1", "entries": {"a": [}',
    'readme.md': 'kind: HelmRepository: [',
    'other.yaml': 'apiVersion: example.com/v1\nkind: HelmRepository\nmetadata: { name: not-flux }\n',
    'values.yaml': 'replicas: 1\n',
    '.hidden.yaml': repository('hidden'),
  });
  expect(lines).toEqual([]);
  expect(sources).toEqual([
    {
      kind: 'HelmRepository',
      name: 'platform',
      namespace: 'default',
      url: 'https://charts.example.com',
      profiles: 'annotated',
      location: { file: 'catalogs/a.yaml', line: 6, column: 1 },
    },
    expect.objectContaining({ name: 'shop', url: 'http://shop.example.com/charts' }),
    expect.objectContaining({ name: 'json', namespace: 'team-a', passCredentials: true }),
    expect.objectContaining({ name: 'constructor', location: { file: 'catalogs/c.yml', line: 4, column: 3 } }),
  ]);
});

test.each([
  ['"true"', 'all'],
  ['"false"', 'none'],
])('weave.works/profiles: %s means %s of the charts', (value, profiles) => {
  const { sources } = find({
    'a.yaml': repository('platform', undefined, `annotations: { weave.works/profiles: ${value} }`),
  });
  expect(sources).toMatchObject([{ profiles }]);
});

test('a version filter is kept verbatim; an invalid one is reported with its line', () => {
  const withFilter = (filter: string) =>
    repository('platform', undefined, `annotations:\n    weave.works/helm-version-filter: ${JSON.stringify(filter)}`);
  expect(find({ 'a.yaml': withFilter('>=1.0.0-0 <2') }).sources).toMatchObject([{ versionFilter: '>=1.0.0-0 <2' }]);
  const { sources, lines } = find({ 'a.yaml': withFilter('newest'), 'b.yaml': repository('shop') });
  expect(sources.map(({ name }) => name)).toEqual(['shop']);
  expect(lines).toEqual([
    'catalogs/a.yaml:7:38: "weave.works/helm-version-filter" of HelmRepository default/platform is "newest", which is not a version range; "newest" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"',
  ]);
});

test('an empty namespace counts as absent, as in Kubernetes', () => {
  expect(find({ 'a.yaml': repository('platform', undefined, 'namespace: ""') })).toMatchObject({
    sources: [{ namespace: 'default' }],
    lines: [],
  });
});

test('one name in two namespaces is two sources', () => {
  const { sources, lines } = find({
    'a.yaml': repository('platform'),
    'b.yaml': repository('platform', undefined, 'namespace: team-a'),
  });
  expect(sources.map(({ namespace }) => namespace)).toEqual(['default', 'team-a']);
  expect(lines).toEqual([]);
});

test('fails for one name twice, and for two kinds that would share a lock file', () => {
  const profiles = 'apiVersion: weave.works/v1alpha1\nkind: ProfileCatalogSource\nmetadata:\n  name: nginx\n';
  const { sources, lines } = find({
    'a.yaml': repository('platform'),
    'b.yaml': repository('platform', 'url: https://b.example.com'),
    'c.yaml': profiles,
    'd.yaml': repository('nginx'),
  });
  expect(sources).toMatchObject([
    { name: 'platform', url: 'https://charts.example.com' },
    { kind: 'ProfileCatalogSource' },
  ]);
  expect(lines).toEqual([
    'catalogs/b.yaml:2:1: HelmRepository default/platform is written 2 times: catalogs/a.yaml:2, catalogs/b.yaml:2. Rename or remove one',
    'catalogs/d.yaml:2:1: catalog default/nginx is written 2 times: ProfileCatalogSource at catalogs/c.yaml:1, HelmRepository at catalogs/d.yaml:2. Rename or remove one',
  ]);
});

test('charts in a registry are found: one, and a folder of them', () => {
  const { sources, lines, secrets } = find({
    'a.yaml': chart('url: oci://me:hunter2@r.example.com/charts/linkerd2/\n  insecure: true\n  ref: { tag: latest }'),
    'b.yaml': repository('b', 'url: oci://r.example.com\n  type: oci', 'annotations: { weave.works/profiles: "true" }'),
  });
  expect(lines).toEqual([]);
  expect(sources).toMatchObject([
    { kind: 'OCIRepository', isRegistry: true, url: 'oci://r.example.com/charts/linkerd2', insecure: true },
    { kind: 'HelmRepository', isRegistry: true, url: 'oci://r.example.com', profiles: 'all' },
  ]);
  expect(sources[1]).not.toHaveProperty('insecure');
  expect([...secrets.keys()]).toEqual(['url of OCIRepository default/a']);
});

test('credentials in a URL are separated from it', () => {
  const { sources, secrets } = find({
    'a.yaml': repository('platform', 'url: https://me:p%40ss@charts.example.com/x'),
  });
  expect(sources).toMatchObject([{ url: 'https://charts.example.com/x' }]);
  expect(JSON.stringify(sources)).not.toContain('ss@');
  expect([...secrets]).toEqual([
    ['url of HelmRepository default/platform', new Map([['username', 'me'], ['password', 'p@ss']])], // prettier-ignore
  ]);
});
