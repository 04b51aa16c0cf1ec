/**
 * Catalog sources in a folder of manifests.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../lib/model/problem-words';
import { findCatalogSources } from '../../lib/sources/find-sources';
import { temporaryFolder } from '../constructs/temporary-folder';
import { INDEX } from './serve';

/** Writes `catalogs/<name>` for each file, and finds the sources in them. */
function find(files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'catalogs', name), text);
  const found = findCatalogSources('catalogs', cwd);
  return { ...found, lines: found.problems.map(formatProblem) };
}

const repository = (name: string, spec = 'url: https://charts.example.com', metadata = '') => `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: ${name}
  ${metadata}
spec:
  ${spec}
`;

/** One chart in a registry. */
const chart = (spec: string) => repository('a', spec).replace('kind: HelmRepository', 'kind: OCIRepository');

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

test.each([
  ['a path in a name', repository('../../etc/passwd'), 'HelmRepository name "../../etc/passwd" is not allowed'],
  ['an invalid namespace', repository('a', undefined, 'namespace: A/b'), 'namespace "A/b" is not allowed'],
  ['no name', repository('""').replace('  name: ""', '  labels: {}'), '"name" of a HelmRepository is missing'],
  ['no URL', repository('a', 'interval: 5m'), '"url" of HelmRepository default/a is missing'],
  [
    'a registry by its URL',
    repository('a', 'url: oci://r.example.com/charts'),
    '"type" of HelmRepository default/a is "default", and its URL is that of a registry; write "type: oci"',
  ],
  [
    'a registry over HTTP',
    repository('a', 'url: https://r.example.com/charts\n  type: oci'),
    'URL "https://r.example.com/charts" cannot be used: it must begin with oci://',
  ],
  [
    'a registry without a chart',
    chart('url: oci://r.example.com'),
    'cannot be used: it names no chart; write it as in',
  ],
  [
    'a chart with a tag',
    chart('url: oci://r.example.com/a:1.0.0'),
    'it holds a tag or a digest, and all tags are read',
  ],
  ['a chart in capitals', chart('url: oci://r.example.com/A'), 'a registry takes lower-case letters and digits, with'],
  ['a path out of the registry', chart('url: oci://r.example.com/..%2f..'), 'a registry takes lower-case letters'],
  [
    'a password in an oci:// URL with a query',
    chart('url: oci://me:SECRET@r.example.com/a?t=SECRET'),
    'URL "oci://***@r.example.com/a?***" cannot be used',
  ],
  [
    'insecure: yes',
    chart('url: oci://r.example.com/a\n  insecure: "yes"'),
    '"insecure" of OCIRepository default/a is text',
  ],
  [
    'another type',
    repository('a', 'url: https://a.example.com\n  type: git'),
    '"type" of HelmRepository default/a is "git"',
  ],
  [
    'another scheme',
    repository('a', 'url: file:///etc/passwd'),
    'URL "file:///etc/passwd" cannot be used: it must begin',
  ],
  [
    'a token in a query',
    repository('a', 'url: https://me:pw@a.example.com?t=SECRET'),
    'URL "https://***@a.example.com?***" cannot',
  ],
  ['text that is not a URL', repository('a', 'url: charts'), 'URL "charts" cannot be used: write it in full'],
  ['a list', repository('a', 'url: [a]'), '"url" of HelmRepository default/a is a list; write text'],
  [
    'an invalid name of a Secret',
    repository('a', 'url: https://a.example.com\n  secretRef: { name: --all }'),
    'spec.secretRef.name "--all" is not allowed',
  ],
  [
    'profiles: yes',
    repository('a', undefined, 'annotations: { weave.works/profiles: "yes" }'),
    '"weave.works/profiles" of HelmRepository default/a is "yes"; write "true"',
  ],
  [
    'a newer version',
    repository('a').replace('/v1', '/v2'),
    '"apiVersion" of HelmRepository default/a is "source.toolkit.fluxcd.io/v2"; only v1, v1beta2, v1beta1',
  ],
  ['brackets without end', '['.repeat(5_000), 'not readable as YAML: it is nested too deeply to be read'],
  ['invalid YAML', 'kind: [', 'not readable as YAML'],
  [
    'an alias bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`)}]`)
      .join('\n')}\n`,
    'not readable as YAML: Excessive alias count',
  ],
])('fails for %s, and finds the others', (_, text, words) => {
  const { sources, lines } = find({ 'a.yaml': text, 'b.yaml': repository('shop') });
  expect(lines).toEqual([expect.stringContaining(words)]);
  expect(lines[0]).toMatch(/^catalogs\/a\.yaml:\d+:\d+: /);
  expect(sources.map(({ name }) => name)).toEqual(['shop']);
});

test('Secrets are decoded, stringData wins, and values that sops encrypted are kept as they are', () => {
  const { secrets, lines } = find({
    'a.yaml': `
apiVersion: v1
kind: Secret
metadata: { name: charts }
data:
  username: bWU=
  password: ${Buffer.from('pä ss\n').toString('base64')}
stringData:
  username: you
---
apiVersion: v1
kind: Secret
metadata: { name: encrypted, namespace: team-a }
data:
  password: ENC[AES256_GCM,data:x,type:str]
sops: { version: 3.9.0 }
`,
  });
  expect(lines).toEqual([]);
  expect([...secrets]).toEqual([
    ['default/charts', new Map([['username', 'you'], ['password', 'pä ss\n']])], // prettier-ignore
    ['team-a/encrypted', new Map([['password', 'ENC[AES256_GCM,data:x,type:str]']])],
  ]);
});

test.each([
  ['data: 8427462', '4:7: "data" of Secret default/a is a number; write a map'],
  ['stringData: { pin: 8427462 }', '4:20: "stringData.pin" of Secret default/a is a number; write text'],
  ['data:\n  key: true', '5:8: "data.key" of Secret default/a is a boolean; write text'],
])('fails for a Secret with %s without showing it', (field, words) => {
  const { lines } = find({ 'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n${field}` });
  expect(lines).toEqual([expect.stringContaining(`catalogs/a.yaml:${words}`)]);
});

