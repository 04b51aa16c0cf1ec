/**
 * Keeps what a lock file knows about a version as long as its content is the same: the schema of
 * its values, and the date at which it was published.
 *
 * `helm repo index` without `--merge` gives every version a new date, which says nothing about any.
 */
import type { CatalogEntry } from './catalog-entry';
import { canonicalJson, type JsonValue } from './data/json';

/** `after`, with the schemas and dates from `before` for the same versions, unless a schema is known now. */
export function carryEntries(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): CatalogEntry[] {
  const known = new Map(before.map(entry => [keyOf(entry), entry]));
  return after.map(entry => {
    const earlier = known.get(keyOf(entry));
    if (earlier === undefined) return entry;
    const valuesSchema = entry.valuesSchema ?? earlier.valuesSchema;
    const created = earlier.created ?? entry.created;
    return {
      ...entry,
      ...(valuesSchema !== undefined && { valuesSchema }),
      ...(created !== undefined && { created }),
    };
  });
}

function keyOf({ name, version, origin }: CatalogEntry): string {
  return canonicalJson([name, version, origin as unknown as JsonValue]);
}
