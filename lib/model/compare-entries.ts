/**
 * The differences between two states of a catalog.
 *
 * The content of a version must not change. If its digest or commit differs, the version counts as
 * *replaced*, which is more than a change of its description.
 */
import type { CatalogEntry, ProfileOrigin } from './catalog-entry';
import { sortEntries, versionKey } from './entry-order';
import { formatYaml } from './yaml/yaml-text';

/** A version that is in both states, with different data. */
export interface ChangedEntry {
  readonly entry: CatalogEntry;
  /** Names of its fields that differ, sorted: `description`, `layer`. */
  readonly fields: readonly string[];
}

/** A version whose content has changed. */
export interface ReplacedEntry {
  readonly entry: CatalogEntry;
  /** Digest or commit, verbatim. */
  readonly before: string;
  /** Absent: the catalog no longer has it. */
  readonly after?: string;
}

/** Each list is sorted by name, newest version first. */
export interface EntryChanges {
  readonly added: readonly CatalogEntry[];
  readonly changed: readonly ChangedEntry[];
  readonly replaced: readonly ReplacedEntry[];
  readonly vanished: readonly CatalogEntry[];
}

/** Compares two states of one catalog; the order of the entries does not matter. */
export function compareEntries(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): EntryChanges {
  const later = sortEntries(after);
  const pairs = pairUp(sortEntries(before), later);
  const kept = new Set(pairs.values());
  const changes = { added: later.filter(entry => !pairs.has(entry)), vanished: missingFrom(before, kept) };
  const changed: ChangedEntry[] = [];
  const replaced: ReplacedEntry[] = [];
  for (const [entry, earlier] of pairs) {
    const replacement = tryReplacement(earlier, entry);
    const fields = fieldsThatDiffer(earlier, entry);
    if (replacement !== undefined) replaced.push(replacement);
    else if (fields.length > 0) changed.push({ entry, fields });
  }
  return { ...changes, changed, replaced };
}

/** The previous entry of each current one: the same version, in the same spelling if there are several. */
function pairUp(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): Map<CatalogEntry, CatalogEntry> {
  const spelled = new Map(before.map(entry => [spelling(entry), entry]));
  const stays = new Set(after.map(spelling));
  const respelled = new Map(
    before.filter(entry => !stays.has(spelling(entry))).map(entry => [versionKey(entry), entry]),
  );
  const pairs = new Map<CatalogEntry, CatalogEntry>();
  for (const entry of after) {
    const earlier = spelled.get(spelling(entry)) ?? respelled.get(versionKey(entry));
    if (earlier !== undefined) pairs.set(entry, earlier);
  }
  return pairs;
}

function missingFrom(before: readonly CatalogEntry[], kept: ReadonlySet<CatalogEntry>): CatalogEntry[] {
  return sortEntries(before).filter(entry => !kept.has(entry));
}

function spelling({ name, version }: CatalogEntry): string {
  return `${name}\n${version}`;
}

/** A digest that was removed counts too, because the next one could be any. */
function tryReplacement(before: CatalogEntry, after: CatalogEntry): ReplacedEntry | undefined {
  const [was, is] = [contentOf(before.origin), contentOf(after.origin)];
  if (!was || normalize(was) === normalize(is ?? '')) return undefined;
  return { entry: after, before: was, after: is || undefined };
}

function contentOf(origin: ProfileOrigin): string | undefined {
  return origin.kind === 'git' ? origin.commit : origin.digest;
}

/** Digests are written with or without their algorithm. */
function normalize(content: string): string {
  return content.toLowerCase().replace(/^sha256:/, '');
}

/** Fields that a lock file does not contain. */
const UNCOMPARED = new Set<keyof CatalogEntry>(['location', 'archiveUrl']);

function fieldsThatDiffer(before: CatalogEntry, after: CatalogEntry): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof CatalogEntry)[]);
  return [...keys].filter(key => !UNCOMPARED.has(key) && !isSame(before[key], after[key])).sort();
}

/** Whether two values are equal, regardless of the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || formatYaml({ value: a }) === formatYaml({ value: b });
}
