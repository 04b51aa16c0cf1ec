/**
 * YAML in block layout, as Go programs such as Helm write it and as our own writer does:
 * maps and lists over lines, scalars in every style, `[]` and `{}`, comments on lines of
 * their own.
 *
 * It reads the very values of the full parser, many times as fast. Whatever is not known
 * for certain it leaves to that one: other flow style, tabs, anchors, aliases, tags, merge
 * keys, several documents, keys that are not on one line, comments behind a value.
 */
import { isKeyAfter, KeyReader } from './block-keys';
import { SPACE } from './block-lines';
import { detachText } from './detach-text';
import type { YamlField, YamlValue } from './yaml-value';

/** Blanks before a key: bounds how deep reading goes. */
export const LARGEST_INDENT = 200;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

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
    return this.readMap(lines.indent);
  }

  /** Reads the item whose dash is at `lines.at`. */
  readItem(): YamlValue {
    const { lines } = this;
    const { indent } = lines;
    const simple = this.tryReadSimpleItem(indent);
    if (simple !== undefined) return simple;
    const mapIndent = this.goToItem();
    if (lines.isAtLineEnd) {
      const at = lines.locate();
      lines.endLine(lines.at);
      lines.advance();
      return { type: 'null', at };
    }
    return this.isAtKey() ? this.readMap(mapIndent) : this.readInline(indent);
  }

  /** Goes to what stands behind the dash; returns how far it is indented. */
  private goToItem(): number {
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
    while (lines.indent === indent && lines.isAtDash) items.push(this.readItem());
    this.checkIndent(indent);
    return { type: 'list', at, items };
  }

  protected readMap(indent: number): YamlValue {
    const { lines } = this;
    const at = lines.locate();
    const fields = new Map<string, YamlValue>();
    const repeated: YamlField[] = [];
    let isSorted = true;
    for (let lastAt = -1, lastEnd = 0; ;) {
      const { text, line, start, at: keyAt } = lines;
      const value = this.readField(indent);
      const { key, keyEnd } = this;
      // keys mostly come sorted, and then are new
      isSorted &&= this.isVerbatim && (lastAt === -1 || isKeyAfter(text, lastAt, lastEnd, keyAt, keyEnd));
      if (isSorted || !fields.has(key)) fields.set(detachText(key), value);
      else repeated.push({ key: detachText(key), at: lines.locateIn(line, keyAt - start), value });
      if (lines.indent !== indent) break;
      lastAt = keyAt;
      lastEnd = keyEnd;
    }
    this.checkIndent(indent);
    return { type: 'map', at, fields, repeated };
  }

  /** Reads a field of a map that is indented by `indent`; its key is the one that was found last. */
  private readField(indent: number): YamlValue {
    const simple = this.tryReadSimpleField(indent);
    if (simple !== undefined) return simple;
    this.findKey();
    const { key, keyEnd, isVerbatim } = this;
    const value = this.readFieldValue(indent);
    // what is within has keys of its own
    this.key = key;
    this.keyEnd = keyEnd;
    this.isVerbatim = isVerbatim;
    return value;
  }

  /** Lines that are indented more are behind what they would belong to. */
  private checkIndent(indent: number): void {
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
