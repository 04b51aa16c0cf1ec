/**
 * Keys of maps: plain ones and those in quotes, each on the line of its value.
 */
import type { FileLocation } from './file-location';
import { SPACE } from './block-lines';
import {
  COLON,
  DOUBLE_QUOTE,
  findPlainEnd,
  findQuote,
  isPlainStart,
  plainValue,
  ScalarReader,
  SINGLE_QUOTE,
  unquote,
} from './block-scalar';
import { plainType } from './block-text';
import { matchAt, SIMPLE_FIELD, SIMPLE_ITEM, SIMPLE_KEY } from './simple-line';
import type { YamlValue } from './yaml-value';
import { detachText } from './detach-text';

/** The full parser takes keys of up to 1024 characters. */
const LONGEST_KEY = 1000;
const LESS = 0x3c;
const NULL_START = new Set('~nN');

/** Finds keys at `lines.at`, and goes to the value of each. */
export class KeyReader extends ScalarReader {
  /** The key that was found last. */
  protected key = '';
  protected keyEnd = 0;
  /** Whether it says what is written there. */
  protected isVerbatim = true;

  /** Reads a field that takes one line, whose value is plain or in quotes without escapes; most are. */
  protected tryReadSimpleField(indent: number): YamlValue | undefined {
    const { lines } = this;
    const { line, start, at } = lines;
    const match = matchAt(SIMPLE_FIELD, lines.text, at);
    if (match === null) return undefined;
    if (!lines.trySkip(SIMPLE_FIELD.lastIndex, 1, indent, true)) return undefined;
    const { length } = match[1];
    this.keyEnd = at + length;
    this.isVerbatim = true;
    this.key = match[1];
    return makeText(lines.locateIn(line, at - start + length + 2), match[2], match[3]);
  }

  /** As `tryReadSimpleField`, for an item of a list. */
  protected tryReadSimpleItem(indent: number): YamlValue | undefined {
    const { lines } = this;
    const { line, start, at } = lines;
    const match = matchAt(SIMPLE_ITEM, lines.text, at);
    if (match === null || !lines.trySkip(SIMPLE_ITEM.lastIndex, 1, indent, false)) return undefined;
    return makeText(lines.locateIn(line, at - start + 2), match[1], match[2]);
  }

  /** Reads the key at `lines.at`, whichever it is, and goes to its value. */
  readKey(): string {
    this.findKey();
    return this.key;
  }

  /** Whether a key begins at `lines.at`. */
  protected isAtKey(): boolean {
    const { lines } = this;
    const { at } = lines;
    SIMPLE_KEY.lastIndex = at;
    if (SIMPLE_KEY.test(lines.text)) return true;
    const isKey = this.tryFindOddKey();
    lines.at = at;
    return isKey;
  }

  /** Finds `name: ` at `lines.at`, and goes to its value. */
  protected findKey(): void {
    const { lines } = this;
    const { text, at } = lines;
    SIMPLE_KEY.lastIndex = at;
    const match = SIMPLE_KEY.exec(text);
    if (match !== null) this.setKey(at + match[1].length, true);
    else if (!this.tryFindOddKey()) lines.stepAside();
  }

  private tryFindOddKey(): boolean {
    const { lines } = this;
    const { text, at } = lines;
    const quote = text.charCodeAt(at);
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    const last = isQuoted ? findQuote(text, at + 1, quote) : isPlainStart(lines) ? findPlainEnd(lines) - 1 : -1;
    const end = last + 1;
    if (last === -1 || text.charCodeAt(end) !== COLON || text.charCodeAt(end + 1) > SPACE) return false;
    // a merge key or a web page; a blank before the colon
    if (quote === LESS || text.charCodeAt(last) === SPACE) lines.stepAside();
    return this.setKey(end, !isQuoted && !isNull(text.slice(at, end)));
  }

  /** Says that a key begins at `lines.at`, and goes to its value. */
  private setKey(end: number, isVerbatim: boolean): true {
    const { lines } = this;
    if (end - lines.at > LONGEST_KEY) lines.stepAside();
    this.keyEnd = end;
    this.isVerbatim = isVerbatim;
    this.key = this.readKeyText(lines.at, end);
    lines.at = end + 1;
    while (lines.text.charCodeAt(lines.at) === SPACE) lines.at++;
    return true;
  }

  /** The key between two offsets. */
  private readKeyText(from: number, to: number): string {
    const { text } = this.lines;
    const code = text.charCodeAt(from);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return unquote(this.lines, from, to - 1);
    return this.isVerbatim ? text.slice(from, to) : 'null';
  }
}

function makeText(at: FileLocation, plain: string | undefined, quoted: string): YamlValue {
  if (plain === undefined) return { type: 'text', at, text: detachText(quoted.slice(1, -1)) };
  return plainValue(plain, at);
}

/** `~`, `null` and the like. */
function isNull(key: string): boolean {
  return (key.length === 1 || key.length === 4) && NULL_START.has(key[0]) && plainType(key) === 'null';
}

/** Whether the part of `text` from `b` on comes after that from `a` on. */
export function isKeyAfter(text: string, a: number, aEnd: number, b: number, bEnd: number): boolean {
  for (let i = a, j = b; j < bEnd; i++, j++) {
    const difference = i < aEnd ? text.charCodeAt(j) - text.charCodeAt(i) : 1;
    if (difference !== 0) return difference > 0;
  }
  return false;
}
