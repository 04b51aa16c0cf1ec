/**
 * What is wrong with an object that was read back, as a problem at its place.
 */
import type { FileLocation } from '../yaml/file-location';
import type { Problem } from '../problem';

/** `what` is wrong at `location`; `remedy` says what to do. */
export function invalidObject({ file, line, column }: FileLocation, what: string, remedy: string): Problem {
  return { kind: 'invalid-props', what, remedy, location: { file, line, column } };
}

/** What `value` is, to follow "is": `a list`, `empty`. */
export function nameType(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return TYPES.get(typeof value) ?? 'a map';
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['bigint', 'a number'],
  ['boolean', 'a boolean'],
]);
