/**
 * The base and the branch of a pull request, as they are on the remote now.
 */
import { Unreadable } from '../sources/reading/unreadable';
import { type GitCaller, quoteGit } from './git-call';
import type { UserRepository } from './user-repository';

/** Commits are named by their hashes. */
export interface RemoteBranches {
  /** Name of the branch that is merged into. */
  readonly base: string;
  readonly baseCommit: string;
  /** Newest commits of all branches, by their names. */
  readonly heads: ReadonlyMap<string, string>;
}

/** Reads the branches, and fetches what is missing of the base, without changing a reference. Throws Unreadable. */
export async function readRemoteBranches(
  git: GitCaller,
  { remote }: UserRepository,
  given: string | undefined,
): Promise<RemoteBranches> {
  const { heads, head } = await listHeads(git, remote);
  const base = given ?? head;
  if (base === undefined) throw new Unreadable(`"${remote}" does not say which branch is its default; give it with "--base"`); // prettier-ignore
  const baseCommit = heads.get(base);
  if (baseCommit === undefined) throw new Unreadable(`"${remote}" has no branch "${base}"; ${heads.size === 0 ? 'push the first commit yourself' : 'correct "--base"'}`); // prettier-ignore
  await fetchMissing(git, remote, base, baseCommit);
  return { base, baseCommit, heads };
}

/** The newest commit of `branch`; `undefined` if there is no such branch. Throws Unreadable. */
export async function readBranch(
  git: GitCaller,
  { remote }: UserRepository,
  { heads }: RemoteBranches,
  branch: string,
): Promise<string | undefined> {
  const commit = heads.get(branch);
  if (commit !== undefined) await fetchMissing(git, remote, branch, commit);
  return commit;
}

async function listHeads(git: GitCaller, remote: string) {
  const what = `the branches of "${remote}" cannot be read`;
  const text = await git.text(what, { args: ['ls-remote', '--symref'], operands: [remote, 'HEAD', 'refs/heads/*'] });
  const heads = new Map<string, string>();
  let head: string | undefined;
  for (const line of text.split('\n')) {
    // ref: refs/heads/main<TAB>HEAD
    head = /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line)?.[1] ?? head;
    const [, oid, name] = /^([0-9a-f]{40,64})\trefs\/heads\/(.+)$/.exec(line) ?? [];
    if (name !== undefined) heads.set(name, oid);
  }
  return { heads, head };
}

async function fetchMissing(git: GitCaller, remote: string, branch: string, commit: string): Promise<void> {
  if (await has(git, commit)) return;
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap='];
  const { code, stderr } = await git.try({ args, operands: [remote, `refs/heads/${branch}`] });
  if (code !== 0) throw new Unreadable(`"${branch}" cannot be fetched from "${remote}": ${quoteGit(stderr)}`);
  if (await has(git, commit)) return;
  throw new Unreadable(`"${branch}" changed on "${remote}" at the same time; run this again`);
}

async function has(git: GitCaller, commit: string): Promise<boolean> {
  return (await git.try({ args: ['cat-file', '-e', `${commit}^{tree}`] })).code === 0;
}
