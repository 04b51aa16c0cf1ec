/**
 * A cache that cannot be written to costs the cache, and nothing else; and repositories whose
 * HEAD leads nowhere.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withGitFolder } from '../../../lib/sources/git/git-cache';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, useRepository, WAYS } from './git-reading';

const git = useRepository();

describe.each(WAYS)('%s', (_, way) => {
  test.each<[string, (cache: string) => void]>([
    ['is a file', cache => writeFileSync(cache, '')],
    [
      'contains a file in place of its folder for git',
      cache => {
        mkdirSync(cache);
        writeFileSync(join(cache, 'git'), '');
      },
    ],
  ])('a repository is read without a cache when it %s', async (__, spoil) => {
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await git.repository.tag('v1.0.0');
    const cacheFolder = join(temporaryFolder(), 'cache');
    spoil(cacheFolder);
    const env = { ...cleanEnv(), ...way, TMPDIR: temporaryFolder() };
    expect(await read(git.repository.url, { env, cacheFolder })).toMatchObject({
      names: ['platform v1.0.0 v1.0.0'],
      words: [],
      isRead: true,
    });
    expect(readdirSync(env.TMPDIR)).toEqual([]);
  });

  test('a repository is read whose HEAD names no branch', async () => {
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    const versions = Array.from({ length: 10 }, (__, i) => `v1.0.${i}`);
    for (const version of versions) await git.repository.tag(version);
    await git.repository.git('symbolic-ref', 'HEAD', 'refs/heads/nobody-made-this');
    const { names, words } = await read(git.repository.url, { env: { ...cleanEnv(), ...way } });
    expect(words).toEqual([]);
    expect(names).toEqual(versions.map(version => `platform ${version} ${version}`));
  });
});

describe('a folder that becomes full meanwhile', () => {
  const options = () => ({ cacheFolder: temporaryFolder(), env: { TMPDIR: temporaryFolder() } });

  test('is done without, and what was begun is done again', async () => {
    const { cacheFolder, env } = options();
    const roots: string[] = [];
    const found = await withGitFolder({ cacheFolder, env }, async (root, folder) => {
      roots.push(root);
      expect(existsSync(folder)).toBe(true);
      if (roots.length === 1) throw new Error('fatal: write error: No space left on device');
      return 'read';
    });
    expect(found).toBe('read');
    expect(roots[0]).toBe(join(cacheFolder, 'git'));
    expect(roots[1].startsWith(env.TMPDIR)).toBe(true);
    expect(readdirSync(env.TMPDIR)).toEqual([]);
  });

  test('fails for what the folder has no part in, at once', async () => {
    let count = 0;
    const reading = withGitFolder(options(), async () => {
      count++;
      throw new Error('the server does not answer');
    });
    await expect(reading).rejects.toThrow('the server does not answer');
    expect(count).toBe(1);
  });

  test('fails with words when no other folder can be written to', async () => {
    const { cacheFolder, env } = options();
    rmSync(env.TMPDIR, { recursive: true });
    writeFileSync(join(cacheFolder, 'git'), '');
    await expect(withGitFolder({ cacheFolder, env }, async () => 1)).rejects.toThrow('set TMPDIR to a folder that can');
  });
});
