/**
 * Versions of a profile on a branch, which has no tag to say one: `0.0.0-20261201090507-0123456789ab`, from the
 * time of the commit in UTC and its hash, as Go's pseudo-versions are.
 *
 * Later commits are newer, and each is a prerelease, so that no range and no "newest" takes one unasked.
 */

/** The version of `commit`, which was made at `seconds` after the beginning of 1970. */
export function branchVersion(commit: string, seconds: number): string {
  const time = new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '').replaceAll(/\D/g, ''); // prettier-ignore
  return `0.0.0-${time}-${commit.slice(0, 12)}`;
}