test('fails for a Secret that is not base64 without showing it', () => {
  const { lines } = find({
    'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { password: hunter2! }',
  });
  expect(lines).toEqual([
    'catalogs/a.yaml:4:19: "data.password" of Secret default/a is not valid base64; encode it, or write it in "stringData"',
  ]);
});

const PROFILES = `
apiVersion: weave.works/v1alpha1
kind: ProfileCatalogSource
metadata:
  name: nginx-catalog
spec:
  profiles:
    - name: nginx
      description: Serves pages.
      tag: nginx/v1.2.10
      url: https://me:secret@github.com/weaveworks/profiles-examples
      maintainer: weaveworks
      prerequisites: [Kubernetes 1.19+]
      catalog: nginx-catalog
    - name: nginx
      tag: nginx/v1.2.9
      url: https://github.com/weaveworks/profiles-examples
    - name: root
      tag: v0.0.1
      url: git@github.com:weaveworks/nginx-profile.git
    - name: older
      version: 0.1.0
      url: ssh://git@github.com/weaveworks/older
`;

test('profiles written in a ProfileCatalogSource are folders of git repositories', () => {
  const { sources, lines } = find({ 'a.yaml': PROFILES });
  expect(lines).toEqual([]);
  const [source] = sources;
  if (source.kind !== 'ProfileCatalogSource') throw new Error(source.kind);
  expect(source.entries.map(({ name, version }) => `${name} ${version}`)).toEqual([
    'nginx v1.2.10',
    'nginx v1.2.9',
    'older 0.1.0',
    'root v0.0.1',
  ]);
  expect(source.entries[0]).toEqual({
    name: 'nginx',
    version: 'v1.2.10',
    origin: {
      kind: 'git',
      url: 'https://github.com/weaveworks/profiles-examples',
      tag: 'nginx/v1.2.10',
      folder: 'nginx',
    },
    description: 'Serves pages.',
    keywords: [],
    maintainers: [{ name: 'weaveworks' }],
    prerequisites: ['Kubernetes 1.19+'],
    dependencies: [],
    location: { file: 'catalogs/a.yaml', line: 8, column: 7 },
  });
  expect(source.entries[2].origin).toEqual({ kind: 'git', url: 'ssh://git@github.com/weaveworks/older', tag: '0.1.0' });
});

