/**
 * If two tags publish one name and version, it is unclear which one is meant, so neither is
 * offered.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { versionKey } from '../../model/entry-order';
import { groupBy } from '../../model/data/group-by';
import { nameGitRef } from '../../model/git/git-place';
import type { Problem } from '../../model/problem';

/** Entries that are the only ones of their name and version, and a problem for each of the others. */
export function dropDuplicates(entries: readonly CatalogEntry[]): { entries: CatalogEntry[]; problems: Problem[] } {
  const groups = [...groupBy(entries, versionKey).values()];
  return {
    entries: groups.filter(({ length }) => length === 1).flat(),
    problems: groups.filter(({ length }) => length > 1).map(describe),
  };
}

function describe(same: readonly CatalogEntry[]): Problem {
  const [{ name, version }] = same;
  const places = same.map(({ origin }) =>
    origin.kind === 'git' ? `${nameGitRef(origin)} of ${origin.url}` : origin.chart,
  );
  places.sort();
  return {
    kind: 'invalid-entry',
    entry: `profile "${name}" ${version}`,
    reason: `${places.join(' and ')} publish it; remove all of them but one, or change the name or version of one`,
    location: same.find(({ location }) => location !== undefined)?.location,
  };
}
