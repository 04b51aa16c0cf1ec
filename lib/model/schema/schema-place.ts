/**
 * The place in a schema that a type is for, and operations on types.
 */
import type { JsonValue } from '../data/json';
import type { Schema } from './schema-document';

/** Default values at one place: `any` if several places share a type. */
export type Defaults = { readonly value: JsonValue | undefined } | 'any';

/** Values are not merged here, as in lists. */
export const NO_DEFAULTS: Defaults = { value: undefined };

/** The place in the schema that a type is for. */
export interface TypePlace {
  /** Name for an interface, if one is needed. */
  readonly name: string;
  readonly defaults: Defaults;
  readonly depth: number;
  /** Whether the parent schema allows no other keys. */
  readonly isClosed?: boolean;
  /** References that were followed at this place; following one again is a cycle. */
  readonly following: readonly string[];
}

/** The types of one schema document, for the parts of it that refer to each other. */
export interface TypeSource {
  /** The type of `schema` as an expression; `unknown` if it accepts anything. */
  typeOf(schema: Schema, place: TypePlace): string;
  /** Declares a type under a name similar to `name`; passes the name to `write`, and returns it. */
  declare(name: string, write: (name: string) => string): string;
}

/** The fields that change in a property or a list item. */
export function stepDown({ depth }: TypePlace): Pick<TypePlace, 'depth' | 'following' | 'isClosed'> {
  return { depth: depth + 1, following: [], isClosed: undefined };
}

/** `A | B`, without duplicates, in the given order. */
export function unite(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter(type => type !== 'never');
  if (distinct.includes('unknown')) return 'unknown';
  return distinct.length === 0 ? 'never' : distinct.join(' | ');
}

/** `A & (B | C)`, without `unknown`. */
export function intersect(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter(type => type !== 'unknown');
  if (distinct.includes('never')) return 'never';
  if (distinct.length < 2) return distinct[0] ?? 'unknown';
  return distinct.map(type => (/[ |]/.test(type) ? `(${type})` : type)).join(' & ');
}
