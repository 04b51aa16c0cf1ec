/**
 * The position in a text in block layout: a plain object that every reader in this folder advances.
 *
 * Blank lines and comment lines are skipped. A text may come in parts: at the end of one,
 * `MoreNeeded` is thrown, and reading starts again when there is more text.
 */
import { fallBack } from './fallback';
import type { FileLocation } from './file-location';

/** Codes of the characters that the layout depends on. */
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;

/** The current position. */
export interface Cursor {
  /** Name of the file, for locations. */
  readonly file: string;
  /** Whether this is the last part of the text. */
  isWhole: boolean;
  /** The text; ends with a line feed. */
  text: string;
  /** Number of the line, from 1. */
  line: number;
  /** Offset of the line. */
  start: number;
  /** Number of leading spaces of the line; -1 after the last line. */
  indent: number;
  /** Current offset in the line. */
  at: number;
  /** Offset of the next line. */
  next: number;
  /** Whether the last line of the text has no line break. */
  isUnended: boolean;
  /** Whether there were comments between the previous line and this one. */
  isAfterComment: boolean;
}

/** Thrown at the end of a part if more text follows. */
export class MoreNeeded extends Error {}

/** A position to return to: the start of a line and its number. */
export interface LineMark {
  readonly start: number;
  readonly line: number;
}

/** A cursor without a text. */
export function createCursor(file: string, isWhole: boolean): Cursor {
  return {
    file,
    isWhole,
    text: '',
    line: 0,
    start: 0,
    indent: -1,
    at: 0,
    next: 0,
    isUnended: false,
    isAfterComment: false,
  };
}

/** The text of a document without a byte order mark, and `---` with comments before it; and the number of its first line. */
export function findDocument(text: string): { readonly text: string; readonly line: number } {
  const [start] = /^\uFEFF?(?:(?:#.*\n){0,9}---\r?\n)?/.exec(text)!;
  return { text: text.slice(start.length), line: start.split('\n').length };
}

/** Moves to the first line of `text`, which has the number `line`. */
export function beginText(cursor: Cursor, text: string, line: number): void {
  cursor.isUnended = text !== '' && !text.endsWith('\n');
  // half of a line break
  if (text.endsWith('\r')) fallBack();
  // so that all lines end in the same way
  cursor.text = cursor.isUnended ? `${text}\n` : text;
  rewind(cursor, { start: 0, line });
}

/** The current line. */
export function markLine({ start, line }: Cursor): LineMark {
  return { start, line };
}

/** Returns to the line at `mark`. */
export function rewind(cursor: Cursor, { start, line }: LineMark): void {
  cursor.next = start;
  cursor.line = line - 1;
  advance(cursor);
}

/** Moves to the next line that is not blank or a comment. */
export function advance(cursor: Cursor): void {
  const { text } = cursor;
  cursor.isAfterComment = false;
  while (step(cursor)) {
    const code = text.charCodeAt(cursor.at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) {
      endLine(cursor, cursor.at);
    } else if (code === HASH) {
      cursor.isAfterComment = true;
      cursor.next = text.indexOf('\n', cursor.at) + 1;
    } else {
      return;
    }
  }
}

/** Moves to the next line, even if it is blank or a comment; false if there is none. */
export function step(cursor: Cursor): boolean {
  const { text } = cursor;
  if (cursor.next >= text.length) return endText(cursor);
  const start = cursor.next;
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  cursor.start = start;
  cursor.line++;
  cursor.indent = at - start;
  cursor.at = at;
  return true;
}

function endText(cursor: Cursor): boolean {
  if (!cursor.isWhole) throw new MoreNeeded();
  cursor.indent = -1;
  cursor.start = cursor.at = cursor.next = cursor.text.length;
  return false;
}

/** Moves back before the line. */
export function stepBack(cursor: Cursor): void {
  cursor.next = cursor.start;
  cursor.line--;
}

/** Checks that nothing but spaces follows `offset` on the line. */
export function endLine(cursor: Cursor, offset: number): void {
  const { text } = cursor;
  let at = offset;
  // most lines have no trailing spaces
  if (text.charCodeAt(at) === LINE_FEED) {
    cursor.next = at + 1;
    return;
  }
  while (text.charCodeAt(at) === SPACE) at++;
  if (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
  if (text.charCodeAt(at) !== LINE_FEED) fallBack();
  cursor.next = at + 1;
}

/** Moves from the end of a line at `offset` to the next one that is not blank or a comment. */
export function leaveLine(cursor: Cursor, offset: number): void {
  endLine(cursor, offset);
  advance(cursor);
}

/** Whether there are no more lines. */
export function isAtTextEnd({ indent }: Cursor): boolean {
  return indent === -1;
}

/** Whether only spaces are left on the line. */
export function isAtLineEnd({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Whether an item of a list begins here: `- name`, or only a dash. */
export function isAtDash({ text, at }: Cursor): boolean {
  if (text.charCodeAt(at) !== DASH) return false;
  const code = text.charCodeAt(at + 1);
  return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** The location of the cursor. */
export function locate({ file, line, at, start }: Cursor): FileLocation {
  return { file, line, column: at - start + 1 };
}
