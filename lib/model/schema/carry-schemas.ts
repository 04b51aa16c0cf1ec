/**
 * Keeps the schemas in a lock file as long as the charts are the same.
 */
import type { CatalogEntry } from '../catalog-entry';
import { canonicalJson, type JsonValue } from '../data/json';

/** `after`, with the schemas from `before` for the same versions, unless a schema is known now. */
export function carrySchemas(before: readonly CatalogEntry[], after: readonly CatalogEntry[]): CatalogEntry[] {
  const known = new Map(before.map(entry => [keyOf(entry), entry.valuesSchema]));
  return after.map(entry => {
    const valuesSchema = entry.valuesSchema ?? known.get(keyOf(entry));
    return valuesSchema === undefined ? entry : { ...entry, valuesSchema };
  });
}

function keyOf({ name, version, origin }: CatalogEntry): string {
  return canonicalJson([name, version, origin as unknown as JsonValue]);
}
