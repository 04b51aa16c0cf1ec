/**
 * Version ranges like Helm and Flux read them, and the choice of a version.
 *
 * A range has the meaning that it has in Go's Masterminds/semver, not in npm: the comma is an
 * "and", `^1` accepts no prerelease, `^1-0` does, and `1.2 - 1.4` ends before 1.5.
 */
import { compareVersions, tryParseVersion, type Version } from './version';
import { matchesComparator, PATTERNS, tryParseComparator, type VersionComparator } from './version-comparator';

/** A range; it contains a version that satisfies every comparator of one alternative. */
export interface ParsedRange {
  /** Present only in an `InvalidRange`. */
  readonly error?: undefined;
  /** The parts between `||`. */
  readonly alternatives: readonly RangeAlternative[];
}

/** Why a text is not a range, for the end of a sentence. */
export interface InvalidRange {
  readonly error: string;
}

/** Comparators joined by "and". */
export interface RangeAlternative {
  readonly comparators: readonly VersionComparator[];
  /** Whether one of them contains a prerelease; otherwise, prereleases are not in range. */
  readonly takesPrereleases: boolean;
}

const LONGEST_RANGE = 512;
const MOST_ALTERNATIVES = 32;

const { space, bound, comparator } = PATTERNS;
const COMPARATORS = new RegExp(comparator, 'g');
const ALTERNATIVE = new RegExp(`^${space}*${comparator}(?:(?:${space}+|${space}*,${space}*)${comparator})*${space}*$`);
const HYPHEN_RANGE = new RegExp(`${space}*(${bound})${space}+-${space}+(${bound})${space}*`, 'g');

/** Reads `^1.2`, `>=1.2 <2 || 3.x`, `1.2 - 1.4`; the empty text and `latest` are not ranges. */
export function parseVersionRange(text: string): ParsedRange | InvalidRange {
  if (text.length > LONGEST_RANGE) return { error: `it is longer than ${LONGEST_RANGE} characters. Shorten it` };
  const parts = expandHyphens(text).split('||');
  if (parts.length > MOST_ALTERNATIVES) {
    return { error: `it has more than ${MOST_ALTERNATIVES} alternatives. Join some of them` };
  }
  const alternatives: RangeAlternative[] = [];
  for (const part of parts) {
    const alternative = parseAlternative(part);
    if ('error' in alternative) return alternative;
    alternatives.push(alternative);
  }
  return { alternatives };
}

/** Reads a range from a user; `latest`, the empty text and `undefined` mean the newest release. */
export function parseRequestedRange(text?: string): ParsedRange | InvalidRange {
  return parseVersionRange(asksForLatest(text) ? '*' : text);
}

/** Whether `version` is in `range`; a prerelease only if the range contains one. */
export function matchesRange(version: Version, range: ParsedRange): boolean {
  return range.alternatives.some(
    ({ comparators, takesPrereleases }) =>
      (version.prerelease === '' || takesPrereleases) && comparators.every(c => matchesComparator(version, c)),
  );
}

/** Whether `version` is in `range` if prereleases are allowed: `1.3.0-rc.1` in `^1.2`, but `2.0.0-rc.1` not in `<2`. */
function matchesRangeEarly(version: Version, range: ParsedRange): boolean {
  if (matchesRange(version, range)) return true;
  if (!matchesRange({ ...version, prerelease: '' }, range)) return false;
  const alternatives = range.alternatives.map(alternative => ({ ...alternative, takesPrereleases: true }));
  return matchesRange(version, { alternatives });
}

/**
 * Newest of `entries` in `range`; `undefined` if there is none, or `range` is invalid. With
 * `takesPrereleases`, prereleases of versions in range count too.
 *
 * As in Flux, a version that is spelled exactly like `range` wins, and one with fewer than three
 * numbers is skipped.
 */
