/**
 * Reads scalars on one line or several: plain, in quotes, or after `|` and `>`.
 *
 * Everything that the full parser reads differently, refuses or warns about is left to it: tabs, `:
 * ` and ` #` in plain scalars, indicators, unknown escapes.
 */
import { readLiteralText } from './block-literal';
import { plainType, unescapeText, unfoldLines } from './block-text';
import {
  advance,
  CARRIAGE_RETURN,
  type Cursor,
  DASH,
  endLine,
  HASH,
  isAtDash,
  isAtLineEnd,
  leaveLine,
  LINE_FEED,
  locate,
  SPACE,
  step,
} from './cursor';
import { detachText } from './detach-text';
import { fallBack } from './fallback';
import { isOtherInGo } from './go-scalars';
import type { FileLocation } from './file-location';
import type { YamlValue } from './yaml-value';

/** Codes of the characters with which scalars begin, or end. */
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const COLON = 0x3a;
export const PIPE = 0x7c;
export const GREATER = 0x3e;
const BACKSLASH = 0x5c;
/** ASCII characters with which no plain scalar begins, or hardly any. A dash is checked separately. */
const NO_PLAIN_START = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || '?:,[]{}#&*!|>\'"%@`\x7f'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const BYTE_ORDER_MARK = 0xfeff;
/** Characters that only some parsers treat as line breaks, and white space other than spaces. */
const DOUBTFUL = /\r(?!\n)|[\t\u2028\u2029]/;

/** Reads the value of a key or an item that is indented by `parent`, and moves to the line after it. */
export function readScalar(cursor: Cursor, parent: number): YamlValue {
  const code = cursor.text.charCodeAt(cursor.at);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return readQuoted(cursor, parent);
  return code === PIPE || code === GREATER ? readLiteral(cursor, parent) : readPlain(cursor, parent);
}

function readPlain(cursor: Cursor, parent: number): YamlValue {
  if (!isPlainStart(cursor)) fallBack();
  const at = locate(cursor);
  const { text, at: from } = cursor;
  let end = endPlainLine(cursor);
  advance(cursor);
  const isBroken = cursor.indent > parent;
  for (; cursor.indent > parent; advance(cursor)) {
    if (cursor.isAfterComment) fallBack();
    end = endPlainLine(cursor);
  }
  const source = text.slice(from, end);
  return isBroken ? { type: 'text', at, text: detachText(unfold(source)) } : plainValue(source, at);
}

function readQuoted(cursor: Cursor, parent: number): YamlValue {
  const at = locate(cursor);
  const { text, at: from } = cursor;
  const quote = text.charCodeAt(from);
  let end = findQuote(text, from + 1, quote);
  if (end === -1) end = findQuoteBelow(cursor, quote, parent);
  leaveLine(cursor, end + 1);
  return { type: 'text', at, text: detachText(unquote(text, from, end)) };
}

function readLiteral(cursor: Cursor, parent: number): YamlValue {
  const at = locate(cursor);
  const text = readLiteralText(cursor, parent);
  advance(cursor);
  return { type: 'text', at, text: detachText(text) };
}

/** The value of plain text on one line. */
export function plainValue(source: string, at: FileLocation): YamlValue {
  const type = plainType(source);
  if (type === 'null') return { type, at };
  const text = detachText(source);
  return type === 'text' && isOtherInGo(source) ? { type, at, text, isOtherInGo: true } : { type, at, text };
}

/** Offset of the end of the plain text at `from`: of `: `, of ` #` or of the end of the line. */
export function findPlainEnd(text: string, from: number): number {
  for (let i = from; ; i++) {
    const code = text.charCodeAt(i);
    if (code > COLON) continue;
    if (code === COLON) {
      const next = text.charCodeAt(i + 1);
      if (next === SPACE || next === LINE_FEED || next === CARRIAGE_RETURN) return i;
    } else if (code === SPACE) {
      if (text.charCodeAt(i + 1) === HASH) return i;
    } else if (code < SPACE) {
      return i;
    }
  }
}

/** Whether plain text may begin at the cursor. */
export function isPlainStart(cursor: Cursor): boolean {
  const code = cursor.text.charCodeAt(cursor.at);
  if (code >= NO_PLAIN_START.length) return code !== BYTE_ORDER_MARK;
  return NO_PLAIN_START[code] === 0 && (code !== DASH || !isAtDash(cursor));
}

/** Offset of the closing `quote` from `from` on; -1 if it is not on the line. */
export function findQuote(text: string, from: number, quote: number): number {
  for (let i = from; ; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || text.charCodeAt(i + 1) !== quote) return i;
      i++;
    } else if (code === LINE_FEED) {
      return -1;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE && text.charCodeAt(++i) === LINE_FEED) {
      return -1;
    }
  }
}

/** The value of the part of `text` whose quotes are at `from` and at `to`. */
export function unquote(text: string, from: number, to: number): string {
  const source = text.slice(from + 1, to);
  const isBroken = source.includes('\n');
  if (text.charCodeAt(from) === DOUBLE_QUOTE) {
    if (isBroken && DOUBTFUL.test(source)) fallBack();
    return isBroken || source.includes('\\') ? (unescapeText(source) ?? fallBack()) : source;
  }
  return (isBroken ? unfold(source) : source).replaceAll("''", "'");
}

/** Offset after the last character of the plain text that ends the line. */
function endPlainLine(cursor: Cursor): number {
  const { text } = cursor;
  let end = findPlainEnd(text, cursor.at);
  endLine(cursor, end);
  while (text.charCodeAt(end - 1) === SPACE) end--;
  return end;
}

/** Like `findQuote`, in the following lines, which must be blank or indented more than `parent`. */
function findQuoteBelow(cursor: Cursor, quote: number, parent: number): number {
  const { text } = cursor;
  cursor.next = text.indexOf('\n', cursor.at) + 1;
  while (step(cursor)) {
    if (!isAtLineEnd(cursor) && cursor.indent <= parent) fallBack();
    const end = findQuote(text, cursor.at, quote);
    if (end !== -1) return end;
    cursor.next = text.indexOf('\n', cursor.at) + 1;
  }
  return fallBack();
}

function unfold(source: string): string {
  return DOUBTFUL.test(source) ? fallBack() : unfoldLines(source);
}
