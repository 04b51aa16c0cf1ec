/**
 * `pctl catalog`, against a Helm repository on loopback.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesIn } from '../../constructs/temporary-folder';
import { answering, serve } from '../../sources/serve';
import { INDEX, cwd, pctl, read, write, repository, SECRET } from './catalog-command';

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
    expect(await pctl('list')).toMatchObject({ code: 0, stderr: expect.stringContaining('pctl catalog add') });
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
