/**
 * When commits were made, which orders the profiles on a branch.
 */
import { MEBIBYTE } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';
import { BrokenMirror, type GitObjects } from '../git/git-transport';

const MOST_BYTES = 16 * MEBIBYTE;

/** Seconds after the beginning of 1970 at which each of `commits` was made. Throws Unreadable or BrokenMirror. */
export async function readCommitTimes(
  objects: GitObjects,
  commits: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const contents = await objects.read('commit', [...new Set(commits)], MOST_BYTES);
  if (contents === undefined) throw new Unreadable('the messages of its commits are too long');
  return new Map(
    commits.map(commit => {
      // committer Ada <ada@example.com> 1796115600 +0100
      const seconds = /^committer .*> (\d{1,11}) [+-]\d{4}$/m.exec(contents.get(commit)?.toString('utf8') ?? '')?.[1];
      if (seconds === undefined) throw new BrokenMirror(`commit ${commit} is missing`);
      return [commit, Number(seconds)];
    }),
  );
}
