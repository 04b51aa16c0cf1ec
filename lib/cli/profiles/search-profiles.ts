/**
 * Finds the profiles that match a few words, best match first.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { compareText } from '../../model/data/compare-text';
import { isPrerelease } from '../../model/version/version';
import type { Offer, OfferedCatalog } from '../catalogs/offered-catalogs';

/** Which versions are searched. */
export interface SearchScope {
  /** @default the newest of each profile */
  readonly allVersions?: boolean;
  /** @default false: only if a profile has no release */
  readonly prerelease?: boolean;
}

interface RankedOffer extends Offer {
  readonly rank: number;
}

/**
 * The profiles that match every one of `words`, or all without words. Sorted by where a word is
 * found: the whole name, the beginning of the name, in the name, a keyword, the category, the
 * description.
 */
export function searchProfiles(
  catalogs: readonly OfferedCatalog[],
  words: readonly string[],
  scope: SearchScope,
): Offer[] {
  const wanted = words.map(word => word.toLowerCase());
  const found: RankedOffer[] = [];
  for (const catalog of catalogs) {
    for (const versions of catalog.profiles.values()) {
      for (const entry of inScope(versions, scope)) {
        const rank = rankOf(entry, wanted);
        if (rank < Infinity) found.push({ catalog, entry, rank });
      }
    }
  }
  // the sort is stable: equal matches stay newest version first
  return found.sort(compareOffers);
}

/** Of `versions`, which belong to one profile, newest first. */
function inScope(versions: readonly CatalogEntry[], scope: SearchScope): readonly CatalogEntry[] {
  const releases = scope.prerelease ? versions : versions.filter(({ version }) => !isPrerelease(version));
  const found = releases.length > 0 ? releases : versions;
  return scope.allVersions ? found : found.slice(0, 1);
}

/** The sum over `words`, lower is better; Infinity if one of them is not found. */
function rankOf(entry: CatalogEntry, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) sum += rankOfWord(entry, word);
  return sum;
}

function rankOfWord({ name, keywords, category, description }: CatalogEntry, word: string): number {
  const at = name.toLowerCase().indexOf(word);
  if (at === 0) return name.length === word.length ? 0 : 1;
  if (at > 0) return 2;
  if (keywords.some(keyword => keyword.toLowerCase().includes(word))) return 3;
  if (category?.toLowerCase().includes(word)) return 4;
  return description?.toLowerCase().includes(word) ? 5 : Infinity;
}

function compareOffers(a: RankedOffer, b: RankedOffer): number {
  return (
    a.rank - b.rank ||
    compareText(a.entry.name, b.entry.name) ||
    compareText(a.catalog.source.name, b.catalog.source.name) ||
    compareText(a.catalog.source.namespace, b.catalog.source.namespace)
  );
}
