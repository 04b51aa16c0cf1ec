/**
 * `pctl catalog update`.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../constructs/temporary-folder';
import { answering, serve } from '../../sources/serve';
import { INDEX, cwd, env, pctl, read, write, repository, SECRET } from './catalog-command';

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
      `get --kubeconfig=${cwd}/config --namespace=flux-system --output=json -- secret login\n`,
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
