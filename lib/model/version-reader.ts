/**
 * Reads versions of an index or a lock file, each with the help of the one before.
 *
 * Most fields of a version stand word for word in the version before: they are not read
 * again, but compared.
 */
import { isKeyAfter } from './block-keys';
import { type BlockLines, CARRIAGE_RETURN, DASH, HASH, LINE_FEED, SPACE } from './block-lines';
import { BlockReader } from './block-yaml';
import { plainType } from './block-text';
import { KnownKeys } from './known-keys';
import { ownText } from './own-text';
import type { YamlValue } from './yaml-value';

/** A key, and a word or words that are plain on one line, or text in quotes without escapes. */
const SIMPLE =
  /([A-Za-z][\w./-]*): (?:([A-Za-z0-9/][\w.,;()+/@=~%&*!?<>$^|-]*(?:(?::(?=\w|\/)| (?=[\w(&/+-]))[\w.,;()+/@=~%&*!?<>$^|-]*)*)|("[^"\\\r\n]*"|'[^'\r\n]*'))\r?\n/y;
const NOTHING = new KnownKeys([]);

/** A field of the version before. */
interface KnownField {
  /** From its key to the line of what comes next. */
  readonly source: string;
  readonly name: string;
  readonly lines: number;
  /** Absent when it was skimmed. */
  readonly value?: YamlValue;
}

export class VersionReader extends BlockReader {
  private readonly known: KnownKeys;
  private built: readonly KnownField[] = [];
  private skimmed: readonly KnownField[] = [];

  /** `wanted`: keys that are read, at any depth. */
  constructor(lines: BlockLines, wanted: readonly string[]) {
    super(lines);
    this.known = new KnownKeys(wanted);
  }

  /**
   * Passes over the version whose dash is at `lines.at`, and checks its layout alone.
   * False when it may have more to say than that it is no profile.
   */
  skipVersion(): boolean {
    return this.readFields(true) !== undefined;
  }

  /**
   * Reads what is known of a version; the places of its fields may be those of a version
   * before. `undefined` when it is to be read in full: some key may be written twice.
   */
  tryReadVersion(): YamlValue | undefined {
    return this.readFields(false);
  }

  /** Reads all of the version. */
  readVersion(): YamlValue {
    this.isSkimming = false;
    this.wanted = undefined;
    return this.readItem();
  }

  private readFields(isSkimmed: boolean): YamlValue | undefined {
    const { lines } = this;
    const indent = this.goToItem();
    this.isSkimming = false;
    this.isDoubtful = false;
    this.wanted = isSkimmed ? NOTHING : this.known;
    if (!this.isAtKey()) return undefined;
    const at = lines.locate();
    const fields = new Map<string, YamlValue>();
    const found = this.readAll(indent, isSkimmed ? this.skimmed : this.built);
    this.checkIndent(indent);
    if (this.isDoubtful) return undefined;
    if (isSkimmed) this.skimmed = found;
    else this.built = found;
    for (const { name, value } of found) if (value !== undefined) fields.set(name, value);
    return { type: 'map', at, fields, repeated: [] };
  }

  private readAll(indent: number, before: readonly KnownField[]): KnownField[] {
    const { lines } = this;
    const found: KnownField[] = [];
    let next = 0;
    let last = 0;
    for (let lastEnd = 0; ;) {
      const { at } = lines;
      const known = before[next];
      const field = known !== undefined && this.skipKnown(known, indent) ? known : this.readField(indent);
      next = field === known ? next + 1 : findBehind(before, field.name, next);
      found.push(field);
      const end = at + field.name.length;
      if (lastEnd !== 0 && !isKeyAfter(lines.text, last, lastEnd, at, end)) this.isDoubtful = true;
      if (lines.indent !== indent) return found;
      last = at;
      lastEnd = end;
    }
  }

  /** Goes behind the field at `lines.at`, if it is the one that is known. */
  private skipKnown({ source, lines: count }: KnownField, indent: number): boolean {
    const { lines } = this;
    return lines.text.startsWith(source, lines.at) && this.skipLines(lines.at + source.length, count, indent);
  }

  /** Goes to the line at `end`, over `count` lines, if nothing but another field or the end of the map is there. */
  private skipLines(end: number, count: number, indent: number): boolean {
    const { lines } = this;
    const { text } = lines;
    if (end >= text.length) return false;
    let next = end;
    while (text.charCodeAt(next) === SPACE) next++;
    const code = text.charCodeAt(next);
    const isEnd = next - end <= indent && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== HASH;
    if (!isEnd || (code === DASH && next - end === indent)) return false;
    lines.next = end;
    lines.line += count - 1;
    lines.advance();
    return true;
  }

  private readField(indent: number): KnownField {
    const { lines } = this;
    const { text, at, line } = lines;
    const simple = this.tryReadSimple(indent);
    if (simple !== undefined) return simple;
    this.findKey();
    const name = this.wantedKey();
    if (name !== undefined) {
      const value = this.readFieldValue(indent);
      return { source: text.slice(at, lines.start), name, lines: lines.line - line, value };
    }
    const skimmed = text.slice(at, this.keyEnd);
    const { type } = this.skimFieldValue(indent);
    if (skimmed === 'annotations' && type !== 'map' && type !== 'null') this.isDoubtful = true;
    return { source: text.slice(at, lines.start), name: skimmed, lines: lines.line - line };
  }

  /** Reads a field that is a plain word or simple text in quotes; most are. */
  private tryReadSimple(indent: number): KnownField | undefined {
    const { lines } = this;
    const { text, at, line, start } = lines;
    SIMPLE.lastIndex = at;
    const match = SIMPLE.exec(text);
    if (match === null || match[1] === 'annotations' || plainType(match[1]) !== 'text') return undefined;
    if (!this.skipLines(SIMPLE.lastIndex, 1, indent)) return undefined;
    const [source, key, plain, quoted] = match;
    const name = this.wanted!.find(key, 0, key.length);
    if (name === undefined) return { source, name: key, lines: 1 };
    const content = plain ?? quoted.slice(1, -1);
    const place = lines.locateIn(line, at - start + key.length + 2);
    const type = plain === undefined ? 'text' : plainType(plain);
    const value: YamlValue = type === 'null' ? { type, at: place } : { type, at: place, text: ownText(content) };
    return { source, name, lines: 1, value };
  }
}

/** Where `name` is in `fields` from `from` on, and one more; `from` when it is not. */
function findBehind(fields: readonly KnownField[], name: string, from: number): number {
  for (let i = from; i < fields.length; i++) if (fields[i].name === name) return i + 1;
  return from;
}