test('a wrong profile is reported at its location, and the others are read', () => {
  const wrong = [
    ['name: a\n      tag: latest\n      url: https://x.example.com', '25:12: tag "latest" of profile "a"'],
    [
      'name: b\n      tag: ../../b/v1.0.0\n      url: https://x.example.com',
      '28:12: tag "../../b/v1.0.0" of profile "b"',
    ],
    ['name: c\n      url: https://x.example.com', '30:7: "tag" of profile "c" of'],
    ['name: d\n      tag: v1.0.0', '32:7: "url" of profile "d" of'],
    ['name: e\n      tag: v1.0.0\n      url: file:///etc', '36:12: "url" of profile "e" of'],
    ['tag: v1.0.0\n      url: https://x.example.com', '37:7: "name" of a profile of'],
    [
      'name: nginx\n      tag: other/v1.2.9\n      url: https://x.example.com',
      '39:7: profile "nginx" v1.2.9 cannot be used',
    ],
    [
      'name: f\n      tag: 1.10\n      url: https://x.example.com',
      '43:12: "tag" of profile "f" of ProfileCatalogSource default/nginx-catalog is the number 1.10; quote it: "1.10"',
    ],
  ];
  const { sources, lines } = find({
    'a.yaml': `${PROFILES}${wrong.map(([text]) => `    - ${text}\n`).join('')}    - text\n`,
  });
  expect(sources).toMatchObject([{ entries: { length: 4 } }]);
  expect(lines).toEqual([
    expect.stringContaining(
      'catalogs/a.yaml:45:7: "profiles" of ProfileCatalogSource default/nginx-catalog holds text',
    ),
    ...wrong.map(([, words]) => expect.stringContaining(`catalogs/a.yaml:${words}`)),
  ]);
});

test('repositories to search are read with their Secrets, and problems are reported at their location', () => {
  const { sources, lines } = find({
    'a.yaml': `${PROFILES}  repositories:
    - url: https://github.com/weaveworks/profiles-examples/
    - {url: ssh://git@git.example.com/team/profiles, secretRef: {name: git}}
    - {secretRef: {name: git}}
    - url: https://github.com/weaveworks/profiles-examples
    - {url: https://git.example.com/x, secretRef: {}}
    - text
`,
  });
  expect(sources).toMatchObject([
    {
      repositories: [
        { url: 'https://github.com/weaveworks/profiles-examples', location: { line: 25, column: 7 } },
        { url: 'ssh://git@git.example.com/team/profiles', secretName: 'git' },
      ],
    },
  ]);
  expect(lines).toEqual([
    expect.stringContaining('"repositories" of ProfileCatalogSource default/nginx-catalog holds text'),
    expect.stringContaining('catalogs/a.yaml:27:7: "url" of a repository of'),
    expect.stringContaining('https://github.com/weaveworks/profiles-examples is listed twice'),
    expect.stringContaining('catalogs/a.yaml:29:51: "name" of "secretRef" of a repository of'),
  ]);
});

test.each(['--kubeconfig=catalogs/other.yaml', '-A', 'Git', '../git', 'git secret'])(
  'the Secret of a repository to search cannot be called "%s"',
  name => {
    const repositories = `    - {url: https://git.example.com/x, secretRef: {name: ${JSON.stringify(name)}}}\n`;
    const { sources, lines } = find({ 'a.yaml': `${PROFILES}  repositories:\n${repositories}` });
    expect(sources).toMatchObject([{ repositories: [] }]);
    expect(lines).toEqual([
      `catalogs/a.yaml:25:58: "secretRef.name" "${name}" is not allowed: use lower-case letters, digits, "-" and ".", as Kubernetes requires`,
    ]);
  },
);

test('the Secret of a repository to search has a name', () => {
  const repositories = '    - {url: https://git.example.com/x, secretRef: {name: ""}}\n';
  const { sources, lines } = find({ 'a.yaml': `${PROFILES}  repositories:\n${repositories}` });
  expect(sources).toMatchObject([{ repositories: [] }]);
  expect(lines).toEqual([
    'catalogs/a.yaml:25:58: "name" of "secretRef" of a repository of ProfileCatalogSource default/nginx-catalog is missing; write the name of the Secret',
  ]);
});
