/**
 * Reads the lists of a file such as a Helm index, item by item, from texts in block layout,
 * each of which continues where the one before it ended.
 *
 * An item that is laid out simply is read fast. Any other item, and one that is wrong, is
 * read in full: for what is in it, and where.
 */
import { BlockLines, findDocument, type LineMark, MoreNeeded } from './block-lines';
import { BlockReader } from './block-yaml';
import type { FileLocation } from './file-location';
import { detachText } from './detach-text';
import { SimpleVersions } from './simple-items';
import type { ItemResults, ItemRules } from './item-rules';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** The map around the lists, as it is filled. */
interface RootMap extends YamlMap {
  readonly fields: Map<string, YamlValue>;
  readonly repeated: YamlField[];
}

/** The list that is being read. */
interface OpenList<Result> {
  readonly name: string;
  /** Of the dashes of its items. */
  readonly indent: number;
  readonly results: Result[];
}

export class ListReader<Result> {
  private readonly lines: BlockLines;
  private readonly reader: BlockReader;
  private readonly simple: SimpleVersions;
  readonly results: ItemResults<Result> = new Map();
  /** Names that are written once more, and where. */
  readonly repeated: { readonly name: string; readonly at: FileLocation }[] = [];
  private filled?: RootMap;
  /** Start of what is being read, to begin again when more comes. */
  private mark: LineMark = { start: 0, line: 1 };
  private hasBegun = false;
  /** Indent of the names; -1 outside of them. */
  private nameIndent = -1;
  private list?: OpenList<Result>;

  constructor(
    file: string,
    private readonly rules: ItemRules<Result>,
  ) {
    this.lines = new BlockLines(file, false);
    this.reader = new BlockReader(this.lines);
    this.simple = new SimpleVersions(this.lines, rules.wanted);
  }

  /** Number of the line that is being read. */
  get line(): number {
    return this.mark.line;
  }

  /** Reads on in `text`, whole lines; returns what of it to read again when more comes. Throws `FallbackNeeded`. */
  read(text: string, isWhole: boolean): string {
    const { lines } = this;
    lines.isWhole = isWhole;
    this.mark = { start: 0, line: this.mark.line };
    try {
      if (this.hasBegun) lines.begin(text, this.mark.line);
      else this.beginDocument(text);
      while (!lines.isAtTextEnd) {
        this.mark = lines.mark();
        this.readUnit();
      }
      return '';
    } catch (error) {
      if (error instanceof MoreNeeded) return lines.text.slice(this.mark.start);
      throw error;
    } finally {
      this.simple.detach();
    }
  }

  /** The map around the lists, without these. Throws `FallbackNeeded` for a text that holds nothing. */
  get root(): YamlMap {
    return this.filled ?? this.lines.stepAside();
  }

  private beginDocument(text: string): void {
    this.hasBegun = true;
    const document = findDocument(text);
    this.mark = { start: 0, line: document.line };
    this.lines.begin(document.text, document.line);
  }

  /** Reads a field of the root, a name, or items. */
  private readUnit(): void {
    const { lines, list } = this;
    if (list !== undefined && this.isAtItem(list)) return this.readItems(list);
    this.list = undefined;
    if (this.nameIndent !== -1 && lines.indent === this.nameIndent) return this.readName();
    this.nameIndent = -1;
    if (lines.indent !== 0) lines.stepAside();
    this.readRootField();
  }

  private readRootField(): void {
    const { lines, reader } = this;
    const at = lines.locate();
    const key = reader.readKey();
    const isNames = key === this.rules.listsKey && lines.isAtLineEnd && this.filled?.fields.has(key) !== true;
    const value = isNames ? this.readNamesStart() : reader.readFieldValue(0);
    // only now, when no more text is needed
    this.filled ??= { type: 'map', at, fields: new Map(), repeated: [] };
    if (this.filled.fields.has(key)) this.filled.repeated.push({ key: detachText(key), at, value });
    else this.filled.fields.set(detachText(key), value);
    if (isNames && value.type === 'map') this.nameIndent = lines.indent;
  }

  private readNamesStart(): YamlValue {
    const { lines } = this;
    const end = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    // a list of anything
    if (lines.isAtDash) lines.stepAside();
    return lines.indent > 0
      ? { type: 'map', at: lines.locate(), fields: new Map(), repeated: [] }
      : { type: 'null', at: end };
  }

  private readName(): void {
    const { lines, reader } = this;
    const at = lines.locate();
    const name = detachText(reader.readKey());
    const value = lines.isAtLineEnd ? this.readListStart() : reader.readFieldValue(this.nameIndent);
    // only now, when no more text is needed
    const results: Result[] = [];
    if (this.results.has(name)) this.repeated.push({ name, at });
    else this.results.set(name, results);
    const { indent } = lines;
    if (value === undefined) this.list = { name, indent, results };
    else if (value.type !== 'list') results.push(this.rules.describeNoList(name, value));
  }

  /** Null when no list begins on the next line. */
  private readListStart(): YamlValue | undefined {
    const { lines } = this;
    const at = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    if (lines.isAtDash && lines.indent >= this.nameIndent) return undefined;
    return lines.indent > this.nameIndent ? lines.stepAside() : { type: 'null', at };
  }

  private isAtItem({ indent }: OpenList<Result>): boolean {
    return this.lines.indent === indent && this.lines.isAtDash;
  }

  /** Reads items to the end of their list, or of the text. */
  private readItems(list: OpenList<Result>): void {
    const { lines, rules, simple } = this;
    do {
      this.mark = lines.mark();
      const item = simple.tryRead();
      const result = item && rules.readItem(list.name, item);
      if (item === undefined || (result !== undefined && rules.needsPlaces(result))) this.readInFull(list);
      else if (result !== undefined) list.results.push(result);
    } while (this.isAtItem(list));
  }

  /** Reads an item that is wrong or not simple once more, for what it is and where. */
  private readInFull({ name, results }: OpenList<Result>): void {
    this.lines.rewind(this.mark);
    const result = this.rules.readItem(name, this.reader.readItem());
    if (result !== undefined) results.push(result);
  }
}
