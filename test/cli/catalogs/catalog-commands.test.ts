/**
 * `pctl catalog`, against a Helm repository on loopback.
 */
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { answering, indexOf, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

const INDEX = indexOf(['cert-manager', '0.0.8', '0.0.7'], ['linkerd2', '0.0.16']);

let cwd: string;
let env: Record<string, string>;
beforeEach(() => {
  cwd = temporaryFolder();
  env = { XDG_CACHE_HOME: temporaryFolder() };
});

const pctl = (...argv: string[]) => pctlIn(cwd, ['catalog', ...argv], env);
const read = (file: string) => fs.readFileSync(join(cwd, file), 'utf8');

function write(file: string, text: string): void {
  fs.mkdirSync(dirname(join(cwd, file)), { recursive: true });
  fs.writeFileSync(join(cwd, file), text);
}

/** The manifest of a HelmRepository. */
function repository(name: string, url: string, namespace = 'flux-system'): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: ${name}, namespace: ${namespace}}
spec: {interval: 10m, url: "${url}"}
`;
}

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: flux-system}\nstringData: {a: b}\n';

test('a catalog is added, updated, listed and removed', async () => {
  const { url } = await serve(answering(INDEX));
  expect(await pctl('add', 'platform', url)).toEqual({
    code: 0,
    stdout: '',
    stderr: 'catalogs/platform.yaml written; "pctl catalog update platform" reads the repository\n',
  });
  expect((await pctl('list')).stdout).toMatch(/^flux-system {2}platform {2}never updated {2}- +- +http:\S+ {2}-$/m);
  expect(await pctl('update')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'platform: new, 2 profiles in 3 versions; catalogs/platform.lock.yaml written\n',
  });
  expect(Object.keys(parse(read('catalogs/platform.lock.yaml')).entries)).toEqual(['cert-manager', 'linkerd2']);
  expect(JSON.parse((await pctl('list', '-o', 'json')).stdout)).toEqual({
    catalogs: [
      {
        namespace: 'flux-system',
        name: 'platform',
        kind: 'HelmRepository',
        url,
        file: 'catalogs/platform.yaml',
        lock: 'catalogs/platform.lock.yaml',
        state: 'locked',
        profiles: 2,
        versions: 3,
      },
    ],
  });
  expect((await pctl('update', '--check')).code).toBe(0);
  expect(await pctl('remove', 'platform')).toEqual({
    code: 0,
    stdout: '',
    stderr: 'catalogs/platform.yaml removed\ncatalogs/platform.lock.yaml removed\n',
  });
  expect(filesIn(cwd)).toEqual({});
});

describe('add', () => {
  const URL = 'https://charts.example.com';

  test('writes a manifest that Flux accepts, with all options', async () => {
    await pctl(
      'add',
      'shops',
      URL,
      '--namespace',
      'team-a',
      '--every-version',
      '--version-filter',
      '>=1',
      '--secret',
      'x',
    );
    expect(read('catalogs/shops.yaml')).toBe(`apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  annotations:
    weave.works/helm-version-filter: ">=1"
    weave.works/profiles: "true"
  name: shops
  namespace: team-a
spec:
  interval: 10m
  secretRef:
    name: x
  url: https://charts.example.com
`);
  });

  test('writes an OCIRepository for a chart in a registry, and a HelmRepository of type oci for a folder', async () => {
    await pctl('add', 'mesh', 'oci://registry.example.com/charts/linkerd2');
    expect(read('catalogs/mesh.yaml')).toBe(`apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: mesh
  namespace: flux-system
spec:
  interval: 10m
  url: oci://registry.example.com/charts/linkerd2
`);
    await pctl('add', 'all', 'oci://registry.example.com/charts', '--folder', '--insecure', '--secret', 'login');
    expect(read('catalogs/all.yaml')).toContain(`spec:
  insecure: true
  interval: 10m
  secretRef:
    name: login
  type: oci
  url: oci://registry.example.com/charts
