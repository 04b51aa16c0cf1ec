/**
 * Secrets of git repositories under the keys that Flux documents for a GitRepository.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import { join } from 'node:path';
import { readGitCredentials } from '../../../lib/sources/git/git-credentials';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { hasSshd, SshServer } from '../../servers/ssh-server';
import { Authority } from '../certificates';
import { serve } from '../serve';
import { cleanEnv, read } from './git-reading';

// each test runs many processes, and others may keep the machine busy
jest.setTimeout(30_000);

const FOUND = { names: ['kyverno v2.1.0 v2.1.0'], words: [] };
const credentialsOf = (url: string, values: Readonly<Record<string, string>>) =>
  readGitCredentials(url, { label: 'Secret team-b/source', values: new Map(Object.entries(values)) });

async function publish(repository: GitRepository): Promise<void> {
  await repository.commitAll({ 'profile.yaml': profileYaml('kyverno') });
  await repository.tag('v2.1.0');
}

(hasSshd ? describe : describe.skip)('over ssh', () => {
  const PASSWORD = 'tä "ko$ 7';
  let server: SshServer;
  let url: string;
  beforeAll(async () => {
    server = await SshServer.start(join(temporaryFolder(), 'ssh'));
    const repository = await GitRepository.create(join(temporaryFolder(), 'profiles.git'), '');
    url = server.urlOf(repository.folder);
    await publish(repository);
  });
  afterAll(() => server.stop());

  /** The key of the user, encrypted. */
  function encryptedKey(): string {
    const file = join(temporaryFolder(), 'key');
    writeFileSync(file, server.key('user'), { mode: 0o600 });
    execFileSync('ssh-keygen', ['-q', '-p', '-N', PASSWORD, '-f', file], { stdio: 'ignore' });
    return readFileSync(file, 'utf8');
  }

  async function readWith(values: Readonly<Record<string, string>>) {
    const runtime = temporaryFolder();
    const secret = { known_hosts: server.knownHosts(), ...values };
    const env = { ...cleanEnv(), XDG_RUNTIME_DIR: runtime };
    const content = await read(url, { credentials: credentialsOf(url, secret), env });
    expect(readdirSync(join(runtime, 'cdk8s-profiles'))).toEqual([]);
    return content;
  }

  test('an encrypted key is decrypted with its password', async () => {
    expect(await readWith({ identity: encryptedKey(), password: PASSWORD })).toMatchObject(FOUND);
  });

  test('a password is ignored if the key is not encrypted', async () => {
    expect(await readWith({ identity: server.key('user'), password: PASSWORD })).toMatchObject(FOUND);
  });

  test.each([
    ['the wrong password', { password: 'other' }, '"password" of Secret team-b/source does not decrypt its "identity"'],
    ['no password', {}, '"identity" of Secret team-b/source is encrypted; add its password as "password" to the Secret'], // prettier-ignore
  ])('fails for an encrypted key with %s', async (_, more, words) => {
    const content = await readWith({ identity: encryptedKey(), ...more });
    expect(content.words).toEqual([`git repository ${url} cannot be read: ${words}`]);
  });

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
    ['blank lines around', (text: string) => `\n${text}\n\n`],
  ])('the line ends of a key and of hosts do not matter: %s', async (_, change) => {
    const secret = { identity: change(server.key('user')), known_hosts: change(server.knownHosts()) };
    expect(await readWith(secret)).toMatchObject(FOUND);
  });
});

describe.each([
  ['with git', {}],
  ['without git', { CDK8S_PROFILES_GIT: 'isomorphic' }],
])('over https, %s', (_, way) => {
  const authority = new Authority();
  let backend: GitServer;
  beforeAll(async () => {
    backend = await GitServer.start(temporaryFolder());
    await publish(await backend.createRepository('profiles'));
  });
  afterAll(() => backend.stop());

  /** A TLS server in front of the repositories, for requests with `authorization`. */
  async function start(authorization: string | undefined, tls: object = {}): Promise<string> {
    const { url } = await serve(
      (request, response) => {
        if (request.headers.authorization !== authorization) return void response.writeHead(403).end();
        const { method, headers } = request;
        const forward = http.request(backend.url + request.url!, { method, headers }, answer => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        });
        request.pipe(forward);
      },
      { ...authority.issue(), ...tls },
    );
    return `${url}/profiles.git`;
  }

  const readWith = (url: string, values: Readonly<Record<string, string>>) =>
    read(url, { credentials: credentialsOf(url, values), env: { ...cleanEnv(), ...way } });

  test('an authority together with a login is trusted', async () => {
    const url = await start(`Basic ${btoa('bot:s3same')}`);
    const login = { username: 'bot', password: 's3same' };
    expect(await readWith(url, { ...login, 'ca.crt': authority.ca })).toMatchObject(FOUND);
    expect(await readWith(url, { ...login, caFile: authority.ca.replaceAll('\n', '\r\n') })).toMatchObject(FOUND);
    expect((await readWith(url, login)).isRead).toBe(false);
  });

  test('an authority without a login is trusted', async () => {
    expect(await readWith(await start(undefined), { 'ca.crt': authority.ca })).toMatchObject(FOUND);
  });

  test('a token is sent', async () => {
    const url = await start('Bearer t0ken');
    expect(await readWith(url, { bearerToken: 't0ken\n', 'ca.crt': authority.ca })).toMatchObject(FOUND);
    const { words } = await readWith(url, { bearerToken: 'other', 'ca.crt': authority.ca });
    expect(words).toEqual([expect.stringContaining('the server does not accept "bearerToken" of the Secret')]);
  });

  test('a client certificate is sent', async () => {
    const url = await start(undefined, { requestCert: true, rejectUnauthorized: true, ca: authority.ca });
    const { cert, key } = authority.issue('client');
    const certificate = { 'tls.crt': cert, 'tls.key': key, 'ca.crt': authority.ca };
    expect(await readWith(url, certificate)).toMatchObject(FOUND);
    expect((await readWith(url, { 'ca.crt': authority.ca })).isRead).toBe(false);
  });
});

test.each([
  ['a token over plain http', 'http://git.example.com/x', { bearerToken: 'a' }, 'use an https:// URL'],
  ['an invalid token', 'https://git.example.com/x', { bearerToken: 'a b' }, '"bearerToken" of Secret team-b/source'],
  ['half a certificate', 'https://git.example.com/x', { 'tls.crt': 'a' }, 'has only one of "tls.crt" and "tls.key"'],
  ['half a login', 'https://git.example.com/x', { username: 'a', 'ca.crt': 'a' }, 'has no "password"'],
  ['nothing', 'https://git.example.com/x', {}, 'has no "username"'],
])('fails for %s', (_, url, values, words) => {
  expect(() => credentialsOf(url, values)).toThrow(words);
});
