/**
 * Merges values like Flux merges `valuesFrom` and inline values: later ones win.
 *
 * Objects are merged; everything else is replaced, including lists and `null`. Source: `MergeMaps`
 * of github.com/fluxcd/pkg/chartutil v1.27.2.
 */
import { isRecord, type JsonObject } from '../data/json';

/** Merges all `values` without changing them; later ones win. `{}` if there are none. */
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
