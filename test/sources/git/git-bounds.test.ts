/**
 * Repositories and servers that would cost too much, or lie.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { addLargeFile } from '../../servers/large-file';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, useRepository, WAYS } from './git-reading';

const git = useRepository({ allowsFilters: true });

test.each(WAYS)(
  'tags with paths outside of the repository, which git itself does not create, are skipped, %s',
  async (_, way) => {
    const commit = await git.repository.commitAll({
      'profile.yaml': profileYaml('platform'),
      'nginx/profile.yaml': profileYaml('nginx'),
    });
    await git.repository.tag('v1.0.0');
    const hostile = [
      '../x',
      'nginx/..',
      'nginx/../nginx',
      '.git',
      '/etc',
      'a//b',
      'nginx/.',
      'x\u001b[2J',
      'a b',
      '-x',
    ];
    const tags = [...hostile.map(folder => `${folder}/v1.0.0`), 'v9.9.9^{x}', 'v1.0.0'];
    const packets = tags.map(tag => {
      const line = `${commit} refs/tags/${tag}\n`;
      return (line.length + 4).toString(16).padStart(4, '0') + line;
    });
    let posts = 0;
    const lying = await GitServer.start(join(git.repository.folder, '..'), {
      intercept: ({ method }, response) => {
        if (method !== 'POST' || ++posts > 1) return false;
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
        response.end(`${packets.join('')}0000`);
        return true;
      },
    });
    const root = temporaryFolder();
    const cacheFolder = join(root, 'cache');
    const url = git.repository.url.replace(git.server.url, lying.url);
    const { names, words } = await read(url, { env: { ...cleanEnv(), ...way }, cacheFolder });
    expect({ names, words, posts: posts > 1 }).toEqual({ names: ['platform v1.0.0 v1.0.0'], words: [], posts: true });
    expect([readdirSync(root), readdirSync(cacheFolder)]).toEqual([['cache'], ['git']]);
    await lying.stop();
  },
);

test('of 100,000 tags the newest 10,000 are read', async () => {
  const commit = await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
  const lines = Array.from({ length: 100_000 }, (_, i) => `${commit} refs/tags/v1.${i}.0`).sort();
  writeFileSync(join(git.repository.folder, 'packed-refs'), `${lines.join('\n')}\n`);
  const { entries, words } = await read(git.repository.url);
  expect(entries).toHaveLength(10_000);
  expect(entries).toContainEqual(expect.objectContaining({ version: 'v1.99999.0' }));
  expect(words).toEqual([expect.stringContaining('100000 of its tags publish profiles, and only the newest 10000')]);
}, 120_000);

test('a large file that the server can leave out is not fetched', async () => {
  await git.repository.commitAll({
    // of little use to pack
    'profile.yaml': randomBytes(1 << 20).toString('base64'),
    'web/profile.yaml': profileYaml('web'),
  });
  await git.repository.tag('v1.0.0');
  await git.repository.tag('web/v1.0.0');
  const cacheFolder = temporaryFolder();
  const { names, words } = await read(git.repository.url, { cacheFolder, limits: { downloadBytes: 100_000 } });
  expect(words).toEqual([expect.stringContaining('profile.yaml is larger than 1 MB')]);
  expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
});

/** Commits a file of zeros next to the other files, and as `profile.yaml` in folder `big` if that is given. */
async function commitLargeFile(megabytes: number, paths: readonly string[]): Promise<void> {
  const oid = addLargeFile(git.repository, megabytes);
  const lines = paths.map(path => `M 100644 ${oid} ${path}\n`);
  const commit = `commit refs/heads/main\ncommitter T <t@example.com> 1700000000 +0000\ndata 1\nx\n`;
  await git.repository.import(`${commit}from ${await git.repository.git('rev-parse', 'main')}\n${lines.join('')}`);
  for (const tag of ['web/v1.0.0', 'big/v1.0.0']) await git.repository.tag(tag);
}

test('a file of 1 GB is not fetched, and does no harm', async () => {
  await git.repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(1024, ['web/disk.img']);
  const limits = { downloadBytes: 20_000, fetchMs: 10_000 };
  expect(await read(git.repository.url, { limits })).toMatchObject({ names: ['web v1.0.0 web/v1.0.0'], words: [] });
});

test('a profile.yaml of zeros is a problem of its tag, however small its compressed size', async () => {
  await git.repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(8, ['big/profile.yaml']);
  const { names, words } = await read(git.repository.url);
  expect(words).toEqual([expect.stringContaining('big/profile.yaml is larger than 1 MB')]);
  expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
});

test('fails without git for a file that would fill the memory', async () => {
  await git.repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(65, ['web/disk.img']);
  const env = { ...cleanEnv(), CDK8S_PROFILES_GIT: 'isomorphic' };
  const { words } = await read(git.repository.url, { env });
  expect(words).toEqual([
    `git repository ${git.repository.url} cannot be read: unpacked, it contains a file of more than 64 MB; install git to read it`,
  ]);
  const limits = { unpackedBytes: 2 ** 30, downloadBytes: 60 * 2 ** 20 };
  expect((await read(git.repository.url, { env, limits })).words).toEqual([
    expect.stringContaining('unpacked, it contains more than 60 MB; install git to read it'),
  ]);
});

test('fails for a server that sends nothing, within the time limit', async () => {
  const silent = await GitServer.start(temporaryFolder(), { intercept: () => true });
  const { words } = await read(`${silent.url}/x.git`, { limits: { listMs: 1000 } });
  expect(words).toEqual([expect.stringContaining('it takes longer than 1 s')]);
  await silent.stop();
});

test('a signal ends the reading', async () => {
  const silent = await GitServer.start(temporaryFolder(), { intercept: () => true });
  await expect(read(`${silent.url}/x.git`, { signal: AbortSignal.timeout(300) })).rejects.toThrow(/aborted|timeout/i);
  await silent.stop();
});
