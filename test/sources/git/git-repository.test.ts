import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { addLargeFile } from '../../servers/large-file';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read } from './git-reading';

let server: GitServer;
let repository: GitRepository;
let count = 0;

beforeAll(async () => {
  server = await GitServer.start(temporaryFolder());
});
afterAll(() => server.stop());
beforeEach(async () => {
  repository = await server.createRepository(`repository-${count++}`);
  await repository.git('config', 'uploadpack.allowFilter', 'true');
});

/** Both ways to read: by the git command, and without it. */
const WAYS = [
  ['by git', {}],
  ['by isomorphic-git', { CDK8S_PROFILES_GIT: 'isomorphic' }],
] as const;

describe.each(WAYS)('%s', (_, way) => {
  const readIt = (more = {}) => read(repository.url, { env: { ...cleanEnv(), ...way }, ...more });

  test('every publishing tag whose commit has profile.yaml in its folder is an entry', async () => {
    const commit = await repository.commitAll({
      'profile.yaml': profileYaml('platform'),
      'nginx/profile.yaml': profileYaml('nginx'),
      'team-a/web/profile.yaml': profileYaml('web'),
      'constructor/profile.yaml': profileYaml('constructor'),
      'empty/README.md': 'nothing',
    });
    const tags = ['v1.0.0', 'nginx/v1.0.0', 'nginx/1.1.0-rc.1', 'team-a/web/v0.1.0', 'constructor/v1.0.0'];
    const others = ['latest', 'nginx-latest', 'nginx-v1.0.0', 'empty/v1.0.0', 'absent/v1.0.0', 'team-a/v1.0.0', 'v1'];
    for (const tag of [...tags, ...others]) await repository.tag(tag);
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
        url: repository.url,
        tag: 'team-a/web/v0.1.0',
        folder: 'team-a/web',
        commit,
        artifacts: [{ name: 'web-chart', chart: { url: 'https://charts.example.com', name: 'web', version: '1.0.0' } }],
      },
    });
  });

  test('an annotated tag is peeled to its commit, also through another tag', async () => {
    const commit = await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await repository.git(
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
    await repository.git(
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
    await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', '1.0.0') });
    await repository.tag('nginx/v1.0.0');
    await repository.tag('nginx/v1.1.0');
    expect(await readIt({ cacheFolder })).toMatchObject({ isUnchanged: false });
    const moved = await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', '1.2.0') });
    await repository.tag('nginx/v1.1.0');
    await repository.tag('nginx/v1.2.0');
    await repository.git('tag', '-d', 'nginx/v1.0.0');
    const { names, entries, isUnchanged } = await readIt({ cacheFolder });
    expect(names).toEqual(['nginx v1.1.0 nginx/v1.1.0', 'nginx v1.2.0 nginx/v1.2.0']);
    expect(entries.map(({ origin }) => origin.kind === 'git' && origin.commit)).toEqual([moved, moved]);
    expect(isUnchanged).toBe(false);
  });

  test('two requests are enough when nothing is new', async () => {
    const cacheFolder = temporaryFolder();
    await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await repository.tag('v1.0.0');
    const first = await readIt({ cacheFolder });
    const before = server.requests.length;
    const second = await readIt({ cacheFolder });
    expect(server.requests.length - before).toBeLessThanOrEqual(2);
    expect(second).toEqual({ ...first, isUnchanged: true });
  });

  test('a wrong profile.yaml is one problem for all tags that have it, and does not affect others', async () => {
    await repository.commitAll({
      'nginx/profile.yaml': profileYaml('nginx').replace('maintainer', 'maintainr'),
      'web/profile.yaml': profileYaml('web'),
    });
    for (const tag of ['nginx/v1.0.0', 'nginx/v1.1.0', 'web/v1.0.0']) await repository.tag(tag);
    const { names, words } = await readIt();
    expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
    expect(words).toEqual([
      `nginx/profile.yaml:7:14: tag "nginx/v1.0.0" and 1 more of ${repository.url} cannot be used: "maintainr" is not known here (did you mean "maintainer"? known are description, maintainer, prerequisites, artifacts)`,
    ]);
  });

  test('one name and version from two tags is a problem, and neither is offered', async () => {
    await repository.commitAll({ 'profile.yaml': profileYaml('nginx'), 'nginx/profile.yaml': profileYaml('nginx') });
    for (const tag of ['v1.0.0', 'nginx/v1.0.0', 'nginx/v2.0.0']) await repository.tag(tag);
    const { names, words } = await readIt();
    expect(names).toEqual(['nginx v2.0.0 nginx/v2.0.0']);
    expect(words).toEqual([
      expect.stringContaining(
        `profile "nginx" v1.0.0 cannot be used: tag "nginx/v1.0.0" of ${repository.url} and tag "v1.0.0" of`,
      ),
    ]);
  });

  test('links and submodules are not followed, and each is a problem', async () => {
    await repository.commitAll({ 'real/profile.yaml': profileYaml('real') });
    const main = await repository.git('rev-parse', 'main');
    await repository.import(`commit refs/heads/main
committer T <t@example.com> 1700000000 +0000
data 1
x
from ${main}
M 120000 inline linked
data 4
real
M 120000 inline file/profile.yaml
data 23
../../../../etc/passwd
M 160000 ${main} module
M 040000 ${await repository.git('rev-parse', 'main^{tree}')} folder/profile.yaml
`);
    for (const tag of ['real/v1.0.0', 'linked/v1.0.0', 'file/v1.0.0', 'module/v1.0.0', 'folder/v1.0.0']) {
      await repository.tag(tag);
    }
    const { names, words } = await readIt();
    expect(names).toEqual(['real v1.0.0 real/v1.0.0']);
    expect(words.sort()).toEqual([
      expect.stringContaining('tag "file/v1.0.0"'),
      expect.stringContaining('tag "linked/v1.0.0"'),
      expect.stringContaining('module is a submodule, which is not fetched'),
    ]);
    expect(words[0]).toContain('file/profile.yaml is a symbolic link, which is not followed');
  });

  test('tags of files and folders publish nothing', async () => {
    await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await repository.git('tag', 'v1.0.0', 'main:profile.yaml');
    await repository.git('tag', 'v2.0.0', 'main^{tree}');
    await repository.tag('v3.0.0');
    expect(await readIt()).toMatchObject({ names: ['platform v3.0.0 v3.0.0'], words: [] });
  });

  test('a profile.yaml that is too large is a problem of its tag', async () => {
    await repository.commitAll({
      'big/profile.yaml': 'a'.repeat(1024 * 1024 + 1),
      'web/profile.yaml': profileYaml('web'),
    });
    await repository.tag('big/v1.0.0');
    await repository.tag('web/v1.0.0');
    const { names, words } = await readIt();
    expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
    expect(words).toEqual([expect.stringContaining('big/profile.yaml is larger than 1 MB')]);
  });

  test('of too many tags the newest are read, and one problem says so', async () => {
    await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    for (const tag of ['v1.0.0', 'v10.0.0', 'v2.0.0']) await repository.tag(tag);
    const { names, words } = await readIt({ limits: { tags: 2 } });
    expect(names).toEqual(['platform v10.0.0 v10.0.0', 'platform v2.0.0 v2.0.0']);
    expect(words).toEqual([expect.stringContaining('3 of its tags publish profiles, and only the newest 2 are read')]);
  });

  test('fails for a repository that does not exist, and keeps its previous entries', async () => {
    const url = `${server.url}/absent.git`;
    const content = await read(url, { env: { ...cleanEnv(), ...way } });
    expect(content).toMatchObject({ names: [], isRead: false, unreadUrls: [url] });
    expect(content.words).toEqual([
      `git repository ${url} cannot be read: the repository does not exist, or the login does not have access to it`,
    ]);
  });

  test('fails for a server that cannot be reached', async () => {
    const { words } = await read('http://127.0.0.1:1/x.git', { env: { ...cleanEnv(), ...way } });
    expect(words).toEqual([expect.stringContaining('git repository http://127.0.0.1:1/x.git cannot be read:')]);
  });

  test('fails for a server that sends more than is allowed', async () => {
    const noise = Array.from({ length: 40_000 }, (_, i) => Math.sin(i).toString(36)).join('');
    await repository.commitAll({ 'profile.yaml': profileYaml('platform'), 'a.txt': noise });
    await repository.tag('v1.0.0');
    const { words } = await readIt({ limits: { downloadBytes: 4000, listBytes: 100_000 } });
    if ('CDK8S_PROFILES_GIT' in way) expect(words).toEqual([expect.stringContaining('it sends more than 1000 bytes')]);
    expect((await readIt({ limits: { listBytes: 10 } })).words).toEqual([
      expect.stringContaining('more than 10 bytes'),
    ]);
  });
});

