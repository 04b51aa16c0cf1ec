/**
 * Reads items of lists that are laid out simply: maps whose keys come sorted, of scalars,
 * lists and maps.
 *
 * Most fields are written word for word as in the item before: they are not read again.
 * Where something is not simple, the cursor is left anywhere in the item; the item is then
 * read from its dash by the reader of block layout.
 */
import { LARGEST_INDENT } from './block-values';
import { CARRIAGE_RETURN, type Cursor, DASH, HASH, LINE_FEED, SPACE } from './cursor';
import type { PreviousField, PreviousFields } from './previous-fields';
import { isSimpleKey } from './simple-patterns';
import { tryReadSimpleScalar, UNWANTED } from './simple-scalars';
import { NOWHERE, type YamlMap, type YamlValue } from './yaml-value';

/** What follows a field of a map, when the map is simple so far. */
type Next = 'key' | 'end';

/**
 * Reads what is wanted of the item whose dash is at the cursor, and goes to the line behind
 * it; `undefined` when the item is not simple. The map holds until the next one is read.
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

/** Makes the line at the cursor the one that is read, if it holds something and is indented by `indent` or less. */
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

/** Reads a map whose keys are indented by `indent`, the first of which is at the cursor; goes to the line behind it. */
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

/** Passes over `field`, if it is written at the cursor as it was before; returns what follows. */
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

/** Reads the field at the cursor, of a map that is indented by `indent`; returns what follows. */
function readField(cursor: Cursor, indent: number, field: PreviousField): Next | undefined {
  const { text, at: from, line } = cursor;
  // inner maps are written over, and may turn out not to be simple
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

/** Reads what is behind the colon of a key that is indented by `parent`, and goes to the line behind it. */
function tryReadValue(cursor: Cursor, parent: number, field: PreviousField): YamlValue | undefined {
  const { text, at } = cursor;
  if (text.charCodeAt(at) === SPACE) {
    cursor.at++;
    return tryReadSimpleScalar(cursor, parent + 2, field.isWanted);
  }
  const lineFeed = text.charCodeAt(at) === CARRIAGE_RETURN ? at + 1 : at;
  if (text.charCodeAt(lineFeed) !== LINE_FEED) return undefined;
  const first = skipBlanks(text, lineFeed + 1);
  const indent = first - lineFeed - 1;
  if (indent > LARGEST_INDENT) return undefined;
  cursor.at = first;
  cursor.line++;
  // Go programs do not indent lists, our own writer does
  const isList = text.charCodeAt(first) === DASH && (indent === parent || indent === parent + 2);
  if (isList) return tryReadList(cursor, indent, field.within);
  return indent === parent + 2 ? tryReadMap(cursor, indent, field.within) : undefined;
}

/** Reads items whose dashes are indented by `indent`, the first of which is at the cursor; goes to the line behind them. */
function tryReadList(cursor: Cursor, indent: number, previous: PreviousFields): YamlValue | undefined {
  const { text } = cursor;
  const { isWanted } = previous;
  const items: YamlValue[] = [];
  for (let place = 0; ; place++) {
    if (text.charCodeAt(cursor.at + 1) !== SPACE) return undefined;
    cursor.at += 2;
    const item = isSimpleKey(text, cursor.at)
      ? tryReadMap(cursor, indent + 2, previous.item(place))
      : tryReadSimpleScalar(cursor, indent + 2, isWanted);
    if (item === undefined) return undefined;
    if (isWanted) items.push(item);
    const at = skipBlanks(text, cursor.at);
    if (at - cursor.at !== indent || text.charCodeAt(at) !== DASH) break;
    cursor.at = at;
  }
  return isWanted ? { type: 'list', at: NOWHERE, items } : UNWANTED;
}

/** Goes from the line behind a field to the next key of a map that is indented by `indent`, if one follows. */
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

/** Whether a key may be at `at`: nothing that continues a field begins like one. */
function isKeyStart(text: string, at: number): boolean {
  return text.charCodeAt(at) > DASH;
}

/** Whether a line goes on at `at`. More text may come, and a comment or a blank line says nothing about what follows. */
function holdsSomething(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at < text.length && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== HASH;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}
