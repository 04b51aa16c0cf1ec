/**
 * The environment in which Git runs: it prompts for nothing, runs nothing from the repository, and
 * uses https, http and ssh only.
 *
 * A password is passed in a variable, which other users of the machine cannot see. The user's Git
 * settings apply, including credential helpers, except those that would run other commands.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions } from '../reading/catalog-source';
import { authorizationOf, type GitCredentials } from './git-credentials';
import { writeSshFiles } from './git-ssh-files';
import { trustedPem } from '../login/tls-files';

type Environment = Readonly<Record<string, string>>;

/** Variables that tell Git how to reach a server or which settings to use. All other Git variables are removed. */
const KEPT = /^GIT_(?:SSH(?:_COMMAND|_VARIANT)?|SSL_\w+|PROXY_SSL_\w+|HTTP_PROXY_AUTHMETHOD|HTTP_USER_AGENT|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/; // prettier-ignore

const BATCH = '-o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=2';

/**
 * The environment for every Git command on `url`; `folder` is a private one, for keys and
 * certificates. Throws Unreadable.
 */
export async function gitEnvironment(
  url: string,
  env: ReadOptions['env'],
  credentials: GitCredentials | undefined,
  folder: string,
): Promise<Environment> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (!entry[0].startsWith('GIT_') || KEPT.test(entry[0])),
  );
  const own: Environment = Object.fromEntries(kept);
  return {
    ...(own.SSL_CERT_FILE !== undefined && { GIT_SSL_CAINFO: own.SSL_CERT_FILE }),
    ...own,
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    ...(await sshVariables(own, credentials, folder)),
    ...tlsVariables(own, credentials, folder),
    ...settingVariables(own, loginSettings(url, credentials)),
  };
}

/** Added after the settings that the environment contains already. */
function settingVariables(own: Environment, settings: readonly (readonly [string, string])[]): Environment {
  const given = Number(own.GIT_CONFIG_COUNT);
  const first = Number.isSafeInteger(given) && given > 0 ? given : 0;
  const variables = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value],
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + settings.length) };
}

/** Credentials are sent to this address only: redirects are not followed. */
function loginSettings(url: string, credentials: GitCredentials | undefined): readonly (readonly [string, string])[] {
  if (credentials === undefined || credentials.kind === 'ssh') return [];
  const header = authorizationOf(credentials);
  const isShown = header !== undefined || credentials.tls?.cert !== undefined;
  const redirects = isShown ? [[`http.${url}.followRedirects`, 'false'] as const] : [];
  if (header === undefined) return redirects;
  return [
    // an empty value first, to drop headers from the user's settings
    [`http.${url}.extraHeader`, ''],
    // sent with the first request, before the server asks for it
    [`http.${url}.extraHeader`, `Authorization: ${header}`],
    ...redirects,
    ['credential.helper', ''],
  ];
}

async function sshVariables(
  own: Environment,
  credentials: GitCredentials | undefined,
  folder: string,
): Promise<Environment> {
  if (credentials?.kind !== 'ssh') return { GIT_SSH_COMMAND: own.GIT_SSH_COMMAND ?? own.GIT_SSH ?? `ssh ${BATCH}` };
  const { identity, knownHosts } = await writeSshFiles(credentials, folder, own);
  const options = [
    `-F none -i ${quote(identity)} -o IdentitiesOnly=yes -o IdentityAgent=none`,
    `-o PreferredAuthentications=publickey -o StrictHostKeyChecking=yes -o UpdateHostKeys=no`,
    `-o ${quote(`UserKnownHostsFile="${knownHosts}"`)} -o GlobalKnownHostsFile=none`,
  ];
  return { GIT_SSH_COMMAND: `ssh ${BATCH} ${options.join(' ')}`, GIT_SSH_VARIANT: 'ssh' };
}

/** Writes certificates to files. */
function tlsVariables(own: Environment, credentials: GitCredentials | undefined, folder: string): Environment {
  if (credentials === undefined || credentials.kind === 'ssh' || credentials.tls === undefined) return {};
  const { tls } = credentials;
  const write = (variable: string, name: string, text: string | undefined): Environment => {
    if (text === undefined) return {};
    writeFileSync(join(folder, name), text, { mode: 0o600, flag: 'wx' });
    return { [variable]: join(folder, name) };
  };
  return {
    ...write(
      'GIT_SSL_CAINFO',
      'ca.pem',
      trustedPem({ ...own, SSL_CERT_FILE: own.GIT_SSL_CAINFO ?? own.SSL_CERT_FILE }, tls),
    ),
    ...write('GIT_SSL_CERT', 'cert.pem', tls.cert),
    ...write('GIT_SSL_KEY', 'key.pem', tls.key),
  };
}

/** Quotes `text` as one word for a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