test.each(WAYS)(
  'tags with paths outside of the repository, which git itself does not create, are skipped, %s',
  async (_, way) => {
    const commit = await repository.commitAll({
      'profile.yaml': profileYaml('platform'),
      'nginx/profile.yaml': profileYaml('nginx'),
    });
    await repository.tag('v1.0.0');
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
    const lying = await GitServer.start(join(repository.folder, '..'), {
      intercept: ({ method }, response) => {
        if (method !== 'POST' || ++posts > 1) return false;
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
        response.end(`${packets.join('')}0000`);
        return true;
      },
    });
    const root = temporaryFolder();
    const cacheFolder = join(root, 'cache');
    const url = repository.url.replace(server.url, lying.url);
    const { names, words } = await read(url, { env: { ...cleanEnv(), ...way }, cacheFolder });
    expect({ names, words, posts: posts > 1 }).toEqual({ names: ['platform v1.0.0 v1.0.0'], words: [], posts: true });
    expect([readdirSync(root), readdirSync(cacheFolder)]).toEqual([['cache'], ['git']]);
    await lying.stop();
  },
);

test('of 100,000 tags the newest 10,000 are read', async () => {
  const commit = await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
  const lines = Array.from({ length: 100_000 }, (_, i) => `${commit} refs/tags/v1.${i}.0`).sort();
  writeFileSync(join(repository.folder, 'packed-refs'), `${lines.join('\n')}\n`);
  const { entries, words } = await read(repository.url);
  expect(entries).toHaveLength(10_000);
  expect(entries).toContainEqual(expect.objectContaining({ version: 'v1.99999.0' }));
  expect(words).toEqual([expect.stringContaining('100000 of its tags publish profiles, and only the newest 10000')]);
}, 120_000);

