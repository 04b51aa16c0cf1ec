/**
 * Keys of maps: plain ones and those in quotes, each on the line of its value.
 */
import type { FileLocation } from './catalog-entry';
import { SPACE } from './block-lines';
import {
  COLON,
  DOUBLE_QUOTE,
  findPlainEnd,
  findQuote,
  isPlainStart,
  ScalarReader,
  SINGLE_QUOTE,
  unquote,
} from './block-scalar';
import { plainType } from './block-text';
import type { KnownKeys } from './known-keys';

/** The full parser takes keys of up to 1024 characters. */
const LONGEST_KEY = 1000;
const LESS = 0x3c;
const NULL_START = new Set('~nN');

/** Finds keys at `lines.at`, and goes to the value of each. */
export class KeyReader extends ScalarReader {
  /** Keys whose fields are read, in maps at any depth; others are skimmed and left out. Absent: all. */
  wanted: KnownKeys | undefined;
  /** Whether keys came that may be others, or the same, as those they are compared with. */
  isDoubtful = false;
  /** Where the last key begins and ends. */
  protected keyAt = 0;
  protected keyEnd = 0;
  /** Whether it says what is written there. */
  protected isVerbatim = true;

  /** Reads the key at `lines.at`, and goes to its value. */
  readKey(): string {
    this.findKey();
    return this.keyText();
  }

  /** Where the key is that was read last, whose line is still the line. */
  locateKey(): FileLocation {
    return this.lines.locateIn(this.lines.line, this.keyAt - this.lines.start);
  }

  /** Finds a key of a map; whether, if all before it were sorted, it comes after the one between two offsets. */
  protected findKeyAfter(from: number, to: number, isSorted: boolean): boolean {
    this.findKey();
    const { lines, keyAt, keyEnd } = this;
    const isAfter = isSorted && this.isVerbatim && isKeyAfter(lines.text, from, to, keyAt, keyEnd);
    if (!isAfter) this.isDoubtful = true;
    return isAfter;
  }

  /** Finds `name: ` at `lines.at`, and goes to its value. */
  protected findKey(): void {
    if (!this.tryFindKey()) this.lines.stepAside();
  }

  /** Whether a key begins at `lines.at`. */
  protected isAtKey(): boolean {
    const { at } = this.lines;
    const isKey = this.tryFindKey();
    this.lines.at = at;
    return isKey;
  }

  protected tryFindKey(): boolean {
    const { lines } = this;
    const { text, at } = lines;
    const quote = text.charCodeAt(at);
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    const last = isQuoted ? findQuote(text, at + 1, quote) : isPlainStart(lines) ? findPlainEnd(lines) - 1 : -1;
    const end = last + 1;
    if (last === -1 || text.charCodeAt(end) !== COLON || text.charCodeAt(end + 1) > SPACE) return false;
    // a merge key or a web page; a blank before the colon
    if (quote === LESS || text.charCodeAt(last) === SPACE || end - at > LONGEST_KEY) lines.stepAside();
    this.keyAt = at;
    this.keyEnd = end;
    this.isVerbatim = !isQuoted && !isNull(text, at, end);
    if (!this.isVerbatim) this.isDoubtful = true;
    lines.at = end + 1;
    while (text.charCodeAt(lines.at) === SPACE) lines.at++;
    return true;
  }

  /** The key that was found, if it is wanted. */
  protected wantedKey(): string | undefined {
    const { lines, keyAt, keyEnd, wanted } = this;
    return wanted === undefined ? this.keyText() : wanted.find(lines.text, keyAt, keyEnd);
  }

  private keyText(): string {
    const { lines, keyAt, keyEnd } = this;
    const code = lines.text.charCodeAt(keyAt);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return unquote(lines, keyAt, keyEnd - 1);
    return this.isVerbatim ? lines.text.slice(keyAt, keyEnd) : 'null';
  }
}

/** Whether `~`, `null` or the like stands there. */
function isNull(text: string, from: number, to: number): boolean {
  const length = to - from;
  return (length === 1 || length === 4) && NULL_START.has(text[from]) && plainType(text.slice(from, to)) === 'null';
}

/** Whether the part of `text` from `b` on comes after that from `a` on. */
export function isKeyAfter(text: string, a: number, aEnd: number, b: number, bEnd: number): boolean {
  for (let i = a, j = b; j < bEnd; i++, j++) {
    const difference = i < aEnd ? text.charCodeAt(j) - text.charCodeAt(i) : 1;
    if (difference !== 0) return difference > 0;
  }
  return false;
}
