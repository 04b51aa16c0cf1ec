/**
 * Reads list items with a simple layout: maps with sorted keys, of scalars, lists and maps.
 *
 * Most fields have the same text as in the previous item, and are not parsed again. If something is
 * not simple, the cursor may be anywhere in the item; the block reader then reads it from its dash.
 */
import { LARGEST_INDENT } from '../yaml/block-values';
import { CARRIAGE_RETURN, type Cursor, DASH, HASH, LINE_FEED, SPACE } from '../yaml/cursor';
import type { PreviousField, PreviousFields } from './previous-fields';
import { isScalarOf, mayBe } from './shape';
import { isSimpleKey } from '../yaml/simple-patterns';
import { tryReadSimpleScalar, UNWANTED } from './simple-scalars';
import { NOWHERE, type YamlMap, type YamlValue } from '../yaml/yaml-value';

/** What follows a field of a map, if the map has been simple so far. */
type Next = 'key' | 'end';

/**
 * Reads the wanted values of the item whose dash is at the cursor, and moves to the line after it;
 * `undefined` if the item is not simple. The returned map is overwritten by the next one.
 */
export function tryReadSimpleItem(cursor: Cursor, previous: PreviousFields): YamlMap | undefined {
  const { text, file, indent, line } = cursor;
  if (text.charCodeAt(cursor.at + 1) !== SPACE) return undefined;
  if (previous.isFull) previous.forget();
  cursor.at += 2;
  if (tryReadMap(cursor, indent + 2, previous) === undefined || !tryEnterLine(cursor, indent)) return undefined;
  const { fields, repeated } = previous.map;
  return { type: 'map', at: { file, line, column: indent + 3 }, fields, repeated };
}

/** Enters the line at the cursor, if it is not blank or a comment, and is indented by `indent` or less. */
function tryEnterLine(cursor: Cursor, indent: number): boolean {
  const { text, at: start } = cursor;
  const at = skipBlanks(text, start);
  if (at - start > indent || !holdsSomething(text, at)) return false;
  cursor.start = start;
  cursor.at = at;
  cursor.indent = at - start;
  cursor.isAfterComment = false;
  return true;
}

/** Reads a map whose keys are indented by `indent`, the first of which is at the cursor; moves to the line after it. */
function tryReadMap(cursor: Cursor, indent: number, previous: PreviousFields): YamlValue | undefined {
  const { fields } = previous;
  previous.begin(indent);
  let number = 0;
  for (let next: Next | undefined = 'key'; next === 'key'; number++) {
    next = number < fields.length ? passSame(cursor, indent, fields[number]) : undefined;
    if (next === undefined) {
      const found = previous.tryFind(cursor.text, cursor.at, number);
      if (found === undefined) return undefined;
      previous.drop(number, found);
      number = found;
      next = readField(cursor, indent, fields[number]);
      if (next === undefined) return undefined;
      previous.put(fields[number]);
    } else if (!fields[number].isThere) {
      previous.put(fields[number]);
    }
  }
  previous.drop(number, fields.length);
  return previous.isWanted ? previous.map : UNWANTED;
}

/** Skips `field` if the same text as before is at the cursor; returns what follows. */
function passSame(cursor: Cursor, indent: number, { source, probe, isLast, lines }: PreviousField): Next | undefined {
  const { text, at } = cursor;
  if (text.charCodeAt(at + probe) !== source.charCodeAt(probe)) return undefined;
  const end = at + source.length;
  // faster than startsWith, which compares character by character
  if (text.slice(at, end) !== source) return undefined;
  if (!isLast && !isKeyStart(text, end)) return undefined;
  cursor.at = end;
  const next = isLast ? goToNext(cursor, indent) : 'key';
  if (next === undefined) cursor.at = at;
  else cursor.line += lines;
  return next;
}

