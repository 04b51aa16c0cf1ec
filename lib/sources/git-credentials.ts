/**
 * What a git server is shown so that it lets us in, as a Secret has it.
 *
 * Without a Secret, git asks whom it always asks: its credential helpers, netrc, the ssh agent.
 */
import { Unreadable } from './unreadable';

/** User and password for https, or a key and the keys of the hosts for ssh. */
export type GitCredentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'ssh'; readonly identity: string; readonly knownHosts: string };

/** Reads the values of `label`, such as `Secret team-a/git`, for a repository at `url`; throws Unreadable. */
export function readGitCredentials(url: string, label: string, values: ReadonlyMap<string, string>): GitCredentials {
  const value = (key: string): string => {
    const text = values.get(key) ?? '';
    if (text === '') throw new Unreadable(`${label} has no "${key}"; write it`);
    if (text.startsWith('ENC[')) throw new Unreadable(`"${key}" of ${label} is encrypted; decrypt it, or give a kubeconfig to read it from the cluster`); // prettier-ignore
    return text;
  };
  if (!url.startsWith('ssh:')) return { kind: 'basic', username: value('username'), password: value('password') };
  return { kind: 'ssh', identity: value('identity'), knownHosts: value('known_hosts') };
}

/** Value of the header that names user and password. */
export function formatBasicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What must never be shown, whoever says it. */
export function secretsOf(credentials: GitCredentials | undefined): string[] {
  if (credentials === undefined) return [];
  if (credentials.kind === 'ssh') return [credentials.identity];
  const { username, password } = credentials;
  return [formatBasicHeader(username, password).slice('Basic '.length), password, encodeURIComponent(password)];
}
