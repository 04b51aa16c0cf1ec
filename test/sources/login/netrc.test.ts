/**
 * Logins in netrc files, as servers receive them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryNetrcLogin } from '../../../lib/sources/login/netrc';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { Authority } from '../certificates';
import { cleanEnv, read as readGit } from '../git/git-reading';
import { answering, INDEX, optionsOf, QUICK, repositoryAt, serve } from '../serve';

const authority = new Authority();
const CERTIFICATE = authority.issue();

/** A home folder with these files. */
function homeWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

/** `user:password` of the header, or the header. */
const loginOf = (authorization = '') => Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();

/** The login that a Helm repository receives. */
async function seenBy(env: Record<string, string>, secrets: Record<string, Record<string, string>> = {}) {
  const server = await serve(answering(INDEX), CERTIFICATE);
  const all = new Map(Object.entries(secrets).map(([name, values]) => [name, new Map(Object.entries(values))]));
  const options = optionsOf({ env: { SSL_CERT_FILE: authority.caFile, ...env }, secrets: all });
  const secretName = 'default/charts' in secrets ? 'charts' : undefined;
  const content = await readSource(repositoryAt(server.url, { secretName }), options, QUICK);
  expect(content.problems).toEqual([]);
  expect(JSON.stringify([content, filesIn(options.cacheFolder)])).not.toMatch(/hunter2|aHVudGVyMg/);
  return loginOf(server.requests[0].headers.authorization);
}

test.each<[string, string, string]>([
  ['one line', 'machine 127.0.0.1 login me password hunter2', 'me:hunter2'],
  ['lines of their own', 'machine 127.0.0.1\r\n\tlogin me\r\n\tpassword hunter2\r\n', 'me:hunter2'],
  ['another order', 'machine 127.0.0.1 password hunter2 account x login me', 'me:hunter2'],
  ['the first of two', 'machine 127.0.0.1 login me password a machine 127.0.0.1 login me password b', 'me:a'],
  ['a host before, and one without a login', 'machine a login x password y\nmachine 127.0.0.1\nmachine 127.0.0.1 login me password b', 'me:b'], // prettier-ignore
  ['the default', 'machine 127.0.0.2 login x password y default login me password hunter2', 'me:hunter2'],
  ['words in quotes', String.raw`machine 127.0.0.1 login "m e" password "h\"u\\n#"`, String.raw`m e:h"u\n#`],
  ['a comment', '# machine 127.0.0.1 login x password y\nmachine 127.0.0.1 login me password "#1" # x', 'me:#1'],
  ['a macro', 'macdef init\nmachine 127.0.0.1 login x password y\n\nmachine 127.0.0.1 login me password b', 'me:b'],
  ['keywords as words', 'machine 127.0.0.1 login machine password default', 'machine:default'],
  ['a user alone', 'machine 127.0.0.1 login me', 'me:'],
  ['a password alone', 'machine 127.0.0.1 password hunter2', ':hunter2'],
  ['others only', 'machine 127.0.0.2 login me password hunter2', ''],
  ['half a word', 'machine', ''],
  ['nothing', '', ''],
  ['what is not a netrc file', '{"machine": "127.0.0.1"}\0', ''],
])('a Helm repository receives %s', async (_, text, login) => {
  expect(await seenBy({ HOME: homeWith({ '.netrc': `${text}\n` }) })).toBe(login);
});

test('NETRC names another file; one that does not exist has no logins', async () => {
  const home = homeWith({ '.netrc': 'default login x password y\n', other: 'default login me password hunter2\n' });
  expect(await seenBy({ HOME: home, NETRC: join(home, 'other') })).toBe('me:hunter2');
  expect(await seenBy({ HOME: home, NETRC: join(home, 'absent') })).toBe('');
  expect(await seenBy({ HOME: home, NETRC: home })).toBe('');
});

test('a Secret and a URL take precedence; a user in the URL without a password selects the login', async () => {
  const text = 'machine 127.0.0.1 login you password a\nmachine 127.0.0.1 login me password hunter2\n';
  const env = { HOME: homeWith({ '.netrc': text }) };
  const url = 'url of HelmRepository default/platform';
  expect(await seenBy(env, { 'default/charts': { username: 'boss', password: 'b' } })).toBe('boss:b');
  expect(await seenBy(env, { [url]: { username: 'boss', password: 'b' } })).toBe('boss:b');
  expect(await seenBy(env, { [url]: { username: 'me', password: '' } })).toBe('me:hunter2');
  expect(await seenBy(env, { [url]: { username: 'boss', password: '' } })).toBe('boss:');
});

test('hosts match those of URLs, without ports, ignoring case', () => {
  const env = { HOME: homeWith({ '.netrc': 'machine Git.example.com login a password b machine ::1 login c password d' }) }; // prettier-ignore
  const loginAt = (url: string) => tryNetrcLogin(new URL(url), env)?.username;
  expect(['https://GIT.example.com:8443/x', 'https://[::1]/x', 'https://example.com'].map(loginAt)).toEqual([
    'a',
    'c',
    undefined,
  ]);
});

test('on Windows, _netrc is read where there is no .netrc', () => {
  const folder = homeWith({ _netrc: 'default login me password b' });
  const url = new URL('https://git.example.com');
  expect(tryNetrcLogin(url, { USERPROFILE: folder }, undefined, 'win32')?.username).toBe('me');
  expect(tryNetrcLogin(url, { HOME: folder }, undefined, 'linux')).toBeUndefined();
  writeFileSync(join(folder, '.netrc'), 'default login you password b');
  expect(tryNetrcLogin(url, { USERPROFILE: folder }, undefined, 'win32')?.username).toBe('you');
});

describe('a git server', () => {
  let server: GitServer;
  let url: string;
  beforeAll(async () => {
    server = await GitServer.start(temporaryFolder(), { login: { username: 'me', password: 'hunter2' } });
    const repository = await server.createRepository('profiles');
    await repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await repository.tag('v1.0.0');
    url = repository.url;
  });
  afterAll(() => server.stop());

  const RIGHT = 'machine 127.0.0.1 login me password hunter2\n';
  const WRONG = 'machine 127.0.0.1 login me password hunter3\n';
  const WORDS = 'the server does not accept the user and password in your netrc file';

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['~/.netrc, by git', { '.netrc': RIGHT }, {}, 'platform v1.0.0 v1.0.0'],
    ['~/.netrc, by isomorphic-git', { '.netrc': RIGHT }, { CDK8S_PROFILES_GIT: 'isomorphic' }, 'platform v1.0.0 v1.0.0'], // prettier-ignore
    ['NETRC, by git', { '.netrc': WRONG, mine: RIGHT }, { NETRC: 'mine' }, 'platform v1.0.0 v1.0.0'],
    ['NETRC, by isomorphic-git', { mine: RIGHT }, { NETRC: 'mine', CDK8S_PROFILES_GIT: 'isomorphic' }, 'platform v1.0.0 v1.0.0'], // prettier-ignore
    ['a wrong NETRC, by git', { mine: WRONG }, { NETRC: 'mine' }, WORDS],
    ['a wrong ~/.netrc, by isomorphic-git', { '.netrc': WRONG }, { CDK8S_PROFILES_GIT: 'isomorphic' }, WORDS],
  ])('is read with %s', async (_, files, more, expected) => {
    const home = homeWith(files);
    const env = { ...cleanEnv(home), ...more, ...('NETRC' in more && { NETRC: join(home, more.NETRC) }) };
    const { names, words } = await readGit(url, { env });
    expect([...names, ...words].join()).toContain(expected);
    expect(words.join()).not.toContain('hunter3');
  });
});