test('a large file that the server can leave out is not fetched', async () => {
  await repository.commitAll({
    // of little use to pack
    'profile.yaml': randomBytes(1 << 20).toString('base64'),
    'web/profile.yaml': profileYaml('web'),
  });
  await repository.tag('v1.0.0');
  await repository.tag('web/v1.0.0');
  const cacheFolder = temporaryFolder();
  const { names, words } = await read(repository.url, { cacheFolder, limits: { downloadBytes: 100_000 } });
  expect(words).toEqual([expect.stringContaining('profile.yaml is larger than 1 MB')]);
  expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
});

/** Commits a file of zeros next to the other files, and as `profile.yaml` in folder `big` if that is given. */
async function commitLargeFile(megabytes: number, paths: readonly string[]): Promise<void> {
  const oid = addLargeFile(repository, megabytes);
  const lines = paths.map(path => `M 100644 ${oid} ${path}\n`);
  const commit = `commit refs/heads/main\ncommitter T <t@example.com> 1700000000 +0000\ndata 1\nx\n`;
  await repository.import(`${commit}from ${await repository.git('rev-parse', 'main')}\n${lines.join('')}`);
  for (const tag of ['web/v1.0.0', 'big/v1.0.0']) await repository.tag(tag);
}

test('a file of 1 GB is not fetched, and does no harm', async () => {
  await repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(1024, ['web/disk.img']);
  const limits = { downloadBytes: 20_000, fetchMs: 10_000 };
  expect(await read(repository.url, { limits })).toMatchObject({ names: ['web v1.0.0 web/v1.0.0'], words: [] });
});

test('a profile.yaml of zeros is a problem of its tag, however small its compressed size', async () => {
  await repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(96, ['big/profile.yaml']);
  const { names, words } = await read(repository.url);
  expect(words).toEqual([expect.stringContaining('big/profile.yaml is larger than 1 MB')]);
  expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
});

test('fails without git for a file that would fill the memory', async () => {
  await repository.commitAll({ 'web/profile.yaml': profileYaml('web') });
  await commitLargeFile(96, ['web/disk.img']);
  const env = { ...cleanEnv(), CDK8S_PROFILES_GIT: 'isomorphic' };
  const { words } = await read(repository.url, { env });
  expect(words).toEqual([
    `git repository ${repository.url} cannot be read: unpacked, it contains a file of more than 64 MB; install git to read it`,
  ]);
  const limits = { unpackedBytes: 2 ** 30, downloadBytes: 90 * 2 ** 20 };
  expect((await read(repository.url, { env, limits })).words).toEqual([
    expect.stringContaining('unpacked, it contains more than 90 MB; install git to read it'),
  ]);
});

