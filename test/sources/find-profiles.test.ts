/**
 * ProfileCatalogSource manifests, and the Secrets in a folder of manifests.
 */
import { find } from './found-sources';

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
    ['name: Foo Bar!\n      tag: v1.0.0\n      url: https://x.example.com', '42:13: "name" of profile "Foo Bar!" of'],
    ['name: ../x\n      tag: v1.0.0\n      url: https://x.example.com', '45:13: "name" of profile "../x" of'],
    [
      'name: f\n      tag: 1.10\n      url: https://x.example.com',
      '49:12: "tag" of profile "f" of ProfileCatalogSource default/nginx-catalog is the number 1.10; quote it: "1.10"',
    ],
  ];
  const { sources, lines } = find({
    'a.yaml': `${PROFILES}${wrong.map(([text]) => `    - ${text}\n`).join('')}    - text\n`,
  });
  expect(sources).toMatchObject([{ entries: { length: 4 } }]);
  expect(lines).toEqual([
    expect.stringContaining(
      'catalogs/a.yaml:51:7: "profiles" of ProfileCatalogSource default/nginx-catalog contains text',
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
    expect.stringContaining('"repositories" of ProfileCatalogSource default/nginx-catalog contains text'),
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
