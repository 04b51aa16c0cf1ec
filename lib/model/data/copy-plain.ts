/**
 * Copies of plain data that callers may change.
 */
import { isPlainObject } from './values';

/** A deep copy of objects and arrays, so that a change of it changes nothing else. Instances of classes stay the same. */
export function copyPlain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyPlain) as T;
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyPlain(member)])) as T;
}