describe.each(WAYS)('a repository that changes between the list and what is fetched of it, %s', (_, way) => {
  /** Reads it, and runs `change` before anything is fetched. */
  async function readChanging(change: () => Promise<void>) {
    await repository.commitAll({ 'profile.yaml': profileYaml('before') });
    await repository.tag('v1.0.0');
    let posts = 0;
    const changing = await GitServer.start(join(repository.folder, '..'), {
      intercept: async ({ method }) => {
        if (method === 'POST' && ++posts === 2) {
          await change();
          await repository.git('gc', '--prune=now', '--quiet');
        }
        return false;
      },
    });
    const url = repository.url.replace(server.url, changing.url);
    const { names, words, isRead } = await read(url, { env: { ...cleanEnv(), ...way } });
    await changing.stop();
    return { names, words, isRead, isChanged: posts > 1 };
  }

  test('the new commit of a moved tag is read', async () => {
    const content = await readChanging(async () => {
      await repository.git('update-ref', '-d', 'refs/heads/main');
      await repository.commitAll({ 'profile.yaml': profileYaml('after') });
      await repository.tag('v1.0.0');
    });
    expect(content).toEqual({ names: ['after v1.0.0 v1.0.0'], words: [], isRead: true, isChanged: true });
  });

  test('a tag that was removed is gone', async () => {
    const content = await readChanging(async () => {
      await repository.git('update-ref', '-d', 'refs/heads/main');
      await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx') });
      await repository.tag('nginx/v1.0.0');
      await repository.git('tag', '-d', 'v1.0.0');
    });
    expect(content).toEqual({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [], isRead: true, isChanged: true });
  });

  test('all tags may be removed', async () => {
    const content = await readChanging(async () => {
      await repository.git('update-ref', '-d', 'refs/heads/main');
      await repository.git('tag', '-d', 'v1.0.0');
    });
    expect(content).toEqual({ names: [], words: [], isRead: true, isChanged: true });
  });
});

test('a server without filters and one that refuses them are read', async () => {
  await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
  await repository.tag('v1.0.0');
  await repository.git('config', 'uploadpack.allowFilter', 'false');
  expect(await read(repository.url)).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.git('config', 'uploadpackfilter.allow', 'false');
  expect(await read(repository.url)).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
});

test('a repository with hashes of SHA-256 is read', async () => {
  execFileSync('rm', ['-rf', repository.folder]);
  execFileSync('git', ['init', '-q', '--bare', '--object-format=sha256', '--initial-branch=main', repository.folder]);
  await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx') });
  await repository.tag('nginx/v1.0.0');
  expect(await read(repository.url)).toMatchObject({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [] });
});

test('nothing of the repository or of the settings of the user is run', async () => {
  const home = temporaryFolder();
  const proof = join(home, 'proof');
  const script = join(home, 'script');
  writeFileSync(script, `#!/bin/sh\ntouch ${proof}\nexec "$@"\n`);
  chmodSync(script, 0o755);
  writeFileSync(
    join(home, '.gitconfig'),
    `[core]\n hooksPath = ${home}\n fsmonitor = ${script}\n askPass = ${script}\n sshCommand = ${script}\n gitProxy = ${script}\n[url "ext::${script}"]\n insteadOf = ext:\n`,
  );
  for (const hook of ['reference-transaction', 'post-checkout', 'pre-auto-gc'])
    writeFileSync(join(home, hook), readFileSync(script), { mode: 0o755 });
  await repository.commitAll({
    'profile.yaml': profileYaml('platform'),
    '.gitattributes': '* filter=x',
    'hooks/post-checkout': 'x',
  });
  await repository.tag('v1.0.0');
  const env = {
    ...cleanEnv(home),
    GIT_ASKPASS: script,
    SSH_ASKPASS: script,
    GIT_EXTERNAL_DIFF: script,
    GIT_DIR: '/nowhere',
  };
  expect(await read(repository.url, { env })).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
  expect(existsSync(proof)).toBe(false);
});

test('settings of the user that lead to another protocol are refused', async () => {
  const home = temporaryFolder();
  writeFileSync(
    join(home, '.gitconfig'),
    `[protocol]\n allow = always\n[url "file://${repository.folder}"]\n insteadOf = ${repository.url}\n`,
  );
  const { words } = await read(repository.url, { env: { ...cleanEnv(home), GIT_ALLOW_PROTOCOL: 'file' } });
  expect(words).toEqual([expect.stringContaining("transport 'file' not allowed")]);
});

