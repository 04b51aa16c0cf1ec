/**
 * Plain data: what JSON and YAML can represent.
 */

import { sortedKeys } from './sorted-keys';

/** Any plain value. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** Members in any order; `undefined` members are left out. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** A map whose members have not been checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether `value` is a map: an object of any class, but not an array and not null. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses `text`; `undefined` if it is not valid JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's message quotes the text, which may be secret
  }
}

/** The same text for equal data, regardless of the order of its members. For hashes, not for files. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const object = value as JsonObject;
  let members = '';
  for (const key of sortedKeys(object)) {
    if (object[key] === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  }
  return `{${members}}`;
}

/** Whether plain data is the same; the order of members does not matter. */
export function isSameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key) || !isSameJson((a as JsonObject)[key], (b as JsonObject)[key])) return false;
  }
  return true;
}