/** Reads the field at the cursor, in a map that is indented by `indent`; returns what follows. */
function readField(cursor: Cursor, indent: number, field: PreviousField): Next | undefined {
  const { text, at: from, line } = cursor;
  // nested maps are overwritten, even if they are not simple
  field.source = '';
  cursor.at = from + field.start.length;
  const value = tryReadValue(cursor, indent, field);
  if (value === undefined) return undefined;
  const end = cursor.at;
  const next = goToNext(cursor, indent);
  if (next === undefined) return undefined;
  field.remember(text, from, cursor.at, end);
  field.lines = cursor.line - line;
  field.value = value === UNWANTED ? undefined : value;
  return next;
}

/** Reads the value after the colon of a key that is indented by `parent`, and moves to the line after it. */
function tryReadValue(cursor: Cursor, parent: number, field: PreviousField): YamlValue | undefined {
  const { text, at } = cursor;
  if (text.charCodeAt(at) === SPACE) {
    const from = ++cursor.at;
    const value = tryReadSimpleScalar(cursor, parent + 2, field.isWanted);
    return field.isChecked && !isScalarOf(field.shape, text, from, cursor.at) ? undefined : value;
  }
  const lineFeed = text.charCodeAt(at) === CARRIAGE_RETURN ? at + 1 : at;
  if (text.charCodeAt(lineFeed) !== LINE_FEED) return undefined;
  const first = skipBlanks(text, lineFeed + 1);
  const indent = first - lineFeed - 1;
  if (indent > LARGEST_INDENT) return undefined;
  cursor.at = first;
  cursor.line++;
  // Go programs do not indent lists, this library does
  const isList = text.charCodeAt(first) === DASH && (indent === parent || indent === parent + 2);
  if (field.isChecked && !mayBe(field.shape, isList ? 'list' : 'fields')) return undefined;
  if (isList) return tryReadList(cursor, indent, field.within);
  return indent === parent + 2 ? tryReadMap(cursor, indent, field.within) : undefined;
}

/**
 * Reads items whose dashes are indented by `indent`, the first of which is at the cursor; moves to
 * the line after them.
 */
function tryReadList(cursor: Cursor, indent: number, previous: PreviousFields): YamlValue | undefined {
  const { text } = cursor;
  const { isWanted } = previous;
  const items: YamlValue[] = [];
  for (let place = 0; ; place++) {
    if (text.charCodeAt(cursor.at + 1) !== SPACE) return undefined;
    const from = (cursor.at += 2);
    const isMap = isSimpleKey(text, from);
    const item = isMap
      ? tryReadMap(cursor, indent + 2, previous.item(place))
      : tryReadSimpleScalar(cursor, indent + 2, isWanted);
    if (item === undefined) return undefined;
    if (!isMap && previous.isChecked && !isScalarOf(previous.shape, text, from, cursor.at)) return undefined;
    if (isWanted) items.push(item);
    const at = skipBlanks(text, cursor.at);
    if (at - cursor.at !== indent || text.charCodeAt(at) !== DASH) break;
    cursor.at = at;
  }
  return isWanted ? { type: 'list', at: NOWHERE, items } : UNWANTED;
}

/** Moves from the line after a field to the next key of a map that is indented by `indent`, if there is one. */
function goToNext(cursor: Cursor, indent: number): Next | undefined {
  const { text } = cursor;
  const at = skipBlanks(text, cursor.at);
  const found = at - cursor.at;
  if (found === indent) {
    if (!isKeyStart(text, at)) return undefined;
    cursor.at = at;
    return 'key';
  }
  return found < indent && holdsSomething(text, at) ? 'end' : undefined;
}

/** Whether there may be a key at `at`: no continuation of a field begins with such a character. */
function isKeyStart(text: string, at: number): boolean {
  return text.charCodeAt(at) > DASH;
}

/**
 * Whether there is content at `at`. At the end of the text more may follow, and comments and blank
 * lines do not show what follows.
 */
function holdsSomething(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at < text.length && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== HASH;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}