`);
    expect((await pctl('list', '-o', 'name')).stdout).toBe('flux-system/all\nflux-system/mesh\n');
  });

  test('writes to the folder that is given, or found, or created', async () => {
    fs.mkdirSync(join(cwd, '.git'));
    fs.mkdirSync(join(cwd, 'app'));
    await pctl('add', 'a', URL, '--catalogs', 'other/place');
    await pctl('add', 'b', URL);
    await pctlIn(join(cwd, 'app'), ['catalog', 'add', 'c', URL, '--quiet'], env);
    expect(Object.keys(filesIn(cwd))).toEqual(['catalogs/b.yaml', 'catalogs/c.yaml', 'other/place/a.yaml']);
  });

  test.each([
    [['Platform', URL], 'error: name "Platform" is not allowed'],
    [['../platform', URL], 'error: name "../platform" is not allowed'],
    [['platform.lock', URL], 'would look like a lock file'],
    [['platform', 'charts.example.com'], 'error: URL "charts.example.com" cannot be used'],
    [
      ['platform', 'https://me:secret@charts.example.com'],
      'error: URL "https://***@charts.example.com" cannot be used',
    ],
    [['platform', 'oci://registry.example.com'], 'it names no chart; write it as in oci://registry'],
    [['platform', 'oci://registry.example.com/charts/linkerd2:1.0.0'], 'it holds a tag or a digest'],
    [['platform', 'oci://me:secret@registry.example.com/x'], 'error: URL "oci://***@registry.example.com/x" cannot'],
    [
      ['platform', URL, '--folder'],
      'error: "--folder" works only with registries, but https://charts.example.com is a',
    ],
    [['platform', URL, '--insecure'], 'error: "--insecure" works only with registries'],
    [['platform', URL, '--namespace', 'a.b'], 'error: namespace "a.b" is not allowed'],
    [['platform', URL, '--version-filter', '>>1'], 'error: version filter ">>1"'],
    [['platform', URL, '--secret', 'a b'], 'error: name of a Secret "a b" is not allowed'],
  ])('fails for %j, and writes nothing', async (argv, words) => {
    const { code, stdout, stderr } = await pctl('add', ...argv);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(words) });
    expect(stderr).not.toContain('me:secret');
    expect(filesIn(cwd)).toEqual({});
  });

  test('fails for a catalog or a file that exists already', async () => {
    write('catalogs/all.yaml', repository('platform', URL));
    write('catalogs/shops.yaml', 'mine');
    expect((await pctl('add', 'platform', URL)).stderr).toBe(
      'error: catalog flux-system/platform is in catalogs/all.yaml:1 already. Change it there, or choose another name\n',
    );
    expect((await pctl('add', 'shops', URL)).stderr).toMatch(/^error: catalogs\/shops.yaml already exists/);
    expect(read('catalogs/shops.yaml')).toBe('mine');
    expect((await pctl('add', 'platform', URL, '--namespace', 'other')).code).toBe(0);
  });
});

describe('remove', () => {
  const URL = 'https://charts.example.com';
  const lock = (name: string, namespace = 'flux-system') =>
    `apiVersion: cdk8s-profiles/v1\nkind: CatalogLock\nsource: {kind: HelmRepository, name: ${name}, namespace: ${namespace}}\nentries: {}\n`;

  test('keeps every other document of the file, byte for byte', async () => {
    const others = `# ours\n---\n${SECRET}`;
    write(
      'catalogs/all.yaml',
      `${others}---\n# the platform\n${repository('platform', URL)}---\n${SECRET.replace('login', 'b')}`,
    );
    write('catalogs/x.lock.yaml', lock('platform'));
    const { code, stderr } = await pctl('remove', 'flux-system/platform');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'catalogs/all.yaml: the document at line 9 removed, all others kept\ncatalogs/x.lock.yaml removed\n',
    });
    expect(filesIn(cwd)).toEqual({ 'catalogs/all.yaml': `${others}---\n${SECRET.replace('login', 'b')}` });
  });

  test('removes the lock file of a catalog without a manifest', async () => {
    write('catalogs/platform.lock.yaml', lock('platform'));
    expect(await pctl('remove', 'platform')).toMatchObject({
      code: 0,
      stderr: 'catalogs/platform.lock.yaml removed\n',
    });
    expect(filesIn(cwd)).toEqual({});
  });

  test('fails for an item of a list, and for unknown or ambiguous names, and removes nothing', async () => {
    const item = (text: string) => `- ${text.trim().replaceAll('\n', '\n  ')}\n`;
    write(
      'catalogs/list.yaml',
      `apiVersion: v1\nkind: List\nitems:\n${item(repository('listed', URL))}${item(SECRET)}`,
    );
    write('catalogs/two.yaml', `${repository('a', URL, 'x')}---\n${repository('a', URL, 'y')}`);
    write('catalogs/listed.lock.yaml', lock('listed'));
    const before = filesIn(cwd);
    expect((await pctl('remove', 'listed')).stderr).toMatch(
      /^error: catalogs\/list.yaml:4:3: the catalog is not a separate document/,
    );
    expect((await pctl('remove', 'lsited')).stderr).toMatch(
      /^error: no catalog "lsited" is in catalogs; the nearest: listed/,
    );
    expect((await pctl('remove', 'a')).stderr).toMatch(/^error: "a" is the name of 2 catalogs: .* Write "x\/a"/);
    expect((await pctl('remove', '../a')).code).toBe(1);
    expect(filesIn(cwd)).toEqual(before);
  });

  test('leaves a lock that cannot be read', async () => {
    write('catalogs/platform.yaml', repository('platform', URL));
    write('catalogs/platform.lock.yaml', '<<<<<<<');
    const { code, stderr } = await pctl('remove', 'platform');
    expect(code).toBe(0);
    expect(stderr).toContain('warning: catalogs/platform.lock.yaml is not removed');
    expect(Object.keys(filesIn(cwd))).toEqual(['catalogs/platform.lock.yaml']);
  });
});

