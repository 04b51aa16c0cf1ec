/**
 * YAML in block layout, as Go programs such as Helm write it and as our own writer does:
 * maps and lists over lines, scalars in every style, `[]` and `{}`, comments on lines of
 * their own.
 *
 * It reads the very values of the full parser, many times as fast. Whatever is not known
 * for certain it leaves to that one: other flow style, tabs, anchors, aliases, tags, merge
 * keys, several documents, keys that are not on one line, comments behind a value.
 */
import { BlockLines, findDocument, OtherLayout, SPACE } from './block-lines';
import {
  COLON,
  DOUBLE_QUOTE,
  findPlainEnd,
  findQuote,
  isPlainStart,
  ScalarReader,
  SINGLE_QUOTE,
  SKIMMED,
  unquote,
} from './block-scalar';
import { plainType } from './block-text';
import type { FileLocation } from './catalog-entry';
import type { KnownKeys } from './known-keys';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** Bounds how deep reading goes. */
const LARGEST_INDENT = 200;
/** The full parser takes keys of up to 1024 characters. */
const LONGEST_KEY = 1000;
const LESS = 0x3c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const NULL_START = new Set('~nN');
const SKIMMED_MAP: YamlMap = { type: 'map', at: SKIMMED.at, fields: new Map(), repeated: [] };

/** Reads `text`; `undefined` when it is in another layout. */
export function tryParseBlockYaml(text: string, file: string): YamlValue | undefined {
  const reader = new BlockReader(new BlockLines(file, true));
  try {
    const document = findDocument(text);
    reader.lines.begin(document.text, document.line);
    return reader.readDocument();
  } catch (error) {
    if (error instanceof OtherLayout) return undefined;
    throw error;
  }
}

/** Reads values from lines. After each, `lines` is at the line behind it. */
export class BlockReader extends ScalarReader {
  /** Keys whose fields are read, in maps at any depth; others are skimmed and left out. Absent: all. */
  wanted: KnownKeys | undefined;
  /** Whether what was not read might repeat keys, hide them behind escapes, or hold annotations that are no map. */
  isDoubtful = false;
  /** Where the last key begins and ends. */
  private keyAt = 0;
  private keyEnd = 0;
  /** Whether it says what is written there. */
  private isVerbatim = true;

  readDocument(): YamlValue {
    const { lines } = this;
    if (lines.indent !== 0) lines.stepAside();
    this.findKey();
    const value = this.readMap(0);
    return lines.isAtTextEnd ? value : lines.stepAside();
  }

  /** Reads the key at `lines.at`, and goes to its value. */
  readKey(): string {
    this.findKey();
    return this.keyText();
  }

  /** Where the key is that was read last, whose line is still the line. */
  locateKey(): FileLocation {
    return this.lines.locateIn(this.lines.line, this.keyAt - this.lines.start);
  }

  /** Reads what follows a key of a map that is indented by `parent`. */
  readFieldValue(parent: number): YamlValue {
    const { lines } = this;
    if (!lines.isAtLineEnd) return this.readInline(parent);
    const at = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    if (lines.indent >= parent && lines.isAtDash) return this.readList();
    if (lines.indent <= parent) return { type: 'null', at };
    this.findKey();
    return this.readMap(lines.indent);
  }

  /** Reads the item whose dash is at `lines.at`. */
  readItem(): YamlValue {
    const { lines } = this;
    const { indent, text } = lines;
    do lines.at++;
    while (text.charCodeAt(lines.at) === SPACE);
    if (lines.isAtLineEnd) {
      const at = lines.locate();
      lines.endLine(lines.at);
      lines.advance();
      return { type: 'null', at };
    }
    const mapIndent = lines.at - lines.start;
    return this.tryFindKey() ? this.readMap(mapIndent) : this.readInline(indent);
  }

