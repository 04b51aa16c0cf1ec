/**
 * Options that are null count as not given, as in files of subscriptions: data from YAML or JSON often has them.
 */
import type { Fields } from '../../model/data/json';
import { isPlainObject } from '../../model/data/values';

/** Options in which null has a meaning of its own, and those that are not options. */
const KEPT = new Set(['values', 'artifactValues', 'patch', 'profile']);

/** `options` without those that are null, and so for options in them; the same object if there are none. */
export function withoutNull<T>(options: T): T {
  if (!isPlainObject(options) || !hasNull(options)) return options;
  const given = Object.entries(options).filter(([, value]) => value !== null);
  return Object.fromEntries(given.map(([key, value]) => [key, KEPT.has(key) ? value : withoutNull(value)])) as T;
}

/** Nothing is copied, because there are many subscriptions. */
function hasNull(options: Fields): boolean {
  return Object.keys(options).some(key => {
    const value = options[key];
    return value === null || (isPlainObject(value) && !KEPT.has(key) && hasNull(value));
  });
}
