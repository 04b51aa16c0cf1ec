/**
 * The value that most releases made by hand have in common, so that it is written once for all of them.
 */
import { groupBy } from '../data/group-by';
import { canonicalJson, type JsonValue } from '../data/json';

/** The value that is there most often, at least `atLeast` times; the first of several. */
export function mostFrequent<T>(
  values: readonly T[],
  { atLeast = 1, keyOf = canonicalKey }: { readonly atLeast?: number; readonly keyOf?: (value: T) => string } = {},
): T | undefined {
  const groups = [...groupBy(values, keyOf).values()];
  const most = groups.reduce((size, { length }) => Math.max(size, length), atLeast);
  return groups.find(({ length }) => length === most)?.[0];
}

/** Whether two values are the same, whatever the order of their fields. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonicalKey(a) === canonicalKey(b);
}

function canonicalKey(value: unknown): string {
  return canonicalJson(value as JsonValue | undefined);
}
