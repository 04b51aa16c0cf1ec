/**
 * Where a profile in Git is, for messages and for comparing.
 */
import type { GitOrigin } from '../catalog-entry';

/** What a tag or a branch is in `GitOrigin`, or in the source of a nested profile. */
type GitRef = Pick<GitOrigin, 'tag' | 'branch'>;

/** `tag "nginx/v1.2.3"`, or `branch "main"`. */
export function nameGitRef({ tag, branch = '' }: GitRef): string {
  return tag === undefined ? `branch "${branch}"` : `tag "${tag}"`;
}

/** `tag nginx/v1.2.3`, or `branch main`. */
export function formatGitRef({ tag, branch }: GitRef): string {
  return tag === undefined ? `branch ${branch}` : `tag ${tag}`;
}

/** The same text for all commits of one folder of one branch; `undefined` for a tag. */
export function branchLine({ url, branch, folder = '' }: GitOrigin): string | undefined {
  return branch === undefined ? undefined : `${url}\n${branch}\n${folder}`;
}
