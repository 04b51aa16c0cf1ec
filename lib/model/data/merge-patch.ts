/**
 * JSON merge patch (RFC 7396): objects are merged, `null` removes a member, everything else
 * replaces.
 */
import { isRecord, type JsonObject, type JsonValue } from './json';

/** `target` with `patch` applied; neither is changed. */
export function mergePatch(target: JsonValue | undefined, patch: unknown): JsonValue {
  if (!isRecord(patch)) return patch as JsonValue;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else if (value !== undefined) merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged) as JsonObject;
}
