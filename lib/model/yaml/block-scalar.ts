/**
 * Scalars in one line or in several: plain, in quotes, under `|` and `>`.
 *
 * What the full parser reads otherwise, refuses or warns about is stepped aside from:
 * tabs, `: ` and ` #` in plain ones, indicators, escapes that YAML does not know.
 */
import { type BlockLines, CARRIAGE_RETURN, DASH, HASH, LINE_FEED, SPACE } from './block-lines';
import { readLiteral } from './block-literal';
import { plainType, unescapeText, unfoldLines } from './block-text';
import type { FileLocation } from './file-location';
import { detachText } from './detach-text';
import type { YamlValue } from './yaml-value';

export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const COLON = 0x3a;
const BACKSLASH = 0x5c;
export const PIPE = 0x7c;
export const GREATER = 0x3e;
/** Characters of ASCII that no plain scalar begins with, or hardly any. A dash is looked at on its own. */
const NO_PLAIN_START = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= SPACE || '?:,[]{}#&*!|>\'"%@`\x7f'.includes(String.fromCharCode(code)) ? 1 : 0,
);
const BYTE_ORDER_MARK = 0xfeff;
/** Line breaks to some and not to others, and what blanks are not. */
const DOUBTFUL = /\r(?!\n)|[\t\u2028\u2029]/;

/** Reads scalars at `lines.at`, and goes to the line behind each. */
export class ScalarReader {
  constructor(readonly lines: BlockLines) {}

  /** Reads the value of a key, or of an item, that is indented by `parent`. */
  readScalar(parent: number): YamlValue {
    const code = this.lines.text.charCodeAt(this.lines.at);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.readQuoted(parent);
    return code === PIPE || code === GREATER ? this.readLiteral(parent) : this.readPlain(parent);
  }

  private readPlain(parent: number): YamlValue {
    const { lines } = this;
    if (!isPlainStart(lines)) lines.stepAside();
    const { text, line, at: from, start } = lines;
    let end = endPlainLine(lines);
    lines.advance();
    const isBroken = lines.indent > parent;
    for (; lines.indent > parent; lines.advance()) {
      if (lines.isAfterComment) lines.stepAside();
      end = endPlainLine(lines);
    }
    const at = lines.locateIn(line, from - start);
    const source = text.slice(from, end);
    if (isBroken) return { type: 'text', at, text: detachText(unfold(lines, source)) };
    return plainValue(source, at);
  }

  private readQuoted(parent: number): YamlValue {
    const { lines } = this;
    const { text, line, start, at: from } = lines;
    const quote = text.charCodeAt(from);
    let end = findQuote(text, from + 1, quote);
    if (end === -1) end = findQuoteBelow(lines, quote, parent);
    lines.endLine(end + 1);
    const content = unquote(lines, from, end);
    lines.advance();
    return { type: 'text', at: lines.locateIn(line, from - start), text: detachText(content) };
  }

  private readLiteral(parent: number): YamlValue {
    const { lines } = this;
    const at = lines.locate();
    const text = readLiteral(lines, parent);
    lines.advance();
    return { type: 'text', at, text: detachText(text) };
  }
}

/** What plain text on one line says. */
export function plainValue(source: string, at: FileLocation): YamlValue {
  const type = plainType(source);
  return type === 'null' ? { type, at } : { type, at, text: detachText(source) };
}

/** Offset behind the plain text at `lines.at`: of `: `, of ` #` or of the end of the line. */
export function findPlainEnd(lines: BlockLines): number {
  const { text, at } = lines;
  for (let i = at; ; i++) {
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

/** Whether plain text may begin at `lines.at`. */
export function isPlainStart(lines: BlockLines): boolean {
  const code = lines.text.charCodeAt(lines.at);
  if (code >= NO_PLAIN_START.length) return code !== BYTE_ORDER_MARK;
  return NO_PLAIN_START[code] === 0 && (code !== DASH || !lines.isAtDash);
}

/** Offset of the next `quote` from `from` on that ends a text; -1 when it is not in the line. */
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

/** What the text in quotes at `from` says, which ends before the quote at `to`. */
export function unquote(lines: BlockLines, from: number, to: number): string {
  const source = lines.text.slice(from + 1, to);
  const isBroken = source.includes('\n');
  if (lines.text.charCodeAt(from) === DOUBLE_QUOTE) {
    if (isBroken && DOUBTFUL.test(source)) lines.stepAside();
    return isBroken || source.includes('\\') ? (unescapeText(source) ?? lines.stepAside()) : source;
  }
  const text = isBroken ? unfold(lines, source) : source;
  return text.includes("'") ? text.replaceAll("''", "'") : text;
}

/** Offset behind the last character of the plain text that ends the line. */
function endPlainLine(lines: BlockLines): number {
  let end = findPlainEnd(lines);
  lines.endLine(end);
  while (lines.text.charCodeAt(end - 1) === SPACE) end--;
  return end;
}

/** As `findQuote`, in the lines below, each of which is blank or indented by more than `parent`. */
function findQuoteBelow(lines: BlockLines, quote: number, parent: number): number {
  lines.next = lines.text.indexOf('\n', lines.at) + 1;
  while (lines.step()) {
    if (!lines.isAtLineEnd && lines.indent <= parent) lines.stepAside();
    const end = findQuote(lines.text, lines.at, quote);
    if (end !== -1) return end;
    lines.next = lines.text.indexOf('\n', lines.at) + 1;
  }
  return lines.stepAside();
}

function unfold(lines: BlockLines, source: string): string {
  return DOUBTFUL.test(source) ? lines.stepAside() : unfoldLines(source);
}
