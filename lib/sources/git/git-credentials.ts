/**
 * Credentials for a Git server, from a Secret.
 *
 * Without a Secret, Git uses its own credential helpers, netrc and the ssh agent. Git does not read
 * every netrc file itself; this file reads the rest.
 */
import { type FoundSecret, secretValue } from '../login/find-secret';
import { tryNetrcLogin } from '../login/netrc';
import { tlsFromSecret } from '../login/secret-tls';
import type { TlsFiles } from '../login/tls-files';
import { rememberSecrets } from '../reading/known-secrets';
import { formatBasic } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

/** A user and a password, a token, or certificates for https; a private key and known hosts for ssh. */
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
      /** Password of an encrypted key. */
      readonly password?: string;
      /** `Secret team-a/git` */
      readonly label?: string;
    };

/** Reads the values of a Secret for a repository at `url`, under the keys that Flux reads; throws Unreadable. */
export function readGitCredentials(url: string, secret: FoundSecret): GitCredentials {
  const { label } = secret;
  const value = (key: string): string => {
    const text = secretValue(secret, key);
    if (text === undefined) throw new Unreadable(`${label} has no "${key}"; add it`);
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
    if (!url.startsWith('https:')) throw new Unreadable(`others could read a token on the way; use an https:// URL`);
    if (!/^[\x21-\x7e]+$/.test(token)) throw new Unreadable(`"bearerToken" of ${label} contains characters that are not allowed in a token`); // prettier-ignore
    rememberSecrets(token);
    return { kind: 'bearer', token, tls };
  }
  const hasLogin = (secretValue(secret, 'username') ?? secretValue(secret, 'password')) !== undefined;
  if (tls !== undefined && !hasLogin) return { kind: 'tls', tls };
  return { kind: 'basic', username: value('username'), password: value('password'), tls };
}

/** Login in the user's netrc file for a repository at `url`. */
export function tryNetrcCredentials(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): GitCredentials | undefined {
  const login = url.startsWith('ssh:') ? undefined : tryNetrcLogin(new URL(url), env);
  return login && { kind: 'basic', ...login, from: 'netrc' };
}

/** Value of the header `Authorization`; `undefined` if there are no credentials for it. */
export function authorizationOf(credentials: GitCredentials | undefined): string | undefined {
  if (credentials?.kind === 'basic') return formatBasic(credentials.username, credentials.password);
  return credentials?.kind === 'bearer' ? `Bearer ${credentials.token}` : undefined;
}

/** Names the credentials that the server does not accept, for the end of a sentence. */
export function nameCredentials(credentials: GitCredentials): string {
  if (credentials.kind === 'ssh') return '"identity" of the Secret';
  if (credentials.kind === 'bearer') return '"bearerToken" of the Secret';
  if (credentials.kind === 'tls') return 'the certificate of the Secret';
  return `the user and password in ${credentials.from === 'netrc' ? 'your netrc file' : 'the Secret'}`;
}