  private readList(): YamlValue {
    const { lines } = this;
    const { indent } = lines;
    const at = lines.locate();
    const items: YamlValue[] = [];
    while (lines.indent === indent && lines.isAtDash) {
      const item = this.readItem();
      if (!this.isSkimming) items.push(item);
    }
    this.checkIndent(indent);
    return { type: 'list', at, items };
  }

  /** Reads a map whose first key is found. */
  private readMap(indent: number): YamlValue {
    if (this.isSkimming) return this.skimMap(indent);
    const { lines } = this;
    const at = this.locateKey();
    const fields = new Map<string, YamlValue>();
    const repeated: YamlField[] = [];
    for (let isSorted = true; ;) {
      const { line, start } = lines;
      const { keyAt, keyEnd, isVerbatim } = this;
      const key = this.wantedKey();
      if (key === undefined) {
        this.skimFieldValue(indent);
      } else {
        const value = this.readFieldValue(indent);
        // keys mostly come sorted, and then are new
        if (isSorted || !fields.has(key)) fields.set(key, value);
        else repeated.push({ key: this.keep(key), at: lines.locateIn(line, keyAt - start), value });
      }
      if (lines.indent !== indent) break;
      isSorted = this.findKeyAfter(keyAt, keyEnd, isSorted && isVerbatim);
    }
    this.checkIndent(indent);
    return { type: 'map', at, fields, repeated };
  }

  private skimFieldValue(parent: number): void {
    this.isSkimming = true;
    this.readFieldValue(parent);
    this.isSkimming = false;
  }

  private skimMap(indent: number): YamlValue {
    const { lines } = this;
    for (let isSorted = true; ;) {
      const { keyAt, keyEnd, isVerbatim } = this;
      const isAnnotations = keyEnd - keyAt === 11 && lines.text.startsWith('annotations', keyAt);
      const { type } = this.readFieldValue(indent);
      if (isAnnotations && type !== 'map' && type !== 'null') this.isDoubtful = true;
      if (lines.indent !== indent) break;
      isSorted = this.findKeyAfter(keyAt, keyEnd, isSorted && isVerbatim);
    }
    this.checkIndent(indent);
    return SKIMMED_MAP;
  }

  /** Finds a key of a map; whether, if all before it were sorted, it comes after the one between two offsets. */
  private findKeyAfter(from: number, to: number, isSorted: boolean): boolean {
    this.findKey();
    const { lines, keyAt, keyEnd } = this;
    const isAfter = isSorted && this.isVerbatim && isKeyAfter(lines.text, from, to, keyAt, keyEnd);
    if (!isAfter) this.isDoubtful = true;
    return isAfter;
  }

  /** Lines that are indented more are behind what they would belong to. */
  private checkIndent(indent: number): void {
    if (this.lines.indent > indent || indent > LARGEST_INDENT) this.lines.stepAside();
  }

  /** Reads a scalar, `[]` or `{}`. */
  private readInline(parent: number): YamlValue {
    const { lines } = this;
    const code = lines.text.charCodeAt(lines.at);
    if (code !== OPEN_BRACKET && code !== OPEN_BRACE) return this.readScalar(parent);
    if (!lines.text.startsWith(code === OPEN_BRACKET ? '[]' : '{}', lines.at)) lines.stepAside();
    const at = lines.locate();
    lines.endLine(lines.at + 2);
    lines.advance();
    return code === OPEN_BRACKET
      ? { type: 'list', at, items: [] }
      : { type: 'map', at, fields: new Map(), repeated: [] };
  }

  /** Finds `name: ` at `lines.at`, and goes to its value. */
  private findKey(): void {
    if (!this.tryFindKey()) this.lines.stepAside();
  }

  private tryFindKey(): boolean {
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
  private wantedKey(): string | undefined {
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
function isKeyAfter(text: string, a: number, aEnd: number, b: number, bEnd: number): boolean {
  for (let i = a, j = b; j < bEnd; i++, j++) {
    const difference = i < aEnd ? text.charCodeAt(j) - text.charCodeAt(i) : 1;
    if (difference !== 0) return difference > 0;
  }
  return false;
}
