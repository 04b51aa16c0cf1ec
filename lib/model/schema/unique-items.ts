/**
 * `uniqueItems` in linear time: ajv compares each item with all others.
 */
import type { ErrorObject, FuncKeywordDefinition, SchemaValidateFunction } from 'ajv';
import { canonicalJson, type JsonValue } from '../data/json';

/** Replaces ajv's keyword; passes the length of each compared text to `onText`. */
export function uniqueItems(onText: (length: number) => void): FuncKeywordDefinition {
  const validate: SchemaValidateFunction = (isUnique: boolean, items: readonly JsonValue[]): boolean => {
    const again = isUnique ? findAgain(items, onText) : undefined;
    const error: Partial<ErrorObject> = { keyword: 'uniqueItems', message: 'must have unique items', params: again };
    validate.errors = again && [error];
    return again === undefined;
  };
  return { keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', errors: true, validate };
}

/** Indexes of the first item that is repeated, and of the earlier one. */
function findAgain(items: readonly JsonValue[], onText: (length: number) => void) {
  const seen = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = canonicalJson(item);
    onText(text.length);
    const j = seen.get(text);
    if (j !== undefined) return { i, j };
    seen.set(text, i);
  }
  return undefined;
}
