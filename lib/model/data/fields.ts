/**
 * Reads fields of maps of unknown types; a field of another type counts as absent.
 */
import { type Fields, isRecord } from './json';

/** `value` if it is a map, otherwise an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A map in a field; empty if there is none. */
export function recordIn(fields: Fields, key: string): Fields {
  return fieldsOf(fields[key]);
}

/** A text in a field. */
export function textIn(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
}

/** A list in a field; empty if there is none. */
export function listIn(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The maps in a list in a field. */
export function recordsIn(fields: Fields, key: string): readonly Fields[] {
  return listIn(fields, key).filter(isRecord);
}

/** The texts in a list in a field. */
export function textsIn(fields: Fields, key: string): readonly string[] {
  return listIn(fields, key).filter((item): item is string => typeof item === 'string');
}
