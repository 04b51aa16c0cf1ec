/**
 * `pctl search`: finds profiles by words.
 */
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { type LayersOptions, readLayeredCatalogs } from '../catalogs/layered-catalogs';
import type { Context, ExitCode } from '../terminal/command';
import { type Offer, type OfferedCatalog, offerToData } from '../catalogs/offered-catalogs';
import { type Column, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { markPrerelease } from './mark-prerelease';
import { type SearchScope, searchProfiles } from './search-profiles';

interface SearchOptions extends LayersOptions, SearchScope {
  readonly output: OutputFormat;
}

const COLUMNS: readonly Column<Offer>[] = [
  { title: 'NAMESPACE', cell: ({ catalog }) => catalog.source.namespace, isWide: true },
  { title: 'CATALOG', cell: ({ catalog }) => catalog.label },
  { title: 'NAME', isKey: true, cell: ({ entry }) => entry.name },
  { title: 'VERSION', isKey: true, cell: ({ entry }) => markPrerelease(entry.version) },
  { title: 'LAYER', cell: ({ entry }) => entry.layer },
  { title: 'CATEGORY', cell: ({ entry }) => entry.category },
  { title: 'KEYWORDS', cell: ({ entry }) => entry.keywords.join(', ') || undefined, isWide: true },
  { title: 'DESCRIPTION', isKey: true, cell: ({ entry }) => entry.description, isCut: true },
];

export function run(context: Context, [texts]: readonly (readonly string[])[], options: SearchOptions): ExitCode {
  const { catalogs, isComplete } = readLayeredCatalogs(context, options);
  const words = texts.flatMap(text => text.match(/\S+/g) ?? []);
  const items = searchProfiles(catalogs, words, options);
  const name = ({ catalog, entry }: Offer) =>
    `${catalog.label}/${entry.name}${options.allVersions ? `@${entry.version}` : ''}`;
  printListing(context, { key: 'profiles', items, columns: COLUMNS, name, data: offerToData }, options.output);
  if (items.length === 0) context.stderr(`error: ${nothingFound(catalogs, words)}\n`);
  return items.length > 0 && isComplete ? 0 : 1;
}

function nothingFound(catalogs: readonly OfferedCatalog[], words: readonly string[]): string {
  const names = [...new Set(catalogs.flatMap(({ profiles }) => [...profiles.keys()]))].sort();
  if (names.length === 0) return 'the catalogs contain no profiles. Update them with "pctl catalog update"';
  const nearest = [...new Set([words.join('-'), ...words].flatMap(word => nearestNames(names, word.toLowerCase())))];
  const hint = formatNearest(nearest.slice(0, 3));
  return `no profile matches "${words.join(' ')}"${hint}. Use fewer words, or none to see everything`;
}
