/**
 * Reads the lists of a file such as a Helm index item by item, from parts of a text in block
 * layout.
 *
 * An item with a simple layout is read fast. Any other item, and one with problems, is read in
 * full, including locations.
 */
import { readKey } from '../yaml/block-keys';
import { readFieldValue } from '../yaml/block-values';
import {
  beginText,
  createCursor,
  type Cursor,
  findDocument,
  isAtDash,
  isAtLineEnd,
  isAtTextEnd,
  leaveLine,
  type LineMark,
  locate,
  markLine,
  MoreNeeded,
} from '../yaml/cursor';
import { fallBack } from '../yaml/fallback';
import type { FileLocation } from '../yaml/file-location';
import { PreviousFields } from './previous-fields';
import { tryReadSimpleItem } from './simple-items';
import { readAnyItem } from './any-item';
import type { ItemResults, ItemRules } from './item-rules';
import type { YamlField, YamlMap, YamlValue } from '../yaml/yaml-value';

/** The map that contains the lists, as far as it was read. */
interface RootMap extends YamlMap {
  readonly fields: Map<string, YamlValue>;
  readonly repeated: YamlField[];
}

/** The list that is being read. */
interface OpenList<Result> {
  readonly name: string;
  /** Indent of the dashes of its items. */
  readonly indent: number;
  readonly results: Result[];
}

/** Reads one file; throws `FallbackNeeded` for another layout. */
export class ListReader<Result> {
  private readonly cursor: Cursor;
  private readonly previous: PreviousFields;
  readonly results: ItemResults<Result> = new Map();
  /** Names that are repeated, and where. */
  readonly repeated: { readonly name: string; readonly at: FileLocation }[] = [];
  private filled?: RootMap;
  /** Start of the current field or item, to begin again when there is more text. */
  private mark: LineMark = { start: 0, line: 1 };
  private hasBegun = false;
  /** Indent of the names; -1 outside of them. */
  private nameIndent = -1;
  private list?: OpenList<Result>;

  constructor(
    file: string,
    private readonly rules: ItemRules<Result>,
  ) {
    this.cursor = createCursor(file, false);
    this.previous = PreviousFields.of(rules.wanted, rules.shape);
  }

  /** Number of the current line. */
  get line(): number {
    return this.mark.line;
  }

  /**
   * Continues with `text`, complete lines; returns the part that must be read again together with
   * the next one. Throws `FallbackNeeded`.
   */
  read(text: string, isWhole: boolean): string {
    const { cursor } = this;
    cursor.isWhole = isWhole;
    this.mark = { start: 0, line: this.mark.line };
    try {
      if (this.hasBegun) beginText(cursor, text, this.mark.line);
      else this.beginDocument(text);
      while (!isAtTextEnd(cursor)) {
        this.mark = markLine(cursor);
        this.readUnit();
      }
      return '';
    } catch (error) {
      if (error instanceof MoreNeeded) return cursor.text.slice(this.mark.start);
      throw error;
    } finally {
      this.previous.detach();
    }
  }

  /** The root map without the lists. Throws `FallbackNeeded` for an empty text. */
  get root(): YamlMap {
    return this.filled ?? fallBack();
  }

  private beginDocument(text: string): void {
    this.hasBegun = true;
    const document = findDocument(text);
    this.mark = { start: 0, line: document.line };
    beginText(this.cursor, document.text, document.line);
  }

  /** Reads a field of the root, a name, or items. */
  private readUnit(): void {
    const { cursor, list } = this;
    if (list !== undefined && this.isAtItem(list)) return this.readItems(list);
    this.list = undefined;
    if (this.nameIndent !== -1 && cursor.indent === this.nameIndent) return this.readName();
    this.nameIndent = -1;
    if (cursor.indent !== 0) fallBack();
    this.readRootField();
  }

  private readRootField(): void {
    const { cursor } = this;
    const at = locate(cursor);
    const key = readKey(cursor);
    const isLists = key === this.rules.listsKey && isAtLineEnd(cursor) && this.filled?.fields.has(key) !== true;
    const value = isLists ? this.readListsStart() : readFieldValue(cursor, 0);
    // only now, because from here no more text is needed
    this.filled ??= { type: 'map', at, fields: new Map(), repeated: [] };
    if (this.filled.fields.has(key)) this.filled.repeated.push({ key, at, value });
    else this.filled.fields.set(key, value);
    if (isLists && value.type === 'map') this.nameIndent = cursor.indent;
  }

  private readListsStart(): YamlValue {
    const { cursor } = this;
    const end = locate(cursor);
    leaveLine(cursor, cursor.at);
    // a list instead of a map
    if (isAtDash(cursor)) fallBack();
    return cursor.indent > 0
      ? { type: 'map', at: locate(cursor), fields: new Map(), repeated: [] }
      : { type: 'null', at: end };
  }

  private readName(): void {
    const { cursor } = this;
    const at = locate(cursor);
    const name = readKey(cursor);
    const value = isAtLineEnd(cursor) ? this.readListStart() : readFieldValue(cursor, this.nameIndent);
    // only now, because from here no more text is needed
    const results: Result[] = [];
    if (this.results.has(name)) this.repeated.push({ name, at });
    else this.results.set(name, results);
    const { indent } = cursor;
    if (value === undefined) this.list = { name, indent, results };
    else if (value.type !== 'list') results.push(this.rules.describeNoList(name, value));
  }

  /** `undefined` if a list begins on the next line, otherwise null. */
  private readListStart(): YamlValue | undefined {
    const { cursor } = this;
    const at = locate(cursor);
    leaveLine(cursor, cursor.at);
    if (isAtDash(cursor) && cursor.indent >= this.nameIndent) return undefined;
    return cursor.indent > this.nameIndent ? fallBack() : { type: 'null', at };
  }

  private isAtItem({ indent }: OpenList<Result>): boolean {
    return this.cursor.indent === indent && isAtDash(this.cursor);
  }

  /** Reads items until the end of their list, or of the text. */
  private readItems(list: OpenList<Result>): void {
    const { cursor, rules, previous } = this;
    do {
      this.mark = markLine(cursor);
      const item = tryReadSimpleItem(cursor, previous);
      const result = item && rules.readItem(list.name, item);
      if (item === undefined || (result !== undefined && rules.needsPlaces(result))) this.readInFull(list);
      else if (result !== undefined) list.results.push(result);
    } while (this.isAtItem(list));
  }

  /** Reads an item again that has problems or is not simple, with locations. */
  private readInFull({ name, results }: OpenList<Result>): void {
    const { rules, previous } = this;
    const item = readAnyItem(this.cursor, this.mark);
    const result = rules.readItem(name, item);
    if (result !== undefined) results.push(result);
    if (previous.isChecked && rules.checkItem?.(name, item) === true) previous.stopChecks();
  }
}
