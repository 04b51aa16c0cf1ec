/**
 * Describes why Git failed, and what to do about it.
 */
import { type GitCredentials, nameCredentials } from './git-credentials';
import { maskMessage } from '../reading/known-secrets';
import { Unreadable } from '../reading/unreadable';

/** What Git prints if it does not follow a redirect. */
export const REDIRECT = /returned error: 30\d|unable to update url base/i;

const WORDS: readonly (readonly [RegExp, (credentials: GitCredentials | undefined) => string])[] = [
  [
    /host key verification failed|no \S+ host key is known/i,
    credentials =>
      `the host key of the server is not the one in ${credentials ? '"known_hosts" of the Secret' : 'your known_hosts file'}, so it may be another server; compare it with what the server's operator publishes`,
  ],
  [
    /permission denied \(|load key|invalid format/i,
    credentials =>
      `the server does not accept ${credentials ? nameCredentials(credentials) : 'any of your ssh keys; load one into the ssh agent, or name a Secret in "secretRef"'}`,
  ],
  [
    /authentication failed|could not read (?:username|password)|terminal prompts disabled|returned error: 40[13]|access denied/i,
    credentials =>
      credentials
        ? `the server does not accept ${nameCredentials(credentials)}`
        : 'the server asks for a user and a password; name a Secret in "secretRef", or set up a credential helper of git',
  ],
  [REDIRECT, () => redirected()],
  [
    /repository .*not found|not found: did you run|does not appear to be a git repo|returned error: 404|repository not found/i,
    () => 'the repository does not exist, or the login does not have access to it',
  ],
];

/** The error for what Git wrote to stderr. */
export function toGitError(stderr: string, credentials: GitCredentials | undefined): Unreadable {
  const known = WORDS.find(([pattern]) => pattern.test(stderr));
  if (known !== undefined) return new Unreadable(known[1](credentials));
  return new Unreadable(quoteGit(stderr));
}

/** What Git wrote, without secrets and without lines that do not help. */
function quoteGit(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(line => line.replace(/^(?:fatal|error|ERROR|remote): */, '').trim())
    .filter(line => line !== '' && !line.startsWith('warning:') && !line.startsWith('hint:'));
  const text = lines.slice(-3).join('; ') || 'git ended without a message';
  return `git says: ${maskMessage(text)}`;
}

/** Says that a server redirects, and to which repository, if `location` is known. */
export function redirected(location?: string, from?: string): string {
  const words = 'the server redirects to another address; use that one';
  if (location === undefined || !URL.canParse(location, from)) return words;
  const { origin, pathname } = new URL(location, from);
  return origin === 'null' ? words : `${words}: ${origin}${pathname.replace(/\/info\/refs$/, '')}`;
}
