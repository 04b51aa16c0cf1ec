import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, useRepository, WAYS } from './git-reading';

const git = useRepository({ allowsFilters: true });

describe.each(WAYS)('%s', (_, way) => {
  const readIt = (more = {}) => read(git.repository.url, { env: { ...cleanEnv(), ...way }, ...more });

  test('every publishing tag whose commit has profile.yaml in its folder is an entry', async () => {
    const commit = await git.repository.commitAll({
      'profile.yaml': profileYaml('platform'),
      'nginx/profile.yaml': profileYaml('nginx'),
      'team-a/web/profile.yaml': profileYaml('web'),
      'constructor/profile.yaml': profileYaml('constructor'),
      'empty/README.md': 'nothing',
    });
    const tags = ['v1.0.0', 'nginx/v1.0.0', 'nginx/1.1.0-rc.1', 'team-a/web/v0.1.0', 'constructor/v1.0.0'];
    const others = ['latest', 'nginx-latest', 'nginx-v1.0.0', 'empty/v1.0.0', 'absent/v1.0.0', 'team-a/v1.0.0', 'v1'];
    for (const tag of [...tags, ...others]) await git.repository.tag(tag);
    const { names, words, entries, isRead } = await readIt();
    expect(words).toEqual([]);
    expect(isRead).toBe(true);
    expect(names).toEqual([
      'constructor v1.0.0 constructor/v1.0.0',
      'nginx 1.1.0-rc.1 nginx/1.1.0-rc.1',
      'nginx v1.0.0 nginx/v1.0.0',
      'platform v1.0.0 v1.0.0',
      'web v0.1.0 team-a/web/v0.1.0',
    ]);
    expect(entries.find(({ name }) => name === 'web')).toMatchObject({
      description: 'Profile web in version 1.0.0',
      maintainers: [{ name: 'platform team' }],
      prerequisites: ['kubernetes 1.19'],
      origin: {
        kind: 'git',
        url: git.repository.url,
        tag: 'team-a/web/v0.1.0',
        folder: 'team-a/web',
        commit,
        artifacts: [{ name: 'web-chart', chart: { url: 'https://charts.example.com', name: 'web', version: '1.0.0' } }],
      },
    });
  });

  test('an annotated tag is peeled to its commit, also through another tag', async () => {
    const commit = await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await git.repository.git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.com',
      'tag',
      '-a',
      '-m',
      'x',
      'inner',
      commit,
    );
    await git.repository.git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.com',
      'tag',
      '-a',
      '-m',
      'x',
      'v1.0.0',
      'inner',
    );
    const { entries } = await readIt();
    expect(entries).toEqual([expect.objectContaining({ origin: expect.objectContaining({ tag: 'v1.0.0', commit }) })]);
  });

  test('a repository without tags has no profiles', async () => {
    expect(await readIt()).toMatchObject({ names: [], words: [], isRead: true });
  });

  test('a new tag and a moved one are read, and a removed one is gone', async () => {
    const cacheFolder = temporaryFolder();
    await git.repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', '1.0.0') });
    await git.repository.tag('nginx/v1.0.0');
    await git.repository.tag('nginx/v1.1.0');
    expect(await readIt({ cacheFolder })).toMatchObject({ isUnchanged: false });
    const moved = await git.repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', '1.2.0') });
    await git.repository.tag('nginx/v1.1.0');
    await git.repository.tag('nginx/v1.2.0');
    await git.repository.git('tag', '-d', 'nginx/v1.0.0');
    const { names, entries, isUnchanged } = await readIt({ cacheFolder });
    expect(names).toEqual(['nginx v1.1.0 nginx/v1.1.0', 'nginx v1.2.0 nginx/v1.2.0']);
    expect(entries.map(({ origin }) => origin.kind === 'git' && origin.commit)).toEqual([moved, moved]);
    expect(isUnchanged).toBe(false);
  });

  test('two requests are enough when nothing is new', async () => {
    const cacheFolder = temporaryFolder();
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await git.repository.tag('v1.0.0');
    const first = await readIt({ cacheFolder });
    const before = git.server.requests.length;
    const second = await readIt({ cacheFolder });
    expect(git.server.requests.length - before).toBeLessThanOrEqual(2);
    expect(second).toEqual({ ...first, isUnchanged: true });
  });
});

describe.each(WAYS)('a repository that changes between the list and what is fetched of it, %s', (_, way) => {
  /** Reads it, and runs `change` before anything is fetched. */
  async function readChanging(change: () => Promise<void>) {
    await git.repository.commitAll({ 'profile.yaml': profileYaml('before') });
    await git.repository.tag('v1.0.0');
    let posts = 0;
    const changing = await GitServer.start(join(git.repository.folder, '..'), {
      intercept: async ({ method }) => {
        if (method === 'POST' && ++posts === 2) {
          await change();
          await git.repository.git('gc', '--prune=now', '--quiet');
        }
        return false;
      },
    });
    const url = git.repository.url.replace(git.server.url, changing.url);
    const { names, words, isRead } = await read(url, { env: { ...cleanEnv(), ...way } });
    await changing.stop();
    return { names, words, isRead, isChanged: posts > 1 };
  }

  test('the new commit of a moved tag is read', async () => {
    const content = await readChanging(async () => {
      await git.repository.git('update-ref', '-d', 'refs/heads/main');
      await git.repository.commitAll({ 'profile.yaml': profileYaml('after') });
      await git.repository.tag('v1.0.0');
    });
    expect(content).toEqual({ names: ['after v1.0.0 v1.0.0'], words: [], isRead: true, isChanged: true });
  });

  test('a tag that was removed is gone', async () => {
    const content = await readChanging(async () => {
      await git.repository.git('update-ref', '-d', 'refs/heads/main');
      await git.repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx') });
      await git.repository.tag('nginx/v1.0.0');
      await git.repository.git('tag', '-d', 'v1.0.0');
    });
    expect(content).toEqual({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [], isRead: true, isChanged: true });
  });

  test('all tags may be removed', async () => {
    const content = await readChanging(async () => {
      await git.repository.git('update-ref', '-d', 'refs/heads/main');
      await git.repository.git('tag', '-d', 'v1.0.0');
    });
    expect(content).toEqual({ names: [], words: [], isRead: true, isChanged: true });
  });
});

test('a server without filters and one that refuses them are read', async () => {
  await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
  await git.repository.tag('v1.0.0');
  await git.repository.git('config', 'uploadpack.allowFilter', 'false');
  expect(await read(git.repository.url)).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
  await git.repository.git('config', 'uploadpack.allowFilter', 'true');
  await git.repository.git('config', 'uploadpackfilter.allow', 'false');
  expect(await read(git.repository.url)).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
});

test('a repository with hashes of SHA-256 is read', async () => {
  execFileSync('rm', ['-rf', git.repository.folder]);
  execFileSync('git', [
    'init',
    '-q',
    '--bare',
    '--object-format=sha256',
    '--initial-branch=main',
    git.repository.folder,
  ]);
  await git.repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx') });
  await git.repository.tag('nginx/v1.0.0');
  expect(await read(git.repository.url)).toMatchObject({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [] });
});
