/**
 * Reads common scalars with one regular expression each: plain ones, on one line or folded, ones in
 * quotes on one line, texts after `|`, and texts after `>`, which are skipped.
 */
import { DOUBLE_QUOTE, GREATER, PIPE, plainValue, SINGLE_QUOTE, unquote } from '../yaml/block-scalar';
import { unfoldLines } from '../yaml/block-text';
import { CARRIAGE_RETURN, type Cursor } from '../yaml/cursor';
import { detachText } from '../yaml/detach-text';
import { matchEnd, simpleLiteral, simpleScalar } from '../yaml/simple-patterns';
import { NOWHERE, type YamlValue } from '../yaml/yaml-value';

/** Takes the place of a value that is not wanted. */
export const UNWANTED: YamlValue = { type: 'null', at: NOWHERE };

/** Patterns, by the indent of the lines below the first. */
const SCALARS: RegExp[] = [];
const LITERALS: RegExp[] = [];

/**
 * Reads the scalar at the cursor, whose lines below the first are indented by `indent`, and moves
 * to the line after it; `undefined` if it is not simple.
 */
export function tryReadSimpleScalar(cursor: Cursor, indent: number, isWanted: boolean): YamlValue | undefined {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  const isLiteral = code === PIPE || code === GREATER;
  // the block reader reads its value
  if (code === GREATER && isWanted) return undefined;
  const pattern = isLiteral ? (LITERALS[indent] ??= simpleLiteral(indent)) : (SCALARS[indent] ??= simpleScalar(indent));
  const end = matchEnd(pattern, text, at);
  if (end === -1) return undefined;
  for (let i = at; i < end; cursor.line++) i = text.indexOf('\n', i) + 1;
  cursor.at = end;
  if (!isWanted) return UNWANTED;
  return isLiteral ? readLiteral(text.slice(at, end), indent) : readScalarText(text, at, end);
}

/** The value of a text after `|` or `|-`; `undefined` if a line contains nothing but spaces. */
function readLiteral(source: string, indent: number): YamlValue | undefined {
  const [header, ...lines] = source.split(/\r?\n/);
  if (lines.some(line => line !== '' && line.trim() === '')) return undefined;
  const content = lines
    .map(line => line.slice(indent))
    .join('\n')
    .replace(/\n+$/, '');
  return { type: 'text', at: NOWHERE, text: detachText(header === '|' ? `${content}\n` : content) };
}

/** The value of a scalar that ends with the line break before `to`. */
function readScalarText(text: string, from: number, to: number): YamlValue {
  const end = text.charCodeAt(to - 2) === CARRIAGE_RETURN ? to - 2 : to - 1;
  const code = text.charCodeAt(from);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    return { type: 'text', at: NOWHERE, text: detachText(unquote(text, from, end - 1)) };
  }
  const source = text.slice(from, end);
  if (source.includes('\n')) return { type: 'text', at: NOWHERE, text: detachText(unfoldLines(source)) };
  return plainValue(source, NOWHERE);
}
