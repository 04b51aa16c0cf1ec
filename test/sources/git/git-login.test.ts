/**
 * Servers that ask for credentials.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, WAYS } from './git-reading';

describe('a server that asks for credentials', () => {
  const login = { username: 'reader', password: 'p@ss:w/ör d' };
  let guarded: GitServer;
  let count = 0;
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
