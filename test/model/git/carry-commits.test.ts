/**
 * Commits of branches in lock files.
 */
import { carryCommits } from '../../../lib/model/git/carry-commits';
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { branchVersion } from '../../../lib/model/version/branch-version';
import { isExactVersion, isPrerelease } from '../../../lib/model/version/version';

const HASH = '0123456789abcdef0123456789abcdef01234567';
const NONE = { keywords: [], maintainers: [], prerequisites: [], dependencies: [] };

/** The entry of profile `web` at the commit that was made at `seconds`. */
function commit(seconds: number, place: object = { branch: 'main' }): CatalogEntry {
  const origin = { kind: 'git', url: 'https://git.example.com/a', commit: HASH, ...place } as const;
  return { name: 'web', version: branchVersion(HASH, seconds), origin, ...NONE };
}

test('a version says when its commit was made, and is a prerelease that SemVer accepts', () => {
  const version = branchVersion(HASH, 1796115907);
  expect(version).toBe('0.0.0-20261201090507-0123456789ab');
  expect([isExactVersion(version), isPrerelease(version)]).toEqual([true, true]);
  expect(branchVersion(HASH, 0)).toBe('0.0.0-19700101000000-0123456789ab');
});

test('earlier commits of the same branch are kept, the newest 20 in all', () => {
  const before = Array.from({ length: 30 }, (_, i) => commit(i));
  const kept = carryCommits(before, [commit(100)]);
  expect(kept.map(({ version }) => version)).toEqual([100, ...Array.from({ length: 19 }, (_, i) => 29 - i)].map(time => branchVersion(HASH, time))); // prettier-ignore
  expect(carryCommits([...before].reverse(), [commit(100)])).toEqual(kept);
  expect(carryCommits(kept, [commit(100)])).toEqual(kept);
});

test.each([
  ['of another branch', commit(1, { branch: 'next' })],
  ['of another folder', commit(1, { branch: 'main', folder: 'web' })],
  ['that is later than the newest', commit(101)],
  ['at a tag', { ...commit(1, { tag: 'v1.0.0' }), version: '1.0.0' }],
])('a commit %s is not kept', (_, entry) => {
  expect(carryCommits([entry], [commit(100)])).toEqual([commit(100)]);
});

test('nothing is kept of a branch that is no longer listed', () => {
  expect(carryCommits([commit(1)], [])).toEqual([]);
});
