/**
 * Reads YAML in block layout, as Go programs such as Helm and this library write it: maps and lists
 * over several lines, scalars in every style, `[]` and `{}`, comments on separate lines.
 *
 * The values are exactly those of the full parser, which is many times slower. Everything unclear
 * is left to that parser: other flow style, tabs, anchors, aliases, tags, merge keys, several
 * documents, keys that are not on one line, comments after a value.
 */
import { isAtKey, readKey } from './block-keys';
import { readScalar } from './block-scalar';
import { type Cursor, isAtDash, isAtLineEnd, leaveLine, locate, SPACE } from './cursor';
import { fallBack } from './fallback';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** Most spaces before a key or a dash, which limits the depth of nesting. */
export const LARGEST_INDENT = 200;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Reads the map whose first key is at the cursor, and moves to the line after it. */
export function readMap(cursor: Cursor, indent: number): YamlMap {
  const at = locate(cursor);
  const fields = new Map<string, YamlValue>();
  const repeated: YamlField[] = [];
  do {
    const { line, start, at: keyAt } = cursor;
    const key = readKey(cursor);
    const value = readFieldValue(cursor, indent);
    if (fields.has(key)) repeated.push({ key, at: { file: at.file, line, column: keyAt - start + 1 }, value });
    else fields.set(key, value);
  } while (cursor.indent === indent);
  checkIndent(cursor, indent);
  return { type: 'map', at, fields, repeated };
}

/** Reads the value of a key in a map that is indented by `parent`, and moves to the line after it. */
export function readFieldValue(cursor: Cursor, parent: number): YamlValue {
  if (!isAtLineEnd(cursor)) return readInline(cursor, parent);
  const at = locate(cursor);
  leaveLine(cursor, cursor.at);
  const { indent } = cursor;
  if (indent > LARGEST_INDENT) fallBack();
  if (indent >= parent && isAtDash(cursor)) return readList(cursor);
  return indent > parent ? readMap(cursor, indent) : { type: 'null', at };
}

function readList(cursor: Cursor): YamlValue {
  const at = locate(cursor);
  const { indent } = cursor;
  const items: YamlValue[] = [];
  while (cursor.indent === indent && isAtDash(cursor)) items.push(readItem(cursor));
  checkIndent(cursor, indent);
  return { type: 'list', at, items };
}

/** Reads the item whose dash is at the cursor, and moves to the line after it. */
export function readItem(cursor: Cursor): YamlValue {
  const { text, indent } = cursor;
  do cursor.at++;
  while (text.charCodeAt(cursor.at) === SPACE);
  if (!isAtLineEnd(cursor)) {
    return isAtKey(cursor) ? readMap(cursor, cursor.at - cursor.start) : readInline(cursor, indent);
  }
  const at = locate(cursor);
  leaveLine(cursor, cursor.at);
  return { type: 'null', at };
}

/** Reads a scalar, `[]` or `{}`, and moves to the line after it. */
function readInline(cursor: Cursor, parent: number): YamlValue {
  const { text, at: from } = cursor;
  const code = text.charCodeAt(from);
  if (code !== OPEN_BRACKET && code !== OPEN_BRACE) return readScalar(cursor, parent);
  if (!text.startsWith(code === OPEN_BRACKET ? '[]' : '{}', from)) fallBack();
  const at = locate(cursor);
  leaveLine(cursor, from + 2);
  return code === OPEN_BRACKET ? { type: 'list', at, items: [] } : { type: 'map', at, fields: new Map(), repeated: [] };
}

/** A line with more indent does not belong to anything. */
function checkIndent(cursor: Cursor, indent: number): void {
  if (cursor.indent > indent) fallBack();
}
