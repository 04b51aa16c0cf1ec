/**
 * Finds what Flux would replace in plain data: `${name}`.
 */
import type { JsonObject, JsonValue } from './json';

/** Whether frozen data, which many releases share, contains `${`. */
const VARIABLES = new WeakMap<object, boolean>();

/** Whether a string in `value` contains `${`. Frozen data must not change. */
export function holdsVariable(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  if (!Object.isFrozen(value)) return memberHoldsVariable(value);
  const known = VARIABLES.get(value) ?? memberHoldsVariable(value);
  VARIABLES.set(value, known);
  return known;
}

function memberHoldsVariable(value: readonly JsonValue[] | JsonObject): boolean {
  if (Array.isArray(value)) return value.some(holdsVariable);
  const object = value as JsonObject;
  for (const key of Object.keys(object)) if (key.includes('${') || holdsVariable(object[key])) return true;
  return false;
}
