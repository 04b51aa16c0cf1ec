/**
 * Scalars of several lines under `|` and `>`.
 */
import { type BlockLines, CARRIAGE_RETURN } from './block-lines';

/** `|`, `>-`, `|2-`. */
const HEADER = /([|>])([1-9]?)([-+]?)(?=\r?\n)/y;

/** Reads the scalar whose header is next, in what is indented by `parent`. */
export function readLiteral(lines: BlockLines, parent: number): string {
  HEADER.lastIndex = lines.at;
  const header = HEADER.exec(lines.text);
  if (header === null) return lines.stepAside();
  const [, style, digit, chomping] = header;
  lines.endLine(HEADER.lastIndex);
  const { found, blank } = readLines(lines, parent, digit === '' ? 0 : parent + Number(digit));
  // where the text ends without a break, as many are kept as are written
  if (chomping === '+' && (found.length === 0 || lines.isUnended)) return lines.stepAside();
  if (found.length === 0) return '';
  const text = style === '>' ? foldLines(found) : found.join('\n');
  if (chomping === '-') return text;
  return text + '\n'.repeat(chomping === '+' ? blank + 1 : 1);
}

/** The lines without their indent, and how many blank ones follow; `known` is 0 when the first line tells the indent. */
function readLines(lines: BlockLines, parent: number, known: number) {
  const found: string[] = [];
  let indent = known;
  let widest = 0;
  let blank = 0;
  while (lines.step()) {
    if (lines.isAtLineEnd) {
      widest = Math.max(widest, lines.indent);
      blank++;
      lines.endLine(lines.at);
    } else if (lines.indent <= parent) {
      lines.stepBack();
      break;
    } else {
      if (indent === 0) indent = lines.indent;
      if (lines.indent < indent) lines.stepAside();
      for (; blank > 0; blank--) found.push('');
      blank = 0;
      found.push(readLine(lines, indent));
    }
    // blanks that are text, or wrong
    if (widest > indent && indent > 0) lines.stepAside();
  }
  return { found, blank };
}

function readLine(lines: BlockLines, indent: number): string {
  const { text, start, at } = lines;
  const end = text.indexOf('\n', at);
  lines.next = end + 1;
  return text.slice(start + indent, text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end);
}

/** Joins lines by blanks; those that are indented more stay as they are. */
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
