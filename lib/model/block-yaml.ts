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
import type { TextPool } from './text-pool';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** Bounds how deep reading goes. */
const LARGEST_INDENT = 200;
/** The full parser takes keys of up to 1024 characters. */
const LONGEST_KEY = 1000;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
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

/** What to read of a text, beside its layout. */
export interface BlockChoice {
  /** Keys whose values are read, in maps of any depth. Others are skimmed: their text is empty. @default all */
  readonly wanted?: ReadonlySet<string>;
  /** Where texts are kept that outlive the text. @default they are parts of it */
  readonly pool?: TextPool;
}

/** Reads values from lines. After each, `lines` is at the line behind it. */
export class BlockReader extends ScalarReader {
  /** Whether what was skimmed might repeat keys, hide them behind escapes, or hold annotations that are no map. */
  isDoubtful = false;
  /** Where the last key began. */
  private keyAt = 0;

  constructor(
    lines: BlockLines,
    private readonly choice: BlockChoice = {},
  ) {
    super(lines, choice.pool);
  }

  readDocument(): YamlValue {
    const { lines } = this;
    const value = lines.indent === 0 ? this.readMap(0) : lines.stepAside();
    return lines.isAtTextEnd ? value : lines.stepAside();
  }

  /** Reads the key at `lines.at`, and goes to its value. */
  readKey(): string {
    return this.tryReadKey() ?? this.lines.stepAside();
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
    return lines.indent > parent ? this.readMap(lines.indent) : { type: 'null', at };
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
    const key = this.tryReadKey();
    return key === undefined ? this.readInline(indent) : this.readMap(mapIndent, key);
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

  private readMap(indent: number, firstKey = this.readKey()): YamlValue {
    if (this.isSkimming) return this.skimMap(indent, firstKey);
    const { lines } = this;
    const { wanted } = this.choice;
    const at = this.locateKey();
    const fields = new Map<string, YamlValue>();
    const repeated: YamlField[] = [];
    let last = '';
    for (let key = firstKey; ; key = this.readKey()) {
      const { line } = lines;
      const before = this.keyAt - lines.start;
      const isWanted = wanted === undefined || wanted.has(key);
      const value = isWanted ? this.readFieldValue(indent) : this.skimFieldValue(indent);
      // keys mostly come sorted, and then are new
      if (key <= last && fields.has(key)) repeated.push({ key: this.keep(key), at: lines.locateIn(line, before), value });
      else fields.set(key, value);
      if (key > last) last = key;
      if (lines.indent !== indent) break;
    }
    this.checkIndent(indent);
    return { type: 'map', at, fields, repeated };
  }

  private skimFieldValue(parent: number): YamlValue {
    this.isSkimming = true;
    const value = this.readFieldValue(parent);
    this.isSkimming = false;
    return value;
  }

  private skimMap(indent: number, firstKey: string): YamlValue {
    let last = '';
    for (let key = firstKey; ; key = this.readKey()) {
      const { type } = this.readFieldValue(indent);
      if (key <= last || (key === 'annotations' && type !== 'map' && type !== 'null')) this.isDoubtful = true;
      last = key;
      if (this.lines.indent !== indent) break;
    }
    this.checkIndent(indent);
    return SKIMMED_MAP;
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

  /** Reads `name: `; `undefined` when no key begins at `lines.at`. */
  private tryReadKey(): string | undefined {
    const { lines } = this;
    const { text, at } = lines;
    const quote = text.charCodeAt(at);
    const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
    const end = isQuoted ? findQuote(text, at + 1, quote) : isPlainStart(lines) ? findPlainEnd(lines) : -1;
    const colon = isQuoted ? end + 1 : end;
    if (end === -1 || text.charCodeAt(colon) !== COLON || text.charCodeAt(colon + 1) > SPACE) return undefined;
    if (text.charCodeAt(colon - 1) === SPACE || colon - at > LONGEST_KEY) lines.stepAside();
    this.keyAt = at;
    lines.at = colon + 1;
    while (text.charCodeAt(lines.at) === SPACE) lines.at++;
    if (isQuoted) return this.unquoteKey(at, end);
    const key = text.slice(at, colon);
    // a merge key, or a web page
    if (key.startsWith('<')) lines.stepAside();
    if (key === '~') return 'null';
    return key.length === 4 && plainType(key) === 'null' ? 'null' : key;
  }

  private unquoteKey(from: number, to: number): string {
    const { lines } = this;
    if (lines.text.slice(from, to).includes('\\')) this.isDoubtful = true;
    return unquote(lines, from, to);
  }
}
