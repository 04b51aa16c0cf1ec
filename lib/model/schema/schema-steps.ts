/**
 * Counts the steps of checking a value, which are the same on every machine.
 */
import type { JsonValue } from '../data/json';

/** A keyword that this library adds: the steps of a check, as `Steps`. */
export const STEPS = 'x-steps';

/** Steps of one schema. */
export interface Steps {
  /** Steps for any value. */
  readonly own: number;
  /** Whether each member of a value takes one more step. */
  readonly looksInside: boolean;
}

/** Characters of a text that count as one step; for a pattern, its length times that of the text. */
const CHARACTERS = 16;
/**
 * Rules that cost almost nothing, or are already counted by the rule that contains them. `pattern`
 * counts its own steps.
 */
const CHEAP = new Set(['type', 'multipleOf', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'pattern', 'minItems', 'maxItems', 'uniqueItems']); // prettier-ignore

/** Rules that check each member of a map or a list, or each character. */
const INSIDE = new Set(['enum', 'const', 'minLength', 'maxLength', 'minProperties', 'maxProperties', 'patternProperties', 'additionalProperties', 'propertyNames', 'unevaluatedProperties', 'items', 'prefixItems', 'additionalItems', 'contains', 'unevaluatedItems']); // prettier-ignore

/**
 * Adds the steps of a schema to its `members`: one for each item that a rule lists, and for each
 * value that it compares with.
 */
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

/** Steps for the members of `data`; their own members are counted when they are checked. */
export function stepsInside(data: unknown): number {
  if (typeof data === 'string') return stepsForText(data.length);
  if (typeof data !== 'object' || data === null) return 0;
  return Array.isArray(data) ? data.length : Object.keys(data).length;
}

/** Steps for matching a text against a pattern of that length. */
export function stepsForText(length: number, patternLength = 1): number {
  return (length * patternLength) / CHARACTERS;
}

function countValues(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((count: number, child: JsonValue | undefined) => count + countValues(child), 1);
}
