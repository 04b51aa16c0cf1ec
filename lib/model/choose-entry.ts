/**
 * The catalog entry that a name and a version range ask for, or why there is none.
 */
import { distance } from 'fastest-levenshtein';
import type { CatalogEntry } from './catalog-entry';
import type { Problem } from './problem';
import { nearestVersions, newestInRange, parseRequestedRange } from './version-range';

/** What is asked for. */
export interface EntryRequest {
  /** Name of the catalog, for problems. */
  readonly catalog: string;
  readonly name: string;
  /** @default the newest version that is no prerelease */
  readonly range?: string;
}

const NEAREST = 3;

/** The newest entry in range; `entries` holds the versions of each name. */
export function chooseEntry(
  entries: ReadonlyMap<string, readonly CatalogEntry[]>,
  { catalog, name: profile, range }: EntryRequest,
): { readonly entry: CatalogEntry } | { readonly problem: Problem } {
  const versions = entries.get(profile);
  if (versions === undefined) {
    return {
      problem: { kind: 'unknown-profile', profile, catalog, nearest: nearestNames([...entries.keys()], profile) },
    };
  }
  const parsed = parseRequestedRange(range);
  if (parsed.error !== undefined) {
    return { problem: { kind: 'invalid-range', profile, range: range ?? '', reason: parsed.error } };
  }
  const entry = newestInRange(versions, ({ version }) => version, range);
  if (entry !== undefined) return { entry };
  const offered = versions.map(({ version }) => version);
  const nearest = nearestVersions(offered, range ?? '*', NEAREST);
  return { problem: { kind: 'no-matching-version', profile, range: range ?? 'latest', catalog, nearest } };
}

/** The names most like `name`, nearest first; none that is altogether different. */
export function nearestNames(names: readonly string[], name: string): string[] {
  const limit = Math.max(2, Math.floor(name.length / 2));
  return names
    .map(candidate => ({ candidate, far: distance(candidate, name) }))
    .filter(({ candidate, far }) => far <= limit || candidate.includes(name))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, NEAREST)
    .map(({ candidate }) => candidate);
}
