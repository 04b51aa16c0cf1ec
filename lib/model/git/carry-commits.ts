/**
 * Keeps earlier commits of a branch in a lock file, so that subscriptions stay at theirs until they are upgraded.
 *
 * A commit that is later than the newest one of the branch is no longer on it, and is not kept.
 */
import type { CatalogEntry } from '../catalog-entry';
import { groupBy } from '../data/group-by';
import { branchLine } from './git-place';
import { compareVersions, tryParseVersion } from '../version/version';

/** Commits of one folder of one branch, with the newest. */
const MOST_COMMITS = 20;

/** `after`, with the commits in `before` of the branches in it. */
export function carryCommits(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): CatalogEntry[] {
  const newest = new Map(after.map(entry => [lineOf(entry), entry]));
  const isEarlier = (entry: CatalogEntry) => {
    const head = newest.get(lineOf(entry));
    return head !== undefined && newestFirst(head, entry) < 0;
  };
  const kept = groupBy(before.filter(entry => lineOf(entry) !== undefined && isEarlier(entry)), lineOf); // prettier-ignore
  return [...after, ...[...kept.values()].flatMap(entries => entries.sort(newestFirst).slice(0, MOST_COMMITS - 1))];
}

function lineOf({ name, origin }: CatalogEntry): string | undefined {
  const line = origin.kind === 'git' ? branchLine(origin) : undefined;
  return line === undefined ? undefined : `${name}\n${line}`;
}

function newestFirst(a: CatalogEntry, b: CatalogEntry): number {
  const [first, second] = [tryParseVersion(a.version), tryParseVersion(b.version)];
  return first === undefined || second === undefined ? 0 : compareVersions(second, first);
}
