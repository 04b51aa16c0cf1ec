/**
 * What a git server is shown so that it lets us in, as a Secret has it.
 *
 * Without a Secret, git asks whom it always asks: its credential helpers, netrc, the ssh agent.
 * What it does not read itself of netrc is read here.
 */
import { tryNetrcLogin } from '../login/netrc';
import { isEncrypted } from '../manifests/secret-manifest';
import { formatBasic } from '../reading/split-login';
import { Unreadable } from '../reading/unreadable';

/** User and password for https, or a key and the keys of the hosts for ssh. */
export type GitCredentials =
  | {
      readonly kind: 'basic';
      readonly username: string;
      readonly password: string;
      /** @default 'Secret' */
      readonly from?: 'netrc';
    }
  | { readonly kind: 'ssh'; readonly identity: string; readonly knownHosts: string };

/** Reads the values of `label`, such as `Secret team-a/git`, for a repository at `url`; throws Unreadable. */
export function readGitCredentials(url: string, label: string, values: ReadonlyMap<string, string>): GitCredentials {
  const value = (key: string): string => {
    const text = values.get(key) ?? '';
    if (text === '') throw new Unreadable(`${label} has no "${key}"; write it`);
    if (isEncrypted(text)) throw new Unreadable(`"${key}" of ${label} is encrypted; decrypt it, or give a kubeconfig to read it from the cluster`); // prettier-ignore
    return text;
  };
  if (!url.startsWith('ssh:')) return { kind: 'basic', username: value('username'), password: value('password') };
  return { kind: 'ssh', identity: value('identity'), knownHosts: value('known_hosts') };
}

/** What the netrc file of the user has for a repository at `url`. */
export function tryNetrcCredentials(
  url: string,
  env: Readonly<Record<string, string | undefined>>,
): GitCredentials | undefined {
  const login = url.startsWith('ssh:') ? undefined : tryNetrcLogin(new URL(url), env);
  return login && { kind: 'basic', ...login, from: 'netrc' };
}

/** What the server does not take, for the end of a sentence. */
export function nameCredentials(credentials: GitCredentials): string {
  if (credentials.kind === 'ssh') return '"identity" of the Secret';
  return `user and password of ${credentials.from === 'netrc' ? 'your netrc file' : 'the Secret'}`;
}

/** What must never be shown, whoever says it. */
export function secretsOf(credentials: GitCredentials | undefined): string[] {
  if (credentials === undefined) return [];
  if (credentials.kind === 'ssh') return [credentials.identity];
  const { username, password } = credentials;
  return [formatBasic(username, password).slice('Basic '.length), password, encodeURIComponent(password)];
}
