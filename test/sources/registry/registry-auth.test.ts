/**
 * Authentication with registries: logins, tokens, and which servers must not receive them.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { ReadOptions, RegistrySource } from '../../../lib/sources/reading/catalog-source';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { ociChart } from '../../servers/oci-chart';
import { basicOf, type PagingRegistryOptions } from '../../servers/paging-registry';
import { Authority } from '../certificates';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';
import { serve } from '../serve';

const CHART = 'charts/linkerd2';
const LOGIN = { username: 'me', password: 'hunter2' };
const AUTH = Buffer.from('me:hunter2').toString('base64');
const ENV = { CDK8S_PROFILES_MESH_USERNAME: 'me', CDK8S_PROFILES_MESH_PASSWORD: 'hunter2' };

async function serveChart(options: PagingRegistryOptions, versions = ['1.0.0']) {
  const serving = await servePaging(options);
  for (const version of versions) serving.registry.push(CHART, ociChart({ version }));
  const source = registryAt(`oci://${serving.server.host}/${CHART}`);
  return { ...serving, source };
}

/** What was read, or the only problem, without its location. */
async function read(source: RegistrySource, options: Partial<ReadOptions> = {}) {
  const { names, words } = await readAll(source, strangerOptions(options));
  return words.length === 0 ? names.length : words[0].replace(/^.* cannot be read: /, '');
}

const secretsOf = (values: Record<string, string>) => new Map([['default/login', new Map(Object.entries(values))]]);
const dockerConfig = (auths: object) => ({ '.dockerconfigjson': JSON.stringify({ auths }) });

