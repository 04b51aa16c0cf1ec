/**
 * What it takes to check a value, counted in steps: the same on every machine.
 */
import type { JsonValue } from '../data/json';

/** Keyword of ours beside all others: what a look at a value takes, as `Steps`. */
export const STEPS = 'x-steps';

/** Steps of one schema. */
export interface Steps {
  /** For any value. */
  readonly own: number;
  /** Whether each member of a value takes one more. */
  readonly looksInside: boolean;
}

/** Characters of a text, or of a text times those of a pattern, that are one step. */
const CHARACTERS = 16;
/** Rules that are looked at in no time: whoever lists what they are of has counted that. `pattern` counts itself. */
const CHEAP = new Set(['type', 'multipleOf', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'pattern', 'minItems', 'maxItems', 'uniqueItems']); // prettier-ignore

/** Rules that look at each member of a map or a list, or at each character. */
const INSIDE = new Set(['enum', 'const', 'minLength', 'maxLength', 'minProperties', 'maxProperties', 'patternProperties', 'additionalProperties', 'propertyNames', 'unevaluatedProperties', 'items', 'prefixItems', 'additionalItems', 'contains', 'unevaluatedItems']); // prettier-ignore

/** Adds the steps of a schema to its `members`: one for each thing that a rule lists, or that a value is compared with. */
export function addSteps(members: Map<string, JsonValue>): void {
  let own = 1;
  let isCheap = true;
  let looksInside = false;
  for (const [key, value] of members) {
    isCheap &&= CHEAP.has(key);
    looksInside ||= INSIDE.has(key);
    if (key === 'enum' || key === 'const') own += countValues(value);
    else if (typeof value === 'object' && value !== null) own += Object.keys(value).length;
  }
  if (!isCheap) members.set(STEPS, { own, looksInside });
}

/** Steps for the members of `data`; what is in those is looked at by others. */
export function stepsInside(data: unknown): number {
  if (typeof data === 'string') return stepsForText(data.length);
  if (typeof data !== 'object' || data === null) return 0;
  return Array.isArray(data) ? data.length : Object.keys(data).length;
}

/** Steps for a text, looked at by a pattern of so many characters. */
export function stepsForText(length: number, patternLength = 1): number {
  return (length * patternLength) / CHARACTERS;
}

function countValues(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((count: number, child: JsonValue | undefined) => count + countValues(child), 1);
}
