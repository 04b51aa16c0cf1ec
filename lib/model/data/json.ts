/**
 * Plain data, as JSON and YAML have it.
 */

/** Any plain value. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** Members in any order; `undefined` members are left out. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** A map whose members are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether `value` is a map, as JSON and YAML have it: an object of any class, but no list and not null. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses `text`; `undefined` when it is not valid JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's message quotes the text, which may be secret
  }
}

/** One text for the same data, whatever the order of its members. For hashes, not for files. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const object = value as JsonObject;
  const members = Object.keys(object)
    .filter(key => object[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(',')}}`;
}
