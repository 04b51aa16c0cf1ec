/**
 * Reads the fields of JSON. Locations are unknown, so problems are reported for the text as a
 * whole.
 */
import { type Fields, isRecord, tryParseJson } from '../data/json';
import { NOWHERE, type YamlMap, type YamlValue } from '../yaml/yaml-value';
import { FieldReader } from './field-reader';

/** Fields that are read are not nested deeper. */
const DEEPEST = 8;

/** Reads the object in `text`; `undefined` if it is not valid JSON, or not an object. */
export function tryReadJson(text: string): FieldReader | undefined {
  const object = tryParseJson(text);
  return isRecord(object) ? new FieldReader(toFields(object)) : undefined;
}

/** The fields of `object`, at any depth only the `wanted` ones. */
export function toFields(object: Fields, wanted?: readonly string[]): YamlMap {
  return mapOf(object, wanted, 0);
}

function mapOf(object: Fields, wanted: readonly string[] | undefined, depth: number): YamlMap {
  const fields = new Map<string, YamlValue>();
  for (const [key, value] of Object.entries(object)) {
    if (wanted === undefined || wanted.includes(key)) fields.set(key, valueOf(value, wanted, depth + 1));
  }
  return { type: 'map', at: NOWHERE, fields, repeated: [] };
}

function valueOf(value: unknown, wanted: readonly string[] | undefined, depth: number): YamlValue {
  const at = NOWHERE;
  if (typeof value === 'string') return { type: 'text', at, text: value };
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { type: typeof value === 'number' ? 'number' : 'boolean', at, text: String(value) };
  }
  if (depth > DEEPEST) return { type: 'null', at };
  if (Array.isArray(value)) return { type: 'list', at, items: value.map(item => valueOf(item, wanted, depth + 1)) };
  return isRecord(value) ? mapOf(value, wanted, depth) : { type: 'null', at };
}
