/**
 * URLs of git repositories, as Flux takes them: https, http and ssh, written in full.
 *
 * Git reads much else as a URL, some of which runs commands; none of that gets here.
 */
import { withoutCredentials } from '../../model/data/redact';
import { describeGitUrlFault } from '../../model/git-url';
import { Unreadable } from '../reading/unreadable';

/** A URL that is safe to give to git. */
export interface GitUrl {
  /** As it was written, without credentials: `https://git.example.com/profiles`. */
  readonly text: string;
  readonly transport: 'http' | 'ssh';
}

/** Takes `text` apart; throws Unreadable when git should not see it. */
export function parseGitUrl(text: string): GitUrl {
  const fault = describeGitUrlFault(text);
  if (fault !== undefined) throw new Unreadable(fault);
  return { text, transport: text.startsWith('ssh:') ? 'ssh' : 'http' };
}

/** `url` as messages and locks may show it; the user of ssh is no secret. */
export function showGitUrl(url: string): string {
  return /^ssh:\/\/[\w.-]+@[^@]*$/.test(url) ? url : withoutCredentials(url);
}

/** `url` as locks have it: the user of ssh is part of it, other users and passwords are not. */
export function toLockedUrl(url: string): string {
  return url.startsWith('ssh:') ? url.replace(/^(ssh:\/\/[^:@/]*):[^@/]*@/, '$1@') : url.replace(/\/\/[^/]*@/, '//');
}
