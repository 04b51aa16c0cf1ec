/**
 * Credentials from all places where they can be given, as the repository receives them.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HelmRepositorySource, ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { Authority } from '../certificates';
import { answering, INDEX, optionsOf, QUICK, repositoryAt, serve, type Serving } from '../serve';

const authority = new Authority();
const CERTIFICATE = authority.issue();
const CLIENT = authority.issue('client');
const basicOf = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
const secretsOf = (secrets: Record<string, Record<string, string>>): ReadOptions['secrets'] =>
  new Map(Object.entries(secrets).map(([name, values]) => [name, new Map(Object.entries(values))]));

/** A server for requests with `authorization`, or one of several. */
const serveTo = (...authorizations: readonly string[]) =>
  serve((request, response) => {
    const isWelcome = authorizations.includes(request.headers.authorization ?? '');
    if (isWelcome) answering(INDEX, { etag: '"1"' })(request, response);
    else response.writeHead(401).end('\u001b[31mhunter2');
  }, CERTIFICATE);

async function read(server: Serving, more: Partial<HelmRepositorySource>, options: Partial<ReadOptions> = {}) {
  const all = optionsOf({ ...options, env: { SSL_CERT_FILE: authority.caFile, ...options.env } });
  const content = await readSource(repositoryAt(server.url, more), all, { ...QUICK, retries: 0 });
  const [problem] = content.problems;
  const written = JSON.stringify([content, filesIn(all.cacheFolder)]);
  expect(written).not.toMatch(/hunter2|aHVudGVyMg|bWU6|tok3n/);
  return problem?.kind === 'unreadable-source' ? problem.reason : content.entries.length;
}

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

/** A script that answers like kubectl, and records its arguments; the real one needs a cluster. */
function kubectlThat(script: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'kubectl');
  writeFileSync(file, `#!/bin/sh\necho "$@" >> ${folder}/asked\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: `${folder}:/bin:/usr/bin`, asked: () => filesIn(folder).asked?.trim().split('\n') ?? [] };
}

describe('Secrets of a cluster', () => {
  const secret = { data: { username: btoa('me'), password: btoa('hunter2') } };

  test('they are read with kubectl, once each, if they are not next to the source', async () => {
    const server = await serveTo(basicOf('me:hunter2'));
    const { PATH, asked } = kubectlThat(`echo '${JSON.stringify(secret)}'`);
    const options = optionsOf({ kubeconfig: '/etc/my config', env: { PATH, SSL_CERT_FILE: authority.caFile } });
    for (const path of ['a', 'b']) {
      const source = repositoryAt(`${server.url}/${path}`, { namespace: 'team-a', secretName: 'charts' });
      expect((await readSource(source, options, QUICK)).problems).toEqual([]);
    }
    expect(asked()).toEqual(['--kubeconfig=/etc/my config --namespace=team-a --output=json get -- secret charts']);
  });

  test('with a Secret next to the source, or in the environment, kubectl is not called', async () => {
    const server = await serveTo(basicOf('me:hunter2'));
    const { PATH, asked } = kubectlThat('exit 1');
    const secrets = secretsOf({ 'default/charts': { username: 'me', password: 'hunter2' } });
    const kubeconfig = 'config';
    expect(await read(server, { secretName: 'charts' }, { kubeconfig, env: { PATH }, secrets })).toBe(3);
    const env = { PATH, [`${NAME}_USERNAME`]: 'me', [`${NAME}_PASSWORD`]: 'hunter2' };
    expect(await read(server, { secretName: 'charts' }, { kubeconfig, env })).toBe(3);
    expect(asked()).toEqual([]);
  });

  test.each([
    [
      'that does not exist',
      'echo \'Error from server (NotFound): secrets "charts" not found\' >&2; exit 1',
      `Secret default/charts is missing and the cluster has none; ${WAYS}`,
    ],
    [
      'that must not be read',
      `printf 'warning\\nError from server (Forbidden): \\033[31mno\\n' >&2; exit 1`,
      'Secret default/charts cannot be read with kubectl: Error from server (Forbidden):  [31mno',
    ],
    ['without an error message', 'exit 3', 'Secret default/charts cannot be read with kubectl: it failed'],
    [
      'with invalid JSON',
      'echo hunter2',
      'Secret default/charts cannot be read with kubectl: what it printed is not valid JSON',
    ],
  ])('fails for one %s', async (_, script, words) => {
    const server = await serveTo('');
    const { PATH } = kubectlThat(script);
    expect(await read(server, { secretName: 'charts' }, { kubeconfig: 'config', env: { PATH } })).toBe(words);
  });

  test('fails without kubectl', async () => {
    const server = await serveTo('');
    const env = { PATH: temporaryFolder() };
    expect(await read(server, { secretName: 'charts' }, { kubeconfig: 'config', env })).toBe(
      'Secret default/charts must be read from the cluster, and kubectl is not on the PATH; install it, or put the Secret next to the source',
    );
  });
});
