/**
 * Updates of some profiles only, and of versions whose changed content is accepted one by one.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { ReplacedEntry } from '../../model/compare-entries';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import type { SourceContent } from '../../sources/reading/catalog-source';

/** Versions whose content may have changed: all, or those in the list: `linkerd2@1.2.3`. */
export type AcceptedChanges = boolean | readonly string[];

/** Whether `replaced` may be written. */
export function isAccepted(replaced: readonly ReplacedEntry[], accepted: AcceptedChanges = false): boolean {
  return typeof accepted === 'boolean'
    ? accepted || replaced.length === 0
    : replaced.every(({ entry }) => accepted.includes(nameVersion(entry)));
}

/** Of `content`, only `profiles`; everything else is as in the lock file. */
export function limitToProfiles(
  content: SourceContent,
  before: readonly CatalogEntry[],
  profiles: readonly string[] | undefined,
): SourceContent {
  if (profiles === undefined) return content;
  const isMeant = ({ name }: CatalogEntry) => profiles.includes(name);
  return { ...content, entries: [...content.entries.filter(isMeant), ...before.filter(entry => !isMeant(entry))] };
}

/** A line for each of `profiles` that no catalog has or had; `known` are the names of all. */
export function describeUnknownProfiles(profiles: readonly string[] = [], known: ReadonlySet<string>): string[] {
  return profiles
    .filter(name => !known.has(name))
    .map(name => `no catalog that was read has a profile "${name}"${formatNearest(nearestNames(known, name))}`);
}

/** A line for each accepted version that has not changed, with those that have. */
export function describeUnchanged(
  accepted: AcceptedChanges | undefined,
  replaced: readonly (readonly ReplacedEntry[])[],
): string[] {
  if (accepted === undefined || typeof accepted === 'boolean') return [];
  const changed = [...new Set(replaced.flat().map(({ entry }) => nameVersion(entry)))].sort();
  const found = changed.length === 0 ? 'no version has changed' : `what has changed is ${changed.join(', ')}`;
  const unknown = accepted.filter(name => !changed.includes(name));
  return unknown.map(name => `"${name}" of "--accept-changed" has not changed; ${found}`);
}

function nameVersion({ name, version }: CatalogEntry): string {
  return `${name}@${version}`;
}
