/**
 * Reads a catalog of Git repositories, and says what its lock file becomes, as "pctl catalog update" would write it.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { compareEntries } from '../../model/compare-entries';
import { formatCatalogLock } from '../../model/formats/catalog-lock';
import { formatProblem, sortProblems } from '../../model/problem-words';
import type { ProfileCatalogSource, SourceContent } from '../../sources/reading/catalog-source';
import { limitToProfiles } from '../catalogs/limited-update';
import { toLockSource } from '../catalogs/lock-source';
import { lockedEntries } from '../catalogs/locked-entries';
import type { ChangeFailure } from './change-repository';

/** What a catalog offers after it was read. */
export interface RelockedCatalog {
  readonly entries: readonly CatalogEntry[];
  /** Of the lock file. */
  readonly text: string;
  /** What is wrong with single profiles, a line each. */
  readonly problems: readonly string[];
}

/** The lock file after `content` was read; with `profiles`, all others stay as in `before`. */
export function relock(
  source: ProfileCatalogSource,
  content: SourceContent,
  before: readonly CatalogEntry[],
  profiles?: readonly string[],
): RelockedCatalog | ChangeFailure {
  const { entries, problems } = lockedEntries(limitToProfiles(content, before, profiles), before);
  const lines = sortProblems([...content.problems, ...problems]).map(problem => formatProblem({ ...problem, location: undefined })); // prettier-ignore
  if (!content.isRead || content.unreadUrls !== undefined) return { errors: lines };
  const [replaced] = compareEntries(before, entries).replaced;
  if (replaced !== undefined) {
    const { name, version } = replaced.entry;
    return { errors: [`${name} ${version} has another commit than in the lock file of catalog "${source.name}". Run "pctl catalog update ${source.name}", which says more`] }; // prettier-ignore
  }
  return { entries, text: formatCatalogLock({ source: toLockSource(source), entries }), problems: lines };
}