describe('list', () => {
  test('is empty for an empty folder, and fails without one', async () => {
    fs.mkdirSync(join(cwd, 'catalogs'));
    expect(await pctl('list', '-o', 'json')).toEqual({ code: 0, stdout: '{\n  "catalogs": []\n}\n', stderr: '' });
    fs.rmdirSync(join(cwd, 'catalogs'));
    expect((await pctl('list')).code).toBe(1);
  });

  test('shows what is locked, never updated, unreadable and orphaned, and no password', async () => {
    const { url } = await serve(answering(INDEX));
    write('catalogs/a.yaml', repository('locked', url));
    await pctl('update');
    write('catalogs/b.yaml', repository('new', 'https://me:secret@charts.example.com'));
    write('catalogs/c.yaml', repository('broken', 'https://charts.example.com', 'constructor'));
    write('catalogs/broken.lock.yaml', '<html>');
    fs.writeFileSync(
      join(cwd, 'catalogs/gone.lock.yaml'),
      read('catalogs/locked.lock.yaml').replace('name: locked', 'name: gone').replace('http://', 'http://me:secret@'),
    );
    const { code, stdout, stderr } = await pctl('list', '-o', 'json');
    expect(JSON.parse(stdout).catalogs.map((item: Record<string, string>) => [item.name, item.state])).toEqual([
      ['broken', 'unreadable'],
      ['locked', 'locked'],
      ['new', 'never updated'],
      ['gone', 'orphaned'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: catalogs\/broken.lock.yaml:1:1: not a lock file/);
    expect(stdout + stderr).not.toContain('secret');
    expect((await pctl('list', '-o', 'name')).stdout).toBe(
      'constructor/broken\nflux-system/locked\nflux-system/new\nflux-system/gone\n',
    );
    expect((await pctl('list', '-o', 'wide')).stdout).toMatch(/^NAMESPACE +NAME +KIND +STATE .* FILE +LOCK$/m);
  });
});

describe('update', () => {
  test('reads with the credentials next to the source, and does not print them', async () => {
    const { url, requests } = await serve(answering(INDEX));
    const manifest = repository('platform', url).replace('spec: {', 'spec: {secretRef: {name: login}, ');
    write('catalogs/a.yaml', `${manifest}---\n${SECRET.replace('{a: b}', '{username: me, password: t0ps3cret}')}`);
    write('catalogs/b.yaml', repository('other', url.replace('http://', 'http://me:t0ps3cret@')));
    const { code, stdout, stderr } = await pctl('update', '--verbose');
    expect(code).toBe(0);
    const expected = `Basic ${Buffer.from('me:t0ps3cret').toString('base64')}`;
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([expected, expected]);
    expect(stdout + stderr + read('catalogs/platform.lock.yaml') + read('catalogs/other.lock.yaml')).not.toContain(
      't0ps',
    );
  });

  test('asks the cluster of "--kubeconfig" once for a Secret that is not next to the sources', async () => {
    const { url, requests } = await serve(answering(INDEX));
    const manifest = (name: string) => repository(name, url).replace('spec: {', 'spec: {secretRef: {name: login}, ');
    write('catalogs/a.yaml', `${manifest('a')}---\n${manifest('b')}`);
    const data = { username: Buffer.from('me').toString('base64'), password: Buffer.from('x').toString('base64') };
    write('bin/kubectl', `#!/bin/sh\necho "$@" >> ${cwd}/asked\necho '${JSON.stringify({ data })}'\n`);
    fs.chmodSync(join(cwd, 'bin/kubectl'), 0o755);
    env.PATH = `${join(cwd, 'bin')}:${process.env.PATH}`;
    expect(await pctl('update', '--kubeconfig', 'config')).toMatchObject({ code: 0 });
    expect(read('asked')).toBe(
      `--kubeconfig=${cwd}/config --namespace=flux-system --output=json get -- secret login\n`,
    );
    const login = `Basic ${Buffer.from('me:x').toString('base64')}`;
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([login, login]);
  });

  test('fails for a manifest that cannot be read, and updates all others; its lock file is not an orphan', async () => {
    const { url } = await serve(answering(INDEX));
    write('catalogs/a.yaml', repository('a', url));
    write('catalogs/b.yaml', repository('b', url));
    await pctl('update', 'a');
    write('catalogs/a.yaml', repository('a', 'ftp://charts.example.com'));
    const { code, stderr } = await pctl('update');
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^error: catalogs\/a.yaml:4:\d+: URL "ftp:/),
      'b: new, 2 profiles in 3 versions; catalogs/b.lock.yaml written',
    ]);
  });

  test('reads only the named sources, and fails for an unknown name before it reads anything', async () => {
    const { url, requests } = await serve(answering(INDEX));
    write('catalogs/a.yaml', `${repository('a', url)}---\n${repository('b', url)}`);
    expect(await pctl('update', 'a', 'c')).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^error: no catalog "c" is in catalogs; the nearest: a, b/),
    });
    expect(requests).toEqual([]);
    expect((await pctl('update', 'flux-system/b')).code).toBe(0);
    expect(Object.keys(filesIn(cwd))).toEqual(['catalogs/a.yaml', 'catalogs/b.lock.yaml']);
  });

  test('fails for a folder without sources', async () => {
    fs.mkdirSync(join(cwd, 'catalogs'));
    expect(await pctl('update')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: no source is in catalogs. Add one with "pctl catalog add NAME URL"\n',
    });
  });

  test('fails for a server that cannot be reached, and keeps the lock file', async () => {
    const { url } = await serve(answering(INDEX));
    write('catalogs/a.yaml', repository('a', url));
    await pctl('update');
    const text = read('catalogs/a.lock.yaml');
    write('catalogs/a.yaml', repository('a', 'http://127.0.0.1:1'));
    const { code, stderr } = await pctl('update');
    expect(code).toBe(1);
    expect(stderr).toContain('error: a: catalogs/a.lock.yaml stays as it is\n');
    expect(read('catalogs/a.lock.yaml')).toBe(text);
  });
});
