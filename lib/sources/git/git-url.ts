/**
 * URLs of Git repositories in the forms that Flux accepts: https, http and ssh, written in full.
 *
 * Git accepts many other forms, some of which run commands. They are refused here.
 */
import { withoutCredentials } from '../../model/data/redact';
import { describeGitUrlFault } from '../../model/git-url';
import { Unreadable } from '../reading/unreadable';

/** A URL that is safe to pass to Git. */
export interface GitUrl {
  /** The URL as it was written, without credentials: `https://git.example.com/profiles`. */
  readonly text: string;
  readonly transport: 'http' | 'ssh';
}

/** Parses `text`; throws Unreadable if it must not be passed to Git. */
export function parseGitUrl(text: string): GitUrl {
  const fault = describeGitUrlFault(text);
  if (fault !== undefined) throw new Unreadable(fault);
  return { text, transport: text.startsWith('ssh:') ? 'ssh' : 'http' };
}

/** `url` for messages and lock files, without credentials; the user of ssh is not a secret. */
export function showGitUrl(url: string): string {
  return /^ssh:\/\/[\w.-]+@[^@]*$/.test(url) ? url : withoutCredentials(url);
}

/** `url` for lock files: includes the user of ssh, but no other user and no password. */
export function toLockedUrl(url: string): string {
  return url.startsWith('ssh:') ? url.replace(/^(ssh:\/\/[^:@/]*):[^@/]*@/, '$1@') : url.replace(/\/\/[^/]*@/, '//');
}
