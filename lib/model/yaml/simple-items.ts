/**
 * Reads versions that are laid out simply: maps whose keys come sorted, of scalars, lists
 * and maps.
 *
 * Most fields stand word for word in the version before: they are not read again.
 */
import { type BlockLines, CARRIAGE_RETURN, DASH, HASH, LINE_FEED, SPACE } from './block-lines';
import { LARGEST_INDENT } from './block-yaml';
import { type LastField, LastFields } from './last-fields';
import { detachText } from './detach-text';
import { SIMPLE_KEY } from './simple-line';
import { ODD, SimpleScalars } from './simple-scalars';
import { NOWHERE, type YamlMap, type YamlValue } from './yaml-value';

/** Instead of an offset: no key follows, for the map ends. */
const ENDS = 0;

/** What is read last is in `value` and `end`. */
export class SimpleVersions extends SimpleScalars {
  private readonly last: LastFields;
  /** Where the field ends that was read last. */
  private end = 0;

  /** `wanted`: keys of a version that are read, at any depth. */
  constructor(lines: BlockLines, wanted: readonly string[]) {
    super(lines);
    this.last = LastFields.of(wanted);
  }

  /**
   * Reads what is wanted of the version whose dash is at `lines.at`, and goes behind it. It
   * holds until the next one is read; `undefined` when the version is not simple.
   */
  tryRead(): YamlMap | undefined {
    const { lines, last } = this;
    const { text, at, indent, line } = lines;
    if (text.charCodeAt(at + 1) !== SPACE) return undefined;
    this.text = text;
    this.count = 0;
    if (last.isFull) last.forget();
    const end = this.readMap(at + 2, indent + 2, last);
    if (end === ODD || !lines.trySkip(end, this.count, indent, false)) return undefined;
    const { fields, repeated } = last.map;
    return { type: 'map', at: lines.locateIn(line, indent + 2), fields, repeated };
  }

  /** Lets go of the text that was read last. */
  detach(): void {
    this.text = '';
    this.last.detach();
  }

  /** Reads a map, the first of whose keys, indented by `indent`, is at `from`; returns where it ends. */
  private readMap(from: number, indent: number, last: LastFields): number {
    const { fields } = last;
    last.begin(indent);
    let number = 0;
    for (let at = from; ; number++) {
      let next = number < fields.length ? this.passSame(at, indent, fields[number]) : ODD;
      if (next === ODD) {
        const found = this.findField(at, last, number);
        if (found === undefined) return ODD;
        last.drop(number, found);
        number = found;
        next = this.readField(at, indent, fields[number]);
        if (next === ODD) return ODD;
        last.put(fields[number]);
      } else if (!fields[number].isThere) {
        last.put(fields[number]);
      }
      if (next === ENDS) break;
      at = next;
    }
    last.drop(number + 1, fields.length);
    this.value = last.isWanted ? last.map : undefined;
    return this.end;
  }

  /** Passes over `field` if it stands at `at` as before; returns where the next key is. */
  private passSame(at: number, indent: number, { source, probe, isLast, lines }: LastField): number {
    const { text } = this;
    if (text.charCodeAt(at + probe) !== source.charCodeAt(probe)) return ODD;
    const end = at + source.length;
    // sooner done than with startsWith, which goes by characters
    if (text.slice(at, end) !== source) return ODD;
    const next = isLast ? this.findNext(end, indent) : isKeyStart(text, end) ? end : ODD;
    if (next === ODD) return ODD;
    this.count += lines;
    this.end = end;
    return next;
  }

  /** Number of the field whose key is at `at`; `undefined` when there is none, or it may be there twice. */
  private findField(at: number, last: LastFields, from: number): number | undefined {
    const { text } = this;
    const found = last.tryFind(text, at, from);
    if (found !== undefined) return found;
    SIMPLE_KEY.lastIndex = at;
    const match = SIMPLE_KEY.exec(text);
    return match === null ? undefined : last.tryAdd(detachText(match[1]), from);
  }

  /** Reads a field of a map that is indented by `indent`; returns where the next key is. */
  private readField(from: number, indent: number, field: LastField): number {
    const { count } = this;
    // maps in it are written over, and may not come to an end
    field.source = '';
    const end = this.readValue(from + field.start.length, indent, field);
    const next = end === ODD ? ODD : this.findNext(end, indent);
    if (next === ODD) return ODD;
    field.remember(this.text, from, next === ENDS ? end : next, end);
    field.lines = this.count - count;
    field.value = this.value;
    this.end = end;
    return next;
  }

  /** Reads what is behind the colon of a key that is indented by `parent`; returns where it ends. */
  private readValue(at: number, parent: number, field: LastField): number {
    const { text } = this;
    if (text.charCodeAt(at) === SPACE) return this.readScalar(at + 1, parent + 2, field.isWanted);
    const start = skipBreak(text, at);
    const first = skipBlanks(text, start);
    const indent = first - start;
    if (start === ODD || indent > LARGEST_INDENT) return ODD;
    this.count++;
    // Go programs do not indent lists, our own writer does
    const isList = text.charCodeAt(first) === DASH && (indent === parent || indent === parent + 2);
    if (isList) return this.readList(first, indent, field.within);
    return indent === parent + 2 ? this.readMap(first, indent, field.within) : ODD;
  }

  /** Reads items whose dashes are indented by `indent`, the first of which is at `from`; returns where they end. */
  private readList(from: number, indent: number, last: LastFields): number {
    const { text } = this;
    const { isWanted } = last;
    const items: YamlValue[] = [];
    for (let at = from, place = 0; ; place++) {
      if (text.charCodeAt(at + 1) !== SPACE) return ODD;
      SIMPLE_KEY.lastIndex = at + 2;
      const end = SIMPLE_KEY.test(text)
        ? this.readMap(at + 2, indent + 2, last.item(place))
        : this.readScalar(at + 2, indent + 2, isWanted);
      if (end === ODD) return ODD;
      if (this.value !== undefined) items.push(this.value);
      at = skipBlanks(text, end);
      if (at - end === indent && text.charCodeAt(at) === DASH) continue;
      this.value = isWanted ? { type: 'list', at: NOWHERE, items } : undefined;
      return end;
    }
  }

  /** Where the next key is, behind a field that ends at `end`, of a map that is indented by `indent`; `ENDS`, `ODD`. */
  private findNext(end: number, indent: number): number {
    const { text } = this;
    const at = skipBlanks(text, end);
    if (at - end === indent) return isKeyStart(text, at) ? at : ODD;
    const code = text.charCodeAt(at);
    // more text may come; a comment or a blank line tells nothing
    const isEnd = at < text.length && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== HASH;
    return isEnd && at - end < indent ? ENDS : ODD;
  }
}

/** Whether a key may be at `at`: nothing that goes on with a field begins like one. */
function isKeyStart(text: string, at: number): boolean {
  return text.charCodeAt(at) > DASH;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** The next line, when there is nothing more on this one. */
function skipBreak(text: string, from: number): number {
  const at = text.charCodeAt(from) === CARRIAGE_RETURN ? from + 1 : from;
  return text.charCodeAt(at) === LINE_FEED ? at + 1 : ODD;
}
