/**
 * Sorts what a catalog offers, and finds what it offers twice.
 *
 * The location of an entry is ignored, so the order of the file does not affect the result.
 */
import type { CatalogEntry } from './catalog-entry';
import { compareText } from './data/compare-text';
import { groupBy } from './data/group-by';
import { nameChartVersion } from './names';
import type { Problem } from './problem';
import { comparePrecedence, compareVersions, tryParseVersion, type Version } from './version/version';

/** Releases in canonical spelling: `1.2.3`. */
const WRITTEN_OUT = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/;

interface VersionedEntry {
  readonly entry: CatalogEntry;
  readonly version: Version;
}

/**
 * Entries sorted by name, newest version first. Of a version that is listed more than once with one URL, there is
 * one archive, and the entry created last describes it; other duplicates are kept once and reported. Each list
 * contains everything that one chart offers.
 */
export function orderEntries(lists: readonly (readonly CatalogEntry[])[]): {
  entries: CatalogEntry[];
  duplicates: Problem[];
} {
  const joined = tryJoin(lists);
  if (joined !== undefined) return { entries: joined, duplicates: [] };
  const charts = new Map<string, CatalogEntry>();
  const duplicates: Problem[] = [];
  for (const { entry, version } of withVersions(lists.flat()).sort(compareEntries)) {
    const chartVersion = `${chartOf(entry)}\n${formatVersion(version)}`;
    const first = charts.get(chartVersion);
    if (first === undefined) charts.set(chartVersion, entry);
    else if (!isSameArchive(entry, first)) duplicates.push(describeDuplicate(entry, first));
  }
  return { entries: [...charts.values()], duplicates };
}

/** Entries sorted by name, newest version first; those without a version are left out. */
export function sortEntries(entries: readonly CatalogEntry[]): CatalogEntry[] {
  const joined = tryJoin([...groupBy(entries, ({ name }) => name).values()]);
  if (joined !== undefined) return joined;
  return withVersions(entries)
    .sort(compareEntries)
    .map(({ entry }) => entry);
}

/**
 * The lists joined, sorted by name, if each belongs to a separate profile and is sorted already,
 * which is the usual case.
 */
function tryJoin(lists: readonly (readonly CatalogEntry[])[]): CatalogEntry[] | undefined {
  const byName = lists.filter(({ length }) => length > 0).sort(([a], [b]) => compareText(a.name, b.name));
  const isDistinct = byName.every(([{ name }], i) => i === 0 || name !== byName[i - 1][0].name);
  return isDistinct && byName.every(isNewestFirst) ? byName.flat() : undefined;
}

function isNewestFirst(entries: readonly CatalogEntry[]): boolean {
  let before: Version | undefined;
  for (const { name, version } of entries) {
    const parsed = tryParseVersion(version);
    if (parsed === undefined || name !== entries[0].name) return false;
    if (before !== undefined && comparePrecedence(before, parsed) <= 0) return false;
    before = parsed;
  }
  return true;
}

/** The same key for all spellings of a version, such as `1.2` and `v1.2.0`; a text that is not a version is kept. */
export function versionKey({ name, version }: CatalogEntry): string {
  const parsed = tryParseVersion(version);
  return `${name}\n${parsed ? formatVersion(parsed) : version}`;
}

function isSameArchive({ archiveUrl }: CatalogEntry, other: CatalogEntry): boolean {
  return archiveUrl !== undefined && archiveUrl === other.archiveUrl;
}

function describeDuplicate(entry: CatalogEntry, first: CatalogEntry): Problem {
  const reason = `the chart lists ${first.version} already; keep one of them`;
  const name = nameChartVersion(chartOf(entry), entry.version);
  return { kind: 'invalid-entry', entry: name, reason, location: entry.location };
}

function withVersions(entries: readonly CatalogEntry[]): VersionedEntry[] {
  const found: VersionedEntry[] = [];
  for (const entry of entries) {
    const version = tryParseVersion(entry.version);
    if (version !== undefined) found.push({ entry, version });
  }
  return found;
}

/** The same text for `1.2` and `v1.2.0`. */
function formatVersion({ text, major, minor, patch, prerelease, build }: Version): string {
  if (WRITTEN_OUT.test(text)) return text;
  return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}${build && `+${build}`}`;
}

function compareEntries(a: VersionedEntry, b: VersionedEntry): number {
  return (
    compareText(a.entry.name, b.entry.name) ||
    compareVersions(b.version, a.version) ||
    compareText(chartOf(a.entry), chartOf(b.entry)) ||
    compareText(b.entry.created ?? '', a.entry.created ?? '') ||
    compareText(contentOf(a.entry), contentOf(b.entry))
  );
}

/** Name of the chart; for a profile in Git, its own name. */
function chartOf({ origin, name }: CatalogEntry): string {
  return origin.kind === 'chart' ? origin.chart : name;
}

function contentOf(entry: CatalogEntry): string {
  return JSON.stringify({ ...entry, location: undefined });
}
