/**
 * What a lock file lists after its source was read: what is on offer now, and what is known from before.
 */
import { carryCommits } from '../../model/git/carry-commits';
import { carryEntries } from '../../model/carry-entries';
import type { CatalogEntry } from '../../model/catalog-entry';
import { versionKey } from '../../model/entry-order';
import { offerEntries } from '../../model/offer-entries';
import type { Problem } from '../../model/problem';
import type { SourceContent } from '../../sources/reading/catalog-source';

/** The entries after `before`, and the problems of names that several things share. */
export function lockedEntries(
  content: SourceContent,
  before: readonly CatalogEntry[],
): { readonly entries: CatalogEntry[]; readonly problems: readonly Problem[] } {
  // what could not be read now may have the name of something that was
  const { entries, problems } = offerEntries(withUnread(content, before));
  return { entries: carryCommits(before, carryEntries(before, entries)), problems };
}

/** What was read, and the previous entries of repositories and charts that could not be read. */
function withUnread(content: SourceContent, before: readonly CatalogEntry[]): CatalogEntry[] {
  const { entries, unreadUrls = [], unreadCharts = [] } = content;
  const read = new Set(entries.map(versionKey));
  const charts = new Set(unreadCharts.map(({ chart, version = '' }) => `${chart}\n${version}`));
  const isUnread = ({ origin, version }: CatalogEntry) =>
    origin.kind === 'git'
      ? unreadUrls.includes(origin.url)
      : charts.has(`${origin.chart}\n`) || charts.has(`${origin.chart}\n${version}`);
  return [...entries, ...before.filter(entry => isUnread(entry) && !read.has(versionKey(entry)))];
}
