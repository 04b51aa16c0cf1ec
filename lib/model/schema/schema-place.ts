/**
 * Where in a schema a type is asked for, and how types are joined.
 */
import type { JsonValue } from '../data/json';
import type { Schema } from './schema-document';

/** Default values at one place: `any` where many places share a type. */
export type Defaults = { readonly value: JsonValue | undefined } | 'any';

/** Nothing is merged here, as in lists. */
export const NO_DEFAULTS: Defaults = { value: undefined };

/** Where in the schema a type is asked for. */
export interface TypePlace {
  /** Name for an interface, when one is needed. */
  readonly name: string;
  readonly defaults: Defaults;
  readonly depth: number;
  /** Other keys are not allowed by the schema around it. */
  readonly isClosed?: boolean;
  /** References followed without a step down: to meet one again is a cycle. */
  readonly following: readonly string[];
}

/** Types of one schema document, as the types of its parts ask for one another. */
export interface TypeSource {
  /** The type of `schema` as an expression; `unknown` when anything goes. */
  typeOf(schema: Schema, place: TypePlace): string;
  /** Declares a type under a name like `name`, which `write` is given, and returns that name. */
  declare(name: string, write: (name: string) => string): string;
}

/** What changes with a step into a property or a list. */
export function stepDown({ depth }: TypePlace): Pick<TypePlace, 'depth' | 'following' | 'isClosed'> {
  return { depth: depth + 1, following: [], isClosed: undefined };
}

/** `A | B`; each once, in the order given. */
export function unite(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter(type => type !== 'never');
  if (distinct.includes('unknown')) return 'unknown';
  return distinct.length === 0 ? 'never' : distinct.join(' | ');
}

/** `A & (B | C)`; `unknown` adds nothing. */
export function intersect(types: readonly string[]): string {
  const distinct = [...new Set(types)].filter(type => type !== 'unknown');
  if (distinct.includes('never')) return 'never';
  if (distinct.length < 2) return distinct[0] ?? 'unknown';
  return distinct.map(type => (/[ |]/.test(type) ? `(${type})` : type)).join(' & ');
}