describe('tokens', () => {
  test('a token is requested once for all tags, without a login', async () => {
    const { source, asked, server } = await serveChart({ auth: 'bearer' }, ['1.0.0', '1.1.0', '1.2.0']);
    expect(await read(source)).toBe(3);
    expect(asked().filter(line => line.includes('/token'))).toEqual([
      `GET /token?service=test&scope=repository%3Acharts%2Flinkerd2%3Apull`,
    ]);
    expect(server.requests.find(({ url }) => url!.startsWith('/token'))!.headers.authorization).toBeUndefined();
  });

  test('a token that is no longer accepted is requested again', async () => {
    const { source, asked } = await serveChart({ auth: 'bearer', tokenUses: 4 }, ['1.0.0', '1.1.0', '1.2.0']);
    expect(await read(source)).toBe(3);
    expect(asked().filter(line => line.includes('/token')).length).toBeGreaterThan(1);
  });

  test('a login is sent to the server that issues tokens, and the token only to the registry', async () => {
    const { source, server } = await serveChart({ auth: 'bearer', login: LOGIN });
    expect(await read(source, { env: ENV })).toBe(1);
    const shown = server.requests.map(({ url, headers }) => `${url!.startsWith('/token') ? 'token' : 'registry'} ${headers.authorization}`); // prettier-ignore
    expect(new Set(shown)).toEqual(
      new Set(['registry undefined', `token ${basicOf(LOGIN)}`, 'registry Bearer registry-t0ken']),
    );
  });

  test('a folder of charts needs a token for each chart, and one for the list', async () => {
    const { registry, server, asked } = await serveChart({ auth: 'bearer', login: LOGIN });
    registry.push('charts/flagger', ociChart({ name: 'flagger', version: '1.0.0' }));
    expect(await read(registryAt(`oci://${server.host}/charts`, { kind: 'HelmRepository' }), { env: ENV })).toBe(2);
    expect(asked().filter(line => line.includes('/token'))).toHaveLength(3);
  });

  test('a token issued by another host is used, as for Docker Hub', async () => {
    const authority = new Authority();
    const giving = await serve((_, response) => response.end('{"access_token": "registry-t0ken"}'), authority.issue());
    const { registry } = await serveChart({ auth: 'bearer', realm: () => giving.url });
    const server = await serve(registry.handle, authority.issue());
    const source = registryAt(`oci://${server.host}/${CHART}`);
    expect(await read(source, { env: { SSL_CERT_FILE: authority.caFile } })).toBe(1);
  });

  test('fails if tokens are issued in plain text by another host, or for a registry behind TLS, without sending a login', async () => {
    const authority = new Authority();
    const plain = await serve((_, response) => response.end('{"token": "x"}'));
    const realm = () => plain.url.replace('127.0.0.1', 'localhost');
    const { registry, source, server } = await serveChart({ auth: 'bearer', login: LOGIN, realm });
    const words = (host: string) => `${host} has its tokens issued over plain http by ${new URL(realm()).host}, where others could read them`; // prettier-ignore
    expect(await read(source, { env: ENV })).toBe(words(server.host));
    const tls = await serve(registry.handle, authority.issue());
    const env = { ...ENV, SSL_CERT_FILE: authority.caFile };
    expect(await read(registryAt(`oci://${tls.host}/${CHART}`), { env })).toBe(words(tls.host));
    expect(plain.requests).toHaveLength(0);
  });

  test.each([
    ['something that is not a URL', 'nowhere', 'names a token service whose address is not a URL'],
    ['a file', 'file:///etc/passwd', 'names a token service whose address is not a URL'],
  ])('fails for a realm that is %s', async (_, realm, reason) => {
    const { source, server } = await serveChart({ auth: 'bearer', realm: () => realm.replace('/token', '') });
    expect(await read(source)).toBe(`${server.host} ${reason}`);
  });

  test.each([
    ['{}', 'sent something that is not a token'],
    ['{"token": "a b\\r\\nX-Evil: 1"}', 'sent something that is not a token'],
    ['<html>', 'sent something that is not a token'],
    ['x'.repeat(200_000), 'the response is larger than 131072 bytes, the most that is read'],
  ])('fails for an answer that is not a token: %#', async (body, reason) => {
    const intercept = ({ url }: { url?: string }, response: ServerResponse) =>
      url!.startsWith('/token') && !!response.end(body);
    const { source } = await serveChart({ auth: 'bearer', intercept });
    expect(await read(source)).toContain(reason);
  });

  test('a static token is sent unchanged, and not over plain http', async () => {
    const { source, asked } = await serveChart({ auth: 'bearer' });
    const env = { CDK8S_PROFILES_MESH_TOKEN: 'registry-t0ken' };
    expect(await read(source, { env })).toBe(1);
    expect(asked().filter(line => line.includes('/token'))).toEqual([]);
    const insecure = { ...source, url: 'oci://registry.invalid/charts/linkerd2', insecure: true };
    expect(await read(insecure, { env })).toContain('others could read a token on the way');
  });
});

test('blobs on another host are read without credentials', async () => {
  const storage = await servePaging();
  const { registry, source } = await serveChart({ auth: 'basic', login: LOGIN, blobsAt: () => storage.server.url });
  for (const [digest, data] of registry.contents) storage.registry.contents.set(digest, data);
  expect(await read(source, { env: ENV })).toBe(1);
  expect(storage.asked()).toHaveLength(1);
  expect(storage.server.requests[0].headers.authorization).toBeUndefined();
});

test('fails for another host that asks for a login, and does not send it', async () => {
  const giving = await serve((_, response) => response.end('{"token": "x"}'));
  const headers = { 'www-authenticate': `Bearer realm="${giving.url}/token"` };
  const storage = await serve((_, response) => response.writeHead(401, headers).end());
  const { source, server } = await serveChart({ auth: 'basic', login: LOGIN, blobsAt: () => storage.url });
  const { words } = await readAll(source, strangerOptions({ env: ENV }));
  expect(words[0]).toContain(`${server.host}/${CHART} does not accept the credentials (401)`);
  expect(storage.requests.map(request => request.headers.authorization)).toEqual([undefined]);
  expect(giving.requests).toEqual([]);
});

