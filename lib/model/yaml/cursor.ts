/**
 * The place in a text in block layout that is read next: a plain object, which every reader
 * of this folder moves on.
 *
 * Blank lines and lines of comment are passed over. A text may come in parts: where one
 * ends, `MoreNeeded` is thrown, and reading begins again with more.
 */
import { fallBack } from './fallback';
import type { FileLocation } from './file-location';

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const HASH = 0x23;
export const DASH = 0x2d;

/** Where the next thing to read is. */
export interface Cursor {
  /** Name of the file, for locations. */
  readonly file: string;
  /** Whether no more text is to come. */
  isWhole: boolean;
  /** What is read; ends with a line feed. */
  text: string;
  /** Number of the line, from 1. */
  line: number;
  /** Offset of the line. */
  start: number;
  /** Blanks that the line begins with; -1 after the last line. */
  indent: number;
  /** Offset of what is read next in the line. */
  at: number;
  /** Offset of the line after it. */
  next: number;
  /** Whether the last line of the text ends without a line break. */
  isUnended: boolean;
  /** Whether there were comments between the line before it and this one. */
  isAfterComment: boolean;
}

/** Thrown at the end of a text of which more is to come. */
export class MoreNeeded extends Error {}

/** A place to go back to: the start of a line and its number. */
export interface LineMark {
  readonly start: number;
  readonly line: number;
}

/** A cursor without a text yet. */
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

/** The document of a text behind a byte order mark and `---`, and the number of its first line. */
export function findDocument(text: string): { readonly text: string; readonly line: number } {
  const [start] = /^\uFEFF?(?:---\r?\n)?/.exec(text)!;
  return { text: text.slice(start.length), line: start.endsWith('\n') ? 2 : 1 };
}

/** Goes to the first line of `text`, which has the number `line`. */
export function beginText(cursor: Cursor, text: string, line: number): void {
  cursor.isUnended = text !== '' && !text.endsWith('\n');
  // half a line break
  if (text.endsWith('\r')) fallBack();
  // so that every line ends alike
  cursor.text = cursor.isUnended ? `${text}\n` : text;
  rewind(cursor, { start: 0, line });
}

/** The line that the cursor is in. */
export function markLine({ start, line }: Cursor): LineMark {
  return { start, line };
}

/** Goes back to the line at `mark`. */
export function rewind(cursor: Cursor, { start, line }: LineMark): void {
  cursor.next = start;
  cursor.line = line - 1;
  advance(cursor);
}

/** Goes to the next line that holds something. */
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

/** Goes to the next line, whatever it holds; false when there is none. */
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

/** Goes back before the line. */
export function stepBack(cursor: Cursor): void {
  cursor.next = cursor.start;
  cursor.line--;
}

/** Says that the line ends at `offset`, but for blanks. */
export function endLine(cursor: Cursor, offset: number): void {
  const { text } = cursor;
  let at = offset;
  // most lines end without blanks
  if (text.charCodeAt(at) === LINE_FEED) {
    cursor.next = at + 1;
    return;
  }
  while (text.charCodeAt(at) === SPACE) at++;
  if (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
  if (text.charCodeAt(at) !== LINE_FEED) fallBack();
  cursor.next = at + 1;
}

/** Goes from the end of a line at `offset` to the next one that holds something. */
export function leaveLine(cursor: Cursor, offset: number): void {
  endLine(cursor, offset);
  advance(cursor);
}

/** Whether there are no more lines. */
export function isAtTextEnd({ indent }: Cursor): boolean {
  return indent === -1;
}

/** Whether only blanks are left of the line. */
export function isAtLineEnd({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Whether an item of a list begins here: `- name`, or a dash alone. */
export function isAtDash({ text, at }: Cursor): boolean {
  if (text.charCodeAt(at) !== DASH) return false;
  const code = text.charCodeAt(at + 1);
  return code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Where the cursor is. */
export function locate({ file, line, at, start }: Cursor): FileLocation {
  return { file, line, column: at - start + 1 };
}
