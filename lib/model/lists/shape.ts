/**
 * The types that the fields of an item must have. They are checked in the text of the item, which is
 * enough for most items; all others are read in full.
 */
import { DOUBLE_QUOTE, SINGLE_QUOTE } from '../yaml/block-scalar';
import { readPlainGo } from '../yaml/go-scalars';

/** A scalar that is text, or is taken for text; `true` or `false`; a time as in RFC 3339; anything; a list; a map. */
export type Shape = 'text' | 'scalar' | 'boolean' | 'time' | 'any' | { readonly list: Shape } | MapShape;

/** Known fields, by their names in lower case, and what the others are. Without `others`, no others may be there. */
export interface MapShape {
  readonly fields: ReadonlyMap<string, Shape>;
  readonly others?: Shape;
}

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[-+](?:[01]\d|2[0-3]):[0-5]\d)$/;
const POINT = 0x2e;
const PIPE = 0x7c;
const GREATER = 0x3e;

/** The shape of the field `key` of what has `shape`; `undefined` when it may have none of that name. */
export function memberShape(shape: Shape, key: string): Shape | undefined {
  if (shape === 'any') return shape;
  if (typeof shape === 'string' || 'list' in shape) return undefined;
  return shape.fields.get(key) ?? shape.fields.get(key.toLowerCase()) ?? shape.others;
}

/** What a map in a field of `shape`, or an item of its list, has to be. */
export function innerShape(shape: Shape): Shape {
  return typeof shape === 'object' && 'list' in shape ? shape.list : shape;
}

/** Whether `shape` may be a list, or a map. */
export function mayBe(shape: Shape, kind: 'list' | 'fields'): boolean {
  return shape === 'any' || (typeof shape === 'object' && kind in shape);
}

/** Whether the scalar between two offsets of `text` is certainly of `shape`. */
export function isScalarOf(shape: Shape, text: string, from: number, to: number): boolean {
  if (shape === 'any' || shape === 'scalar') return true;
  const code = text.charCodeAt(from);
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  if (shape === 'text' && (isQuoted || code === PIPE || code === GREATER || !isDoubtfulStart(code))) return true;
  if (shape === 'text' && hasTwoPoints(text, from, to)) return true;
  const source = text.slice(from, to).trimEnd();
  if (shape === 'time') return isTime(isQuoted ? source.slice(1, -1) : source);
  if (isQuoted) return false;
  const value = readPlainGo(source);
  return value === null || typeof value === (shape === 'text' ? 'string' : shape);
}

/** Whether Go reads `text` as a time. */
export function isTime(text: string): boolean {
  const [, month, day] = TIME.exec(text) ?? [];
  if (month === undefined) return false;
  // there are dates of 28 days in each month
  return Number(day) <= 28 || new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(day);
}

/** Whether it is a version, as most texts that begin with a digit are: no number has two points. */
function hasTwoPoints(text: string, from: number, to: number): boolean {
  let points = 0;
  for (let i = from; i < to && points < 2; i++) if (text.charCodeAt(i) === POINT) points++;
  return points === 2;
}

/** Whether plain text with that first character may be a number, true, false or null. */
function isDoubtfulStart(code: number): boolean {
  return code < 0x3a || 'yYnNtTfFoO~'.includes(String.fromCharCode(code));
}
