/**
 * Authentication with registries: logins, tokens, and which servers must not receive them.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { ociChart } from '../../servers/oci-chart';
import { basicOf } from '../../servers/paging-registry';
import { Authority } from '../certificates';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';
import { serve } from '../serve';
import { CHART, LOGIN, AUTH, ENV, serveChart, read, secretsOf, dockerConfig } from './registry-login';

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
