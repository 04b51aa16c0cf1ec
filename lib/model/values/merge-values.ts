/**
 * Later values win, as Flux merges `valuesFrom` and inline values.
 *
 * Objects merge member by member; everything else replaces, lists and `null` included.
 * Source: `MergeMaps` of github.com/fluxcd/pkg/chartutil v1.27.2.
 */
import { isRecord, type JsonObject } from '../data/json';

/** `values` as one, of which the last win; none of them is changed. Without any, `{}`. */
export function mergeValues(...values: readonly JsonObject[]): JsonObject {
  return values.reduce(mergeTwo, {});
}

function mergeTwo(earlier: JsonObject, later: JsonObject): JsonObject {
  const merged = new Map(Object.entries(earlier));
  for (const [key, value] of Object.entries(later)) {
    if (value === undefined) continue;
    const before = merged.get(key);
    merged.set(key, isRecord(before) && isRecord(value) ? mergeTwo(before, value) : value);
  }
  return Object.fromEntries(merged);
}
