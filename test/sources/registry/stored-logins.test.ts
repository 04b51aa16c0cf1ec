/**
 * Logins of registries that are stored on the machine, or given by credential helpers.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { LOGIN, AUTH, ENV, serveChart, read, write } from './registry-login';

describe('logins of this machine', () => {
  const good = (host: string) => ({ auths: { [host]: { auth: AUTH } } });

  test.each<[string, (folder: string, host: string) => Record<string, string>]>([
    ['of docker', (home, host) => (write(home, '.docker/config.json', good(host)), { HOME: home })],
    [
      'of docker, as a token',
      (home, host) => (write(home, '.docker/config.json', { auths: { [host]: { registrytoken: 'registry-t0ken' } } }), { HOME: home }), // prettier-ignore
    ],
    ['where DOCKER_CONFIG says', (home, host) => (write(home, 'config.json', good(host)), { DOCKER_CONFIG: home })],
    ['of Podman', (home, host) => ({ REGISTRY_AUTH_FILE: write(home, 'auth.json', good(host)) })],
    ['of Podman, by default', (home, host) => (write(home, 'containers/auth.json', good(host)), { XDG_RUNTIME_DIR: home })], // prettier-ignore
    ['of Helm', (home, host) => ({ HELM_REGISTRY_CONFIG: write(home, 'registry.json', good(host)) })],
    ['of Helm, by default', (home, host) => (write(home, '.config/helm/registry/config.json', good(host)), { HOME: home })], // prettier-ignore
  ])('those %s', async (what, envOf) => {
    const auth = what.endsWith('token') ? 'bearer' : 'basic';
    const { source, server, asked } = await serveChart({ auth, login: LOGIN });
    expect(await read(source, { env: envOf(temporaryFolder(), server.host) })).toBe(1);
    expect(asked()).toHaveLength(5); // the first request of each is rejected, because no login is
    // sent before the registry asks
  });

  test('they are searched for only if the registry asks, and not if the source has one', async () => {
    const open = await serveChart({});
    const home = temporaryFolder();
    write(home, '.docker/config.json', 'no JSON');
    expect(await read(open.source, { env: { HOME: home } })).toBe(1);
    const asking = await serveChart({ auth: 'basic', login: LOGIN });
    expect(await read(asking.source, { env: { HOME: home, ...ENV } })).toBe(1);
  });

  test('a damaged file does not prevent others from being read, and is named if no login is accepted', async () => {
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN });
    const home = temporaryFolder();
    const damaged = write(home, 'auth.json', '{"auths": hunter2');
    const env = { HOME: home, REGISTRY_AUTH_FILE: damaged };
    const words = await read(source, { env });
    expect(words).toContain(`(401); ${damaged} is not a docker config: it is not a JSON object`);
    expect(words).not.toContain('hunter2');
    write(home, '.docker/config.json', good(server.host));
    expect(await read(source, { env })).toBe(1);
  });
});

describe('credential helpers', () => {
  /** A program that implements docker's protocol, and records its input; the real ones need a keychain. */
  function helperThat(script: string, config: (host: string) => object) {
    const folder = temporaryFolder();
    const file = join(folder, 'docker-credential-keys');
    writeFileSync(file, `#!/bin/sh\necho "$1 $(cat)" >> ${folder}/asked\n${script}\n`);
    chmodSync(file, 0o755);
    const envFor = (host: string) => {
      write(folder, 'config.json', config(host));
      return { DOCKER_CONFIG: folder, PATH: `${folder}:/bin:/usr/bin` };
    };
    return { envFor, asked: () => filesIn(folder).asked?.trim().split('\n') ?? [] };
  }
  const answer = (username: string, secret: string) =>
    `echo '${JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret })}'`;

  test.each<[string, (host: string) => object]>([
    ['credsStore', () => ({ credsStore: 'keys', auths: {} })],
    ['credHelpers', host => ({ credHelpers: { [host]: 'keys' }, credsStore: 'absent' })],
  ])('the program for %s is called once', async (_, config) => {
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN }, ['1.0.0', '1.1.0']);
    const { envFor, asked } = helperThat(answer('me', 'hunter2'), config);
    expect(await read(source, { env: envFor(server.host) })).toBe(2);
    expect(asked()).toEqual([`get ${server.host}`]);
  });

  test('it may return a token that is exchanged for another one', async () => {
    const { source, server } = await serveChart({ auth: 'bearer', refreshToken: 'refr3sh' });
    const { envFor } = helperThat(answer('<token>', 'refr3sh'), () => ({ credsStore: 'keys' }));
    expect(await read(source, { env: envFor(server.host) })).toBe(1);
  });

  test('without a login in the helper, the file is used, and public registries work', async () => {
    const none = 'echo "credentials not found in native keychain"; exit 1';
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN });
    const both = helperThat(none, host => ({ credsStore: 'keys', auths: { [host]: { auth: AUTH } } }));
    expect(await read(source, { env: both.envFor(server.host) })).toBe(1);
    const open = await serveChart({ auth: 'bearer' });
    const broken = helperThat('exit 3', () => ({ credsStore: 'keys' }));
    expect(await read(open.source, { env: broken.envFor(open.server.host) })).toBe(1);
  });

  test.each([
    [
      'fails',
      'echo hunter2; echo hunter2 >&2; exit 3',
      'docker-credential-keys failed (exit code 3); run it to see why: echo HOST | docker-credential-keys get',
    ],
    [
      'prints what is not a login',
      'echo hunter2',
      'docker-credential-keys printed something that is not a login for HOST',
    ],
    ['prints endless output', 'yes hunter2', 'docker-credential-keys printed too much'],
  ])('one that %s is reported, without its output', async (_, script, words) => {
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN });
    const { envFor } = helperThat(script, () => ({ credsStore: 'keys' }));
    const said = await read(source, { env: envFor(server.host) });
    expect(said).toContain(`(401); ${words.replaceAll('HOST', server.host)}`);
    expect(said).not.toContain('hunter2');
  });

  test('one that does not exist, or has an invalid name, is reported', async () => {
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN });
    const saidFor = (credsStore: string) => read(source, { env: helperThat('', () => ({ credsStore })).envFor(server.host) }); // prettier-ignore
    expect(await saidFor('absent')).toContain('; docker-credential-absent cannot be run; check that it is on the PATH');
    expect(await saidFor('../../bin/sh')).toContain(
      '; the docker config names a helper that is not the name of a program',
    );
  });
});
