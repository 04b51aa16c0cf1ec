/**
 * Credentials from all places where they can be given, as the repository receives them.
 */
import type { HelmRepositorySource, ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { Authority } from '../certificates';
import { answering, INDEX, serve } from '../serve';
import { authority, CERTIFICATE, CLIENT, basicOf, secretsOf, serveTo, read } from './read-with-login';

const NAME = 'CDK8S_PROFILES_PLATFORM';
const WAYS = `put its manifest next to the source, set ${NAME}_USERNAME and ${NAME}_PASSWORD or ${NAME}_TOKEN, or give a kubeconfig to read it from the cluster`;

test('a user and a password come from a Secret of the namespace of the source', async () => {
  const server = await serveTo(basicOf('me:hunter2'));
  const secrets = secretsOf({
    'default/charts': { username: 'wrong', password: 'wrong' },
    'team-a/charts': { username: 'me', password: 'hunter2' },
  });
  expect(await read(server, { namespace: 'team-a', secretName: 'charts' }, { secrets })).toBe(3);
  expect(await read(server, { secretName: 'charts' }, { secrets })).toBe(
    `${server.host} does not accept the credentials (401)`,
  );
});

test('a token comes from a Secret, and is sent over TLS only', async () => {
  const server = await serveTo('Bearer tok3n');
  const secrets = secretsOf({ 'default/charts': { bearerToken: 'tok3n\n' } });
  expect(await read(server, { secretName: 'charts' }, { secrets })).toBe(3);
  const plain = await serve(answering(INDEX));
  expect(await read(plain, { secretName: 'charts' }, { secrets })).toBe(
    'others could read a token on the way; use an https:// URL',
  );
  expect(plain.requests).toHaveLength(0);
});

test('a user and a password may be sent in plain text, as in Flux', async () => {
  const plain = await serve(answering(INDEX));
  const secrets = secretsOf({ 'default/charts': { username: 'me', password: 'hunter2' } });
  expect(await read(plain, { secretName: 'charts' }, { secrets })).toBe(3);
  expect(plain.requests[0].headers.authorization).toBe(basicOf('me:hunter2'));
});

test.each([
  [{ [`${NAME}_USERNAME`]: 'me', [`${NAME}_PASSWORD`]: 'hunter2' }, basicOf('me:hunter2')],
  [{ [`${NAME}_TOKEN`]: 'tok3n' }, 'Bearer tok3n'],
])('the environment gives them, and takes precedence over a Secret', async (env, authorization) => {
  const server = await serveTo(authorization);
  expect(await read(server, {}, { env })).toBe(3);
  const secrets = secretsOf({ 'default/charts': { username: 'wrong', password: 'wrong' } });
  expect(await read(server, { secretName: 'charts' }, { env, secrets })).toBe(3);
  expect(await read(server, { secretName: 'nowhere' }, { env })).toBe(3);
});

test('the name of a source is written in capitals and underscores', async () => {
  const server = await serveTo('Bearer tok3n');
  const env = { CDK8S_PROFILES_PLATFORM_CHARTS_V2_TOKEN: 'tok3n' };
  expect(await read(server, { name: 'platform-charts.v2' }, { env })).toBe(3);
});

test('those of the URL are used, after those of a Secret', async () => {
  const server = await serveTo(basicOf('me:hunter2'));
  const url = { 'url of HelmRepository default/platform': { username: 'me', password: 'hunter2' } };
  expect(await read(server, {}, { secrets: secretsOf(url) })).toBe(3);
  const both = secretsOf({ ...url, 'default/charts': { username: 'you', password: 'x' } });
  expect(await read(server, { secretName: 'charts' }, { secrets: both })).toContain('does not accept');
});

test.each<[string, Partial<HelmRepositorySource>, Partial<ReadOptions>, string]>([
  ['a Secret that cannot be found', { secretName: 'charts' }, {}, `Secret default/charts is missing; ${WAYS}`],
  [
    'certificates that cannot be found',
    { certSecretName: 'tls' },
    {},
    `Secret default/tls is missing; put its manifest next to the source, set ${NAME}_CA_FILE and ${NAME}_CERT_FILE or ${NAME}_KEY_FILE, or give`,
  ],
  [
    'an encrypted Secret',
    { secretName: 'charts' },
    { secrets: secretsOf({ 'default/charts': { username: 'me', password: 'ENC[AES256_GCM,data:x]' } }) },
    '"password" of Secret default/charts is encrypted; decrypt it into the environment, or give a kubeconfig',
  ],
  [
    'a Secret with half a login',
    { secretName: 'charts' },
    { secrets: secretsOf({ 'default/charts': { username: 'me' } }) },
    'Secret default/charts has only one of "username" and "password"; write both',
  ],
  [
    'half a login in the environment',
    {},
    { env: { [`${NAME}_USERNAME`]: 'me' } },
    `${NAME}_PASSWORD is not set, but the other one of user and password is; set both`,
  ],
  [
    'two logins in the environment',
    {},
    { env: { [`${NAME}_USERNAME`]: 'me', [`${NAME}_TOKEN`]: 'tok3n' } },
    `${NAME}_TOKEN is set, and so is a user or a password; unset one of them`,
  ],
  ['a token over two lines', {}, { env: { [`${NAME}_TOKEN`]: 'tok\r\nX-Evil: 1' } }, 'the token contains spaces'],
  [
    'a certificate without its key',
    { certSecretName: 'tls' },
    { secrets: secretsOf({ 'default/tls': { 'tls.crt': 'x' } }) },
    'Secret default/tls has only one of "tls.crt" and "tls.key"; write both',
  ],
  [
    'a Secret without certificates',
    { certSecretName: 'tls' },
    { secrets: secretsOf({ 'default/tls': { username: 'me' } }) },
    'Secret default/tls has neither "tls.crt" and "tls.key" nor "ca.crt"; write one of them',
  ],
  [
    'an invalid certificate',
    { certSecretName: 'tls' },
    { secrets: secretsOf({ 'default/tls': { 'tls.crt': 'tok3n', 'tls.key': 'tok3n' } }) },
    'the certificate of Secret default/tls cannot be used: ',
  ],
  [
    'an invalid authority',
    { certSecretName: 'tls' },
    { secrets: secretsOf({ 'default/tls': { 'ca.crt': 'tok3n' } }) },
    'Secret default/tls contains no certificate; write it as PEM',
  ],
])('fails for %s, and sends no request', async (_, source, options, words) => {
  const server = await serveTo('');
  expect(await read(server, source, options)).toMatch(new RegExp(`^${words.replace(/[[\].]/g, '\\$&')}`));
  expect(server.requests).toHaveLength(0);
});

test('fails for a server that asks for credentials that were not given', async () => {
  const server = await serveTo('Bearer tok3n');
  expect(await read(server, {})).toBe(
    `${server.host} asks for credentials; name a Secret in "secretRef", or set ${NAME}_USERNAME and ${NAME}_PASSWORD or ${NAME}_TOKEN (401)`,
  );
});

describe('certificates', () => {
  const tls = { ...CERTIFICATE, ca: authority.ca, requestCert: true };

  test.each<[string, Partial<HelmRepositorySource>, Record<string, string>]>([
    [
      'certSecretRef',
      { certSecretName: 'tls' },
      { 'ca.crt': authority.ca, 'tls.crt': CLIENT.cert, 'tls.key': CLIENT.key },
    ],
    ['certSecretRef, by older names', { certSecretName: 'tls' }, { caFile: authority.ca, certFile: CLIENT.cert, keyFile: CLIENT.key }], // prettier-ignore
    ['secretRef, as in older Flux', { secretName: 'tls' }, { caFile: authority.ca, certFile: CLIENT.cert, keyFile: CLIENT.key }], // prettier-ignore
  ])('a client certificate and an authority come from %s', async (_, source, values) => {
    const repository = await serve(answering(INDEX), tls);
    const secrets = secretsOf({ 'default/tls': values });
    expect(await read(repository, source, { secrets, env: { SSL_CERT_FILE: undefined } })).toBe(3);
  });

  test('a login and a certificate of two Secrets go together', async () => {
    const repository = await serve(answering(INDEX), tls);
    const secrets = secretsOf({
      'default/tls': { 'ca.crt': authority.ca, 'tls.crt': CLIENT.cert, 'tls.key': CLIENT.key },
      'default/charts': { username: 'me', password: 'hunter2' },
    });
    const source = { secretName: 'charts', certSecretName: 'tls' };
    expect(await read(repository, source, { secrets, env: { SSL_CERT_FILE: undefined } })).toBe(3);
    expect(repository.requests[0].headers.authorization).toBe(basicOf('me:hunter2'));
  });

  test('an authority of a Secret is trusted in addition to the others', async () => {
    const repository = await serve(answering(INDEX), CERTIFICATE);
    const secrets = secretsOf({ 'default/tls': { 'ca.crt': new Authority().ca } });
    expect(await read(repository, { certSecretName: 'tls' }, { secrets })).toBe(3);
  });
});
