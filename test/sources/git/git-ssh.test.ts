import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitRepository } from '../../servers/git-repository';
import { profileYaml } from '../../servers/profile-repository';
import { hasSshd, SshServer } from '../../servers/ssh-server';
import { cleanEnv, read } from './git-reading';

if (!hasSshd) process.stderr.write('skipped: /usr/sbin/sshd is missing; install openssh-server\n');
const describeSsh = hasSshd ? describe : describe.skip;

describeSsh.each([
  ['with protocol 2', ['AcceptEnv GIT_PROTOCOL']],
  ['with the oldest protocol', []],
])('over ssh, %s', (_, settings) => {
  let server: SshServer;
  let url: string;
  beforeAll(async () => {
    server = await SshServer.start(join(temporaryFolder(), 'ssh'), settings);
    const repository = await GitRepository.create(join(temporaryFolder(), 'profiles.git'), '');
    url = server.urlOf(repository.folder);
    await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx') });
    await repository.git(
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@example.com',
      'tag',
      '-a',
      '-m',
      'x',
      'nginx/v1.0.0',
      'main',
    );
  });
  afterAll(() => server.stop());
  const credentials = (identity: 'user' | 'stranger', knownHosts: string) =>
    ({ kind: 'ssh', identity: server.key(identity), knownHosts }) as const;

  test('the key of a Secret is used, and removed afterwards', async () => {
    const cacheFolder = temporaryFolder();
    const content = await read(url, { credentials: credentials('user', server.knownHosts()), cacheFolder });
    expect(content).toMatchObject({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [] });
    expect(content.entries[0].origin).toMatchObject({ url });
    expect(readdirSync(cacheFolder, { recursive: true }).join()).not.toMatch(/identity|known_hosts/);
    expect(await read(url, { credentials: credentials('user', server.knownHosts()), cacheFolder })).toMatchObject({
      isUnchanged: true,
    });
  });

  test('a server with another host key is refused', async () => {
    const { words } = await read(url, { credentials: credentials('user', server.knownHosts('stranger')) });
    expect(words).toEqual([
      `git repository ${url} cannot be read: the host key of the server is not the one in "known_hosts" of the Secret, so it may be another server; compare it with what the server's operator publishes`,
    ]);
  });

  test('a server that is not in known_hosts is refused', async () => {
    const { words } = await read(url, { credentials: credentials('user', '# none\n') });
    expect(words).toEqual([expect.stringContaining('the host key of the server is not the one')]);
    const unknown = await read(url, { env: { ...cleanEnv(), HOME: temporaryFolder() } });
    expect(unknown.words).toEqual([expect.stringMatching(/host key|does not accept any of your/)]);
  });

  test('a key that the server does not accept is reported, and not shown', async () => {
    const { words } = await read(url, { credentials: credentials('stranger', server.knownHosts()) });
    expect(words).toEqual([
      `git repository ${url} cannot be read: the server does not accept "identity" of the Secret`,
    ]);
    const broken = { kind: 'ssh', identity: 'no key at all', knownHosts: server.knownHosts() } as const;
    expect((await read(url, { credentials: broken })).words).toEqual([
      expect.stringContaining('does not accept "identity"'),
    ]);
  });

  test('the command for ssh in the environment is used without a Secret', async () => {
    const folder = temporaryFolder();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(folder, 'key'), server.key('user'), { mode: 0o600 });
    writeFileSync(join(folder, 'hosts'), server.knownHosts());
    const command = `ssh -F none -i ${folder}/key -o IdentitiesOnly=yes -o UserKnownHostsFile=${folder}/hosts`;
    const content = await read(url, { env: { ...cleanEnv(), GIT_SSH_COMMAND: command } });
    expect(content).toMatchObject({ names: ['nginx v1.0.0 nginx/v1.0.0'], words: [] });
  });

  test('fails for a repository that does not exist, and without git', async () => {
    const way = { credentials: credentials('user', server.knownHosts()) };
    const { words } = await read(`${url}x`, way);
    expect(words).toEqual([
      expect.stringContaining('the repository does not exist, or the login does not have access to it'),
    ]);
    const without = await read(url, { ...way, env: { ...cleanEnv(), CDK8S_PROFILES_GIT: 'isomorphic' } });
    expect(without.words).toEqual([expect.stringContaining('reading over ssh needs git, which is not on the PATH')]);
  });
});

test('the user’s ssh agent is used without a Secret', async () => {
  if (!hasSshd) return;
  const { execFileSync } = await import('node:child_process');
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const server = await SshServer.start(join(temporaryFolder(), 'ssh'));
  const folder = temporaryFolder();
  const repository = await GitRepository.create(join(folder, 'profiles.git'), '');
  await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
  await repository.tag('v1.0.0');
  const agent = execFileSync('ssh-agent', ['-s', '-a', join(folder, 'agent')]).toString();
  const env = { ...cleanEnv(), SSH_AUTH_SOCK: join(folder, 'agent'), SSH_AGENT_PID: /PID=(\d+)/.exec(agent)![1] };
  try {
    execFileSync('ssh-add', ['-q', '-'], { input: server.key('user'), env, stdio: ['pipe', 'ignore', 'ignore'] });
    writeFileSync(join(folder, 'hosts'), server.knownHosts());
    mkdirSync(join(folder, '.ssh'));
    const command = `ssh -F none -o BatchMode=yes -o UserKnownHostsFile=${folder}/hosts`;
    const { names } = await read(server.urlOf(repository.folder), { env: { ...env, GIT_SSH_COMMAND: command } });
    expect(names).toEqual(['platform v1.0.0 v1.0.0']);
  } finally {
    execFileSync('ssh-agent', ['-k'], { env, stdio: 'ignore' });
    await server.stop();
  }
});
