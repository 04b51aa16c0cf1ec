/**
 * Reads scalars of several lines after `|` and `>`.
 */
import { CARRIAGE_RETURN, type Cursor, endLine, isAtLineEnd, step, stepBack } from './cursor';
import { fallBack } from './fallback';

/** `|`, `>-`, `|2-`. */
const HEADER = /([|>])([1-9]?)([-+]?)(?=\r?\n)/y;

/** Reads the scalar whose header is at the cursor; its lines are indented more than `parent`. */
export function readLiteralText(cursor: Cursor, parent: number): string {
  HEADER.lastIndex = cursor.at;
  const header = HEADER.exec(cursor.text);
  if (header === null) return fallBack();
  const [, style, digit, chomping] = header;
  endLine(cursor, HEADER.lastIndex);
  const { lines, blank } = readLines(cursor, parent, digit === '' ? 0 : parent + Number(digit));
  // a text that ends without a line break keeps as many as were written
  if (chomping === '+' && (lines.length === 0 || cursor.isUnended)) return fallBack();
  if (lines.length === 0) return '';
  const text = style === '>' ? foldLines(lines) : lines.join('\n');
  if (chomping === '-') return text;
  return text + '\n'.repeat(chomping === '+' ? blank + 1 : 1);
}

/** The lines without their indent, and how many blank ones follow; with `known` 0, the first line sets the indent. */
function readLines(cursor: Cursor, parent: number, known: number) {
  const lines: string[] = [];
  let indent = known;
  let widest = 0;
  let blank = 0;
  while (step(cursor)) {
    if (isAtLineEnd(cursor)) {
      widest = Math.max(widest, cursor.indent);
      blank++;
      endLine(cursor, cursor.at);
    } else if (cursor.indent <= parent) {
      stepBack(cursor);
      break;
    } else {
      if (indent === 0) indent = cursor.indent;
      if (cursor.indent < indent) fallBack();
      for (; blank > 0; blank--) lines.push('');
      blank = 0;
      lines.push(readLine(cursor, indent));
    }
    // spaces that are part of the text, or wrong
    if (widest > indent && indent > 0) fallBack();
  }
  return { lines, blank };
}

function readLine(cursor: Cursor, indent: number): string {
  const { text, start, at } = cursor;
  const end = text.indexOf('\n', at);
  cursor.next = end + 1;
  return text.slice(start + indent, text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end);
}

/** Joins lines with spaces; lines that are indented more are kept. */
function foldLines(lines: readonly string[]): string {
  const first = lines.findIndex(line => line !== '');
  let text = '\n'.repeat(first);
  let separator = '';
  let wasIndented = false;
  for (const line of lines.slice(first)) {
    if (line === '') {
      if (separator === '\n') text += '\n';
      else separator = '\n';
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (separator === ' ') separator = '\n';
      else if (!wasIndented && separator === '\n') separator = '\n\n';
      text += separator + line;
      separator = '\n';
      wasIndented = true;
    } else {
      text += separator + line;
      separator = ' ';
      wasIndented = false;
    }
  }
  return text;
}