describe('a server that asks for credentials', () => {
  const login = { username: 'reader', password: 'p@ss:w/ör d' };
  let guarded: GitServer;
  beforeAll(async () => {
    guarded = await GitServer.start(join(temporaryFolder(), 'repositories'), { login });
  });
  afterAll(() => guarded.stop());

  test.each(WAYS)(
    'receives user and password of a Secret in two requests, and they are not stored anywhere, %s',
    async (_, way) => {
      const own = await guarded.createRepository(`own-${count++}`);
      await own.commitAll({ 'profile.yaml': profileYaml('platform') });
      await own.tag('v1.0.0');
      const cacheFolder = temporaryFolder();
      const reading = {
        credentials: { kind: 'basic', ...login } as const,
        cacheFolder,
        env: { ...cleanEnv(), ...way },
      };
      expect(await read(own.url, reading)).toMatchObject({ names: ['platform v1.0.0 v1.0.0'], words: [] });
      const before = guarded.requests.length;
      expect(await read(own.url, reading)).toMatchObject({ isUnchanged: true });
      expect(guarded.requests.length - before).toBeLessThanOrEqual(2);
      const files = readdirSync(cacheFolder, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
      const texts = files.map(file => readFileSync(join(file.parentPath, file.name), 'latin1')).join();
      for (const secret of [login.password, Buffer.from(`${login.username}:${login.password}`).toString('base64')]) {
        expect(texts).not.toContain(secret);
      }
    },
  );

  test.each(WAYS)('refuses other credentials with a message, %s', async (_, way) => {
    const own = await guarded.createRepository(`own-${count++}`);
    const env = { ...cleanEnv(), ...way };
    const credentials = { kind: 'basic', username: 'reader', password: 'hunter2' } as const;
    const wrong = await read(own.url, { credentials, env });
    expect(wrong.words).toEqual([
      `git repository ${own.url} cannot be read: the server does not accept the user and password in the Secret`,
    ]);
    const nobody = await read(own.url, { env });
    expect(nobody.words).toEqual([
      expect.stringContaining('the server asks for a user and a password; name a Secret in "secretRef"'),
    ]);
  });

  test('asks the credential helper and netrc of the user', async () => {
    const own = await guarded.createRepository(`own-${count++}`);
    await own.commitAll({ 'profile.yaml': profileYaml('platform') });
    await own.tag('v1.0.0');
    const helped = temporaryFolder();
    writeFileSync(
      join(helped, '.gitconfig'),
      `[credential]\n helper = "!f() { echo username=${login.username}; echo 'password=${login.password}'; }; f"\n`,
    );
    expect(await read(own.url, { env: cleanEnv(helped) })).toMatchObject({ names: ['platform v1.0.0 v1.0.0'] });
    const simple = await GitServer.start(join(own.folder, '..'), { login: { username: 'a', password: 'b' } });
    const listed = temporaryFolder();
    writeFileSync(join(listed, '.netrc'), 'machine 127.0.0.1 login a password b\n', { mode: 0o600 });
    const url = own.url.replace(guarded.url, simple.url);
    expect(await read(url, { env: cleanEnv(listed) })).toMatchObject({ names: ['platform v1.0.0 v1.0.0'] });
    await simple.stop();
  });

  test.each(WAYS)('receives no password if another server redirects to it, %s', async (_, way) => {
    let seen = 0;
    const thief = await GitServer.start(temporaryFolder(), {
      intercept: ({ headers }) => (seen += headers.authorization === undefined ? 0 : 1) < 0,
    });
    const detour = await GitServer.start(temporaryFolder(), {
      intercept: ({ url }, response) => (response.writeHead(302, { location: thief.url + url }).end(), true),
    });
    const credentials = { kind: 'basic', ...login } as const;
    const { words } = await read(`${detour.url}/x.git`, { credentials, env: { ...cleanEnv(), ...way } });
    expect(words).toEqual([expect.stringContaining('the server redirects to another address; use that one')]);
    expect(seen).toBe(0);
    await Promise.all([thief.stop(), detour.stop()]);
  });
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

test.each(['--upload-pack=touch /tmp/x', 'ext::sh -c id', '/srv/git', 'https://user:hunter2@git.example.com/x'])(
  'fails for URL %s without asking anybody',
  async url => {
    const { words, unreadUrls, isRead } = await read(url);
    expect(words).toEqual([expect.stringMatching(/^git repository .* cannot be read: /)]);
    expect(isRead).toBe(false);
    expect(`${words[0]} ${unreadUrls}`).not.toContain('hunter2');
  },
);