export function newestInRange<T>(
  entries: readonly T[],
  versionOf: (entry: T) => string,
  range?: string,
  takesPrereleases = false,
): T | undefined {
  const matches = takesPrereleases ? matchesRangeEarly : matchesRange;
  const isAny = asksForLatest(range) || range === '*';
  // prereleases of 0.0.0 are before all that "*" contains
  const parsed = parseRequestedRange(isAny && takesPrereleases ? '>=0.0.0-0' : range);
  if (parsed.error !== undefined) return undefined;
  const literal = asksForLatest(range) ? undefined : entries.find(entry => versionOf(entry) === range);
  if (literal !== undefined) return literal;
  let newest: { readonly entry: T; readonly version: Version } | undefined;
  for (const entry of entries) {
    const version = tryParseVersion(versionOf(entry));
    if (!version || version.text.split('.').length < 3 || !matches(version, parsed)) continue;
    if (!newest || compareVersions(version, newest.version) > 0) newest = { entry, version };
  }
  return newest?.entry;
}

/**
 * The versions to suggest if none is in `range`: prereleases of versions in it, newest first, then
 * those with the fewest versions between them and a bound of the range. Empty if `range` is
 * invalid.
 */
export function nearestVersions(versions: readonly string[], range: string, count = 3): string[] {
  const parsed = parseRequestedRange(range);
  if (parsed.error !== undefined) return [];
  const sorted = [...new Set(versions)].flatMap(text => tryParseVersion(text) ?? []).sort(compareVersions);
  const isEarly = (v: Version) => v.prerelease !== '' && matchesRange({ ...v, prerelease: '' }, parsed);
  const others = sorted.filter(v => !isEarly(v));
  const releases = others.filter(v => v.prerelease === '' || parsed.alternatives.some(a => a.takesPrereleases));
  const near = sortByDistance(releases.length > 0 ? releases : others, parsed);
  return [...sorted.filter(isEarly).reverse(), ...near].slice(0, count).map(v => v.text);
}

/** Sorted by distance to a bound of `range`, newer first if equal; distance is counted in versions of `sorted`. */
function sortByDistance(sorted: readonly Version[], range: ParsedRange): Version[] {
  const bounds = range.alternatives.flatMap(a => a.comparators.map(c => c.bound));
  const gaps = bounds.map(b => sorted.filter(v => compareVersions(v, b) < 0).length);
  const distance = (i: number) => Math.min(...gaps.map(gap => (i < gap ? gap - 1 - i : i - gap)));
  const ranked = sorted.map((version, i) => ({ version, distance: distance(i), i }));
  return ranked.sort((a, b) => a.distance - b.distance || b.i - a.i).map(r => r.version);
}

/** Whether `range` is absent, empty or `latest`. */
export function asksForLatest(range: string | undefined): range is '' | 'latest' | undefined {
  return range === undefined || range === '' || range === 'latest';
}

/** `1.2 - 1.4` to `>= 1.2, <= 1.4 `. */
function expandHyphens(text: string): string {
  let expanded = text;
  // like Go, replaces the first equal text, which may not be the match itself
  for (const [match, from, to] of text.matchAll(HYPHEN_RANGE)) {
    expanded = expanded.replace(match, () => `>= ${from}, <= ${to} `);
  }
  return expanded;
}

function parseAlternative(text: string): RangeAlternative | InvalidRange {
  if (text.trim() === '')
    return { error: 'it is empty, or nothing is on one side of "||". Write "*" for every release' };
  if (!ALTERNATIVE.test(text)) {
    return { error: `"${text.trim()}" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"` };
  }
  const comparators: VersionComparator[] = [];
  for (const [part] of text.matchAll(COMPARATORS)) {
    const parsed = tryParseComparator(part);
    if (!parsed) return { error: `"${part}" does not contain a version; write it as in ">=1.2.3" or "^1.2.3-rc.1"` };
    comparators.push(parsed);
  }
  return { comparators, takesPrereleases: comparators.some(c => c.bound.prerelease !== '') };
}
