/**
 * What a git server is shown so that it lets us in, as a Secret has it.
 *
 * Without a Secret, git asks whom it always asks: its credential helpers, netrc, the ssh agent.
 * What it does not read itself of netrc is read here.
 */
import { type FoundSecret, secretValue } from '../login/find-secret';
import { tryNetrcLogin } from '../login/netrc';
import { tlsFromSecret } from '../login/secret-tls';
import type { TlsFiles } from '../login/tls-files';
import { rememberSecrets } from '../reading/known-secrets';
import { formatBasic } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

/** A user and a password, a token or certificates for https, or a key and the keys of the hosts for ssh. */
export type GitCredentials =
  | {
      readonly kind: 'basic';
      readonly username: string;
      readonly password: string;
      /** @default 'Secret' */
      readonly from?: 'netrc';
      readonly tls?: TlsFiles;
    }
  | { readonly kind: 'bearer'; readonly token: string; readonly tls?: TlsFiles }
  | { readonly kind: 'tls'; readonly tls: TlsFiles }
  | {
      readonly kind: 'ssh';
      readonly identity: string;
      readonly knownHosts: string;
      /** Of an encrypted key. */
      readonly password?: string;
      /** `Secret team-a/git` */
      readonly label?: string;
    };

/** Reads the values of a Secret for a repository at `url`, under the keys that Flux reads; throws Unreadable. */
export function readGitCredentials(url: string, secret: FoundSecret): GitCredentials {
  const { label } = secret;
  const value = (key: string): string => {
    const text = secretValue(secret, key);
    if (text === undefined) throw new Unreadable(`${label} has no "${key}"; write it`);
    return text;
  };
  if (url.startsWith('ssh:')) {
    const password = secretValue(secret, 'password');
    rememberSecrets(
      ...value('identity')
        .split(/\s*\n\s*/)
        .filter(line => line.length > 20),
      password ?? '',
    );
    return { kind: 'ssh', identity: value('identity'), knownHosts: value('known_hosts'), password, label };
  }
  const tls = tlsFromSecret(secret, false);
  const token = secretValue(secret, 'bearerToken')?.trim();
  if (token !== undefined) {
    if (!url.startsWith('https:')) throw new Unreadable(`a token would be readable on the way; use an https:// URL`);
    if (!/^[\x21-\x7e]+$/.test(token)) throw new Unreadable(`"bearerToken" of ${label} holds characters that no token has`); // prettier-ignore
    rememberSecrets(token);
    return { kind: 'bearer', token, tls };
  }
  const hasLogin = (secretValue(secret, 'username') ?? secretValue(secret, 'password')) !== undefined;
  if (tls !== undefined && !hasLogin) return { kind: 'tls', tls };
  return { kind: 'basic', username: value('username'), password: value('password'), tls };
}

/** What the netrc file of the user has for a repository at `url`. */
export function tryNetrcCredentials(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): GitCredentials | undefined {
  const login = url.startsWith('ssh:') ? undefined : tryNetrcLogin(new URL(url), env);
  return login && { kind: 'basic', ...login, from: 'netrc' };
}

/** Value of the header `Authorization`; `undefined` when there is none. */
export function authorizationOf(credentials: GitCredentials | undefined): string | undefined {
  if (credentials?.kind === 'basic') return formatBasic(credentials.username, credentials.password);
  return credentials?.kind === 'bearer' ? `Bearer ${credentials.token}` : undefined;
}

/** What the server does not take, for the end of a sentence. */
export function nameCredentials(credentials: GitCredentials): string {
  if (credentials.kind === 'ssh') return '"identity" of the Secret';
  if (credentials.kind === 'bearer') return '"bearerToken" of the Secret';
  if (credentials.kind === 'tls') return 'the certificate of the Secret';
  return `user and password of ${credentials.from === 'netrc' ? 'your netrc file' : 'the Secret'}`;
}
