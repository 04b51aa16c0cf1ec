/**
 * Reads chart versions of an index, each with the help of the one before.
 *
 * Most fields of a version stand word for word in the version before: they are not read
 * again, but compared.
 */
import { isKeyAfter } from './block-keys';
import { CARRIAGE_RETURN, DASH, HASH, LINE_FEED, SPACE } from './block-lines';
import { BlockReader } from './block-yaml';
import { VERSION_FIELDS } from './helm-index-entry';
import { KnownKeys } from './known-keys';
import type { YamlValue } from './yaml-value';

const WANTED = new KnownKeys(VERSION_FIELDS);
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

export class ChartVersionReader extends BlockReader {
  private built: readonly KnownField[] = [];
  private skimmed: readonly KnownField[] = [];

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
    this.wanted = isSkimmed ? NOTHING : WANTED;
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

  /** Goes behind the field at `lines.at`, if it is the one that is known and nothing but another field follows. */
  private skipKnown({ source, lines: count }: KnownField, indent: number): boolean {
    const { lines } = this;
    const { text, at } = lines;
    const end = at + source.length;
    if (end >= text.length || !text.startsWith(source, at)) return false;
    let next = end;
    while (text.charCodeAt(next) === SPACE) next++;
    const code = text.charCodeAt(next);
    const isField = next - end <= indent && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== HASH;
    if (!isField || (code === DASH && next - end === indent)) return false;
    lines.next = end;
    lines.line += count - 1;
    lines.advance();
    return true;
  }

  private readField(indent: number): KnownField {
    const { lines } = this;
    const { text, at, line } = lines;
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
}

/** Where `name` is in `fields` from `from` on, and one more; `from` when it is not. */
function findBehind(fields: readonly KnownField[], name: string, from: number): number {
  for (let i = from; i < fields.length; i++) if (fields[i].name === name) return i + 1;
  return from;
}
