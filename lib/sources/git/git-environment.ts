/**
 * The environment in which git runs: it asks nobody, runs nothing that a repository brings,
 * and speaks https, http and ssh only.
 *
 * A password goes in a variable, which other users of the machine do not see. Settings of the
 * user hold too, credential helpers above all, except those that would run another command.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadOptions } from '../reading/catalog-source';
import type { GitCredentials } from './git-credentials';
import { formatBasic } from '../reading/split-login';

type Environment = Readonly<Record<string, string>>;

/** Variables of git that say how to reach a server or which settings hold; all others go. */
const KEPT = /^GIT_(?:SSH(?:_COMMAND|_VARIANT)?|SSL_\w+|PROXY_SSL_\w+|HTTP_PROXY_AUTHMETHOD|HTTP_USER_AGENT|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/; // prettier-ignore

const BATCH = '-o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=2';

/** The environment for every call of git on `url`; `folder` is a private one, for the files of a key. */
export function gitEnvironment(
  url: string,
  env: ReadOptions['env'],
  credentials: GitCredentials | undefined,
  folder: string,
): Environment {
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
    ...sshVariables(own, credentials, folder),
    ...settingVariables(own, headerSettings(url, credentials)),
  };
}

/** After those that the environment gives already. */
function settingVariables(own: Environment, settings: readonly (readonly [string, string])[]): Environment {
  const given = Number(own.GIT_CONFIG_COUNT);
  const first = Number.isSafeInteger(given) && given > 0 ? given : 0;
  const variables = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value],
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + settings.length) };
}

/** The header goes with the first request, and to this address only: redirects are not followed. */
function headerSettings(url: string, credentials: GitCredentials | undefined): readonly (readonly [string, string])[] {
  if (credentials?.kind !== 'basic') return [];
  const header = formatBasic(credentials.username, credentials.password);
  return [
    // nothing first, so that no header of the user's settings goes along
    [`http.${url}.extraHeader`, ''],
    [`http.${url}.extraHeader`, `Authorization: ${header}`],
    [`http.${url}.followRedirects`, 'false'],
    ['credential.helper', ''],
  ];
}

function sshVariables(own: Environment, credentials: GitCredentials | undefined, folder: string): Environment {
  if (credentials?.kind !== 'ssh') return { GIT_SSH_COMMAND: own.GIT_SSH_COMMAND ?? own.GIT_SSH ?? `ssh ${BATCH}` };
  const identity = writePrivate(join(folder, 'identity'), credentials.identity);
  const knownHosts = writePrivate(join(folder, 'known_hosts'), credentials.knownHosts);
  const options = [
    `-F none -i ${quote(identity)} -o IdentitiesOnly=yes -o IdentityAgent=none`,
    `-o PreferredAuthentications=publickey -o StrictHostKeyChecking=yes -o UpdateHostKeys=no`,
    `-o ${quote(`UserKnownHostsFile="${knownHosts}"`)} -o GlobalKnownHostsFile=none`,
  ];
  return { GIT_SSH_COMMAND: `ssh ${BATCH} ${options.join(' ')}`, GIT_SSH_VARIANT: 'ssh' };
}

function writePrivate(file: string, text: string): string {
  writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

/** One word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
