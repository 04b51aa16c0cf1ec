/**
 * Copies plain data, so that a change of the copy changes nothing else. Instances of classes stay the same.
 */
import { isPlainObject } from './values';

export function copyPlain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyPlain) as T;
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyPlain(member)])) as T;
}
