/**
 * Reads keys of maps: plain or in quotes, on the line of their value.
 */
import { COLON, DOUBLE_QUOTE, findPlainEnd, findQuote, isPlainStart, SINGLE_QUOTE, unquote } from './block-scalar';
import { plainType } from './block-text';
import { type Cursor, SPACE } from './cursor';
import { detachText } from './detach-text';
import { fallBack } from './fallback';
import { isSimpleKey, trySimpleKey } from './simple-patterns';

/** The full parser accepts keys of up to 1024 characters. */
const LONGEST_KEY = 1000;
const LESS = 0x3c;
/** Marks that begin or end a document if there are no spaces before them. */
const MARKER = /(?:---|\.\.\.)(?=\s)/y;

/** Reads the key at the cursor, and moves to its value. */
export function readKey(cursor: Cursor): string {
  const { text, at } = cursor;
  const key = trySimpleKey(text, at);
  const end = key === undefined ? findKeyEnd(cursor) : at + key.length;
  if (end === -1 || end - at > LONGEST_KEY) fallBack();
  let next = end + 1;
  while (text.charCodeAt(next) === SPACE) next++;
  cursor.at = next;
  return detachText(key ?? readKeyText(text, at, end));
}

/** Whether there is a key at the cursor. */
export function isAtKey(cursor: Cursor): boolean {
  return isSimpleKey(cursor.text, cursor.at) || findKeyEnd(cursor) !== -1;
}

/** Offset of the colon after the key at the cursor; -1 if there is none. */
function findKeyEnd(cursor: Cursor): number {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  const last = isQuoted ? findQuote(text, at + 1, code) : isPlainStart(cursor) ? findPlainEnd(text, at) - 1 : -1;
  const end = last + 1;
  if (last === -1 || text.charCodeAt(end) !== COLON || text.charCodeAt(end + 1) > SPACE) return -1;
  // a merge key or a web page; a space before the colon
  if (code === LESS || text.charCodeAt(last) === SPACE || isMarker(text, at)) fallBack();
  return end;
}

function isMarker(text: string, at: number): boolean {
  MARKER.lastIndex = at;
  return MARKER.test(text);
}

function readKeyText(text: string, from: number, to: number): string {
  const code = text.charCodeAt(from);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return unquote(text, from, to - 1);
  const key = text.slice(from, to);
  // `~` and similar scalars are valid keys for the full parser
  return plainType(key) === 'null' ? 'null' : key;
}
