/**
 * YAML in block layout, as Go programs such as Helm write it and as our own writer does:
 * maps and lists over lines, scalars in every style, `[]` and `{}`, comments on lines of
 * their own.
 *
 * It reads the very values of the full parser, many times as fast. Whatever is not known
 * for certain it leaves to that one: other flow style, tabs, anchors, aliases, tags, merge
 * keys, several documents, keys that are not on one line, comments behind a value.
 */
import { KeyReader } from './block-keys';
import { SPACE } from './block-lines';
import { SKIMMED } from './block-scalar';
import { ownText } from './own-text';
import type { YamlField, YamlMap, YamlValue } from './yaml-value';

/** Bounds how deep reading goes. */
const LARGEST_INDENT = 200;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const SKIMMED_MAP: YamlMap = { type: 'map', at: SKIMMED.at, fields: new Map(), repeated: [] };

/** Reads values from lines. After each, `lines` is at the line behind it. */
export class BlockReader extends KeyReader {
  /** Reads what follows a key of a map that is indented by `parent`. */
  readFieldValue(parent: number): YamlValue {
    const { lines } = this;
    if (!lines.isAtLineEnd) return this.readInline(parent);
    const at = lines.locate();
    lines.endLine(lines.at);
    lines.advance();
    if (lines.indent >= parent && lines.isAtDash) return this.readList();
    if (lines.indent <= parent) return { type: 'null', at };
    if (lines.indent > LARGEST_INDENT) lines.stepAside();
    this.findKey();
    return this.readMap(lines.indent);
  }

  /** Reads the item whose dash is at `lines.at`. */
  readItem(): YamlValue {
    const { lines } = this;
    const { indent } = lines;
    const mapIndent = this.goToItem();
    if (lines.isAtLineEnd) {
      const at = lines.locate();
      lines.endLine(lines.at);
      lines.advance();
      return { type: 'null', at };
    }
    return this.tryFindKey() ? this.readMap(mapIndent) : this.readInline(indent);
  }

  /** Goes to what stands behind the dash; returns how far it is indented. */
  protected goToItem(): number {
    const { lines } = this;
    do lines.at++;
    while (lines.text.charCodeAt(lines.at) === SPACE);
    return lines.at - lines.start;
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
  protected readMap(indent: number): YamlValue {
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
        else repeated.push({ key: ownText(key), at: lines.locateIn(line, keyAt - start), value });
      }
      if (lines.indent !== indent) break;
      isSorted = this.findKeyAfter(keyAt, keyEnd, isSorted && isVerbatim);
    }
    this.checkIndent(indent);
    return { type: 'map', at, fields, repeated };
  }

  protected skimFieldValue(parent: number): YamlValue {
    this.isSkimming = true;
    const value = this.readFieldValue(parent);
    this.isSkimming = false;
    return value;
  }

  private skimMap(indent: number): YamlValue {
    const { lines } = this;
    for (let isSorted = true; ;) {
      const { keyAt, keyEnd, isVerbatim } = this;
      this.readFieldValue(indent);
      if (lines.indent !== indent) break;
      isSorted = this.findKeyAfter(keyAt, keyEnd, isSorted && isVerbatim);
    }
    this.checkIndent(indent);
    return SKIMMED_MAP;
  }

  /** Lines that are indented more are behind what they would belong to. */
  protected checkIndent(indent: number): void {
    if (this.lines.indent > indent) this.lines.stepAside();
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
}
