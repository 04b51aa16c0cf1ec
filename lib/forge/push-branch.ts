/**
 * Pushes the commit of a pull request to its branch, unless the branch has work of somebody else.
 */
import { Unreadable } from '../sources/reading/unreadable';
import { type GitCaller, quoteGit } from './git-call';
import type { UserRepository } from './user-repository';

/** Throws Unreadable unless `name` can be the name of the branch. */
export async function checkBranchName(git: GitCaller, name: string, base: string): Promise<void> {
  const isName = !name.startsWith('-') && (await git.try({ args: ['check-ref-format', `refs/heads/${name}`] })).code === 0; // prettier-ignore
  if (!isName) throw new Unreadable(`"${name}" cannot be the name of a branch; correct "--head"`);
  if (name === base) throw new Unreadable(`"${name}" is the branch that the request is merged into; give another with "--head"`); // prettier-ignore
}

/** What is pushed. Commits are named by their hashes. */
export interface BranchToPush {
  readonly branch: string;
  readonly commit: string;
  readonly baseCommit: string;
  /** What the branch on the remote is now. Absent: it is new. */
  readonly earlier?: string;
}

/**
 * Replaces the branch on the remote; returns whether that changed anything. The earlier branch must have one commit
 * that is not in the base, at most, as this command makes it. Throws Unreadable.
 */
export async function pushBranch(git: GitCaller, { remote }: UserRepository, push: BranchToPush): Promise<boolean> {
  const { branch, commit, earlier } = push;
  if (commit === earlier) return false;
  if (earlier !== undefined) await checkOurs(git, remote, { ...push, earlier });
  const lease = `--force-with-lease=refs/heads/${branch}:${earlier ?? ''}`;
  const args = ['push', '--quiet', '--no-verify', '--no-follow-tags', '--recurse-submodules=no', lease];
  const { code, stderr } = await git.try({ args, operands: [remote, `${commit}:refs/heads/${branch}`] });
  if (code === 0) return true;
  if (/stale info|fetch first|cannot lock ref|already exists/.test(stderr)) throw new Unreadable(`somebody else pushed "${branch}" to "${remote}" at the same time; run this again`); // prettier-ignore
  throw new Unreadable(`"${branch}" cannot be pushed to "${remote}": ${quoteGit(stderr)}`);
}

async function checkOurs(git: GitCaller, remote: string, { branch, baseCommit, earlier }: BranchToPush): Promise<void> {
  const args = ['rev-list', '--count', '--max-count=2', earlier!, `^${baseCommit}`];
  const count = await git.text(`"${branch}" cannot be read`, { args });
  if (Number(count) <= 1) return;
  throw new Unreadable(`branch "${branch}" of "${remote}" has several commits, so somebody else has worked on it; merge or delete it, or give another name with "--head"`); // prettier-ignore
}
