/**
 * What a lock knows of a chart's values is kept for as long as the chart is the same.
 */
import type { CatalogEntry } from '../catalog-entry';
import { canonicalJson, type JsonValue } from '../data/json';

/** `after`, with the schemas of `before` for the same versions, where no schema is known now. */
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