test('fails for a login that is redirected', async () => {
  const other = await serve((_, response) => response.end('{"token": "x"}'));
  const intercept = ({ url }: { url?: string }, response: ServerResponse) =>
    url!.startsWith('/token') && !!response.writeHead(307, { location: `${other.url}/token` }).end();
  const { source, server } = await serveChart({ auth: 'bearer', intercept, refreshToken: 'r' });
  const auths = { [server.host]: { identitytoken: 'refr3sh' } };
  const secrets = secretsOf(dockerConfig(auths));
  expect(await read({ ...source, secretName: 'login' }, { secrets })).toBe(
    `${server.host} redirects a login, and logins are not sent to other addresses`,
  );
  expect(other.requests).toHaveLength(0);
});

describe('Secrets', () => {
  test.each([
    ['a user and a password', () => LOGIN],
    ['a docker config', (host: string) => dockerConfig({ [host]: { auth: AUTH } })],
    ['a docker config with a URL', (host: string) => dockerConfig({ [`https://${host}/v1/`]: { auth: AUTH } })],
    ['a docker config with separate user and password', (host: string) => dockerConfig({ [host]: LOGIN })],
    ['a docker config for a path', (host: string) => dockerConfig({ [host]: { auth: 'eDp5' }, [`${host}/charts`]: { auth: AUTH } })], // prettier-ignore
  ])('%s', async (_, values) => {
    for (const auth of ['basic', 'bearer'] as const) {
      const { source, server } = await serveChart({ auth, login: LOGIN });
      const secrets = secretsOf(values(server.host) as Record<string, string>);
      expect(await read({ ...source, secretName: 'login' }, { secrets })).toBe(1);
    }
  });

  test('a token that is exchanged for another one', async () => {
    const { source, server, asked } = await serveChart({ auth: 'bearer', refreshToken: 'refr3sh' });
    const secrets = secretsOf(dockerConfig({ [server.host]: { identitytoken: 'refr3sh' } }));
    expect(await read({ ...source, secretName: 'login' }, { secrets })).toBe(1);
    expect(asked()).toContain('POST /token');
  });

  test.each([
    [{ '.dockerconfigjson': '{"hunter2": ' }, 'Secret default/login is not a docker config: it is not a JSON object'],
    [
      dockerConfig({ 'other.example.com': { auth: AUTH } }),
      'Secret default/login has no login for HOST; add it to "auths" of its docker config',
    ],
    [
      dockerConfig({ HOST: { auth: 'hunter2' } }),
      '"auth" of Secret default/login for HOST is not a user and password in base64',
    ],
    [
      { '.dockerconfigjson': 'ENC[AES256_GCM,data:x]' },
      '".dockerconfigjson" of Secret default/login is encrypted; decrypt it into the environment, or give a kubeconfig to read it from the cluster',
    ],
  ])('fails for what is none: %#', async (values, words) => {
    const { source, server } = await serveChart({ auth: 'basic', login: LOGIN });
    const secrets = secretsOf(JSON.parse(JSON.stringify(values).replaceAll('HOST', server.host)));
    expect(await read({ ...source, secretName: 'login' }, { secrets })).toBe(words.replaceAll('HOST', server.host));
    expect(server.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });
});

/** Writes a file of logins; returns its path. */
function write(folder: string, path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

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

test('headers that offer several schemes, or none that is supported', async () => {
  const ask = async (headers: OutgoingHttpHeaders) => {
    const intercept = (_: unknown, response: ServerResponse) => !!response.writeHead(401, headers).end();
    const { source, server } = await serveChart({ intercept });
    const words = String(await read(source, { env: ENV }));
    return { words, shown: server.requests.map(request => request.headers.authorization) };
  };
  expect((await ask({ 'www-authenticate': 'Digest realm="x", BASIC realm="a, b"' })).shown).toEqual([undefined, basicOf(LOGIN)]); // prettier-ignore
  expect((await ask({ 'www-authenticate': 'Negotiate' })).shown).toEqual([undefined]);
  expect((await ask({})).words).toContain('asks for credentials');
});
