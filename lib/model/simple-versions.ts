/**
 * Passes over versions that are laid out simply, and reads what is wanted of them.
 *
 * Most lists and maps stand word for word in the version before: they are not read again.
 */
import { isKeyAfter } from './block-keys';
import { type BlockLines, CARRIAGE_RETURN, DASH, LINE_FEED, SPACE } from './block-lines';
import { DOUBLE_QUOTE, GREATER, PIPE, plainValue, SINGLE_QUOTE, unquote } from './block-scalar';
import { unfoldLines } from './block-text';
import { KnownKeys } from './known-keys';
import { ownText } from './own-text';
import { matchAt } from './simple-line';
import { simpleVersion } from './simple-version';
import { NOWHERE, type YamlField, type YamlMap, type YamlValue } from './yaml-value';

const NONE: readonly YamlField[] = [];

export class SimpleVersions {
  private readonly known: KnownKeys;
  /** By how far their dashes are indented. */
  private readonly layouts = new Map<number, RegExp>();
  /** The last list or map of each key, and what it says. */
  private readonly before = new Map<string, { readonly source: string; readonly value: YamlValue }>();

  /** `wanted`: keys of a version that are read. */
  constructor(
    private readonly lines: BlockLines,
    wanted: readonly string[],
  ) {
    this.known = new KnownKeys(wanted);
  }

  /** Passes over the version whose dash is at `lines.at`, and which ends at `end`; false when there is more of it. */
  trySkip(end: number): boolean {
    const { lines } = this;
    return lines.trySkip(end, this.countLines(lines.at, end), lines.indent, false);
  }

  /**
   * Reads what is wanted of the version whose dash is at `lines.at`, and which ends at `end`.
   * `undefined` when there is more of it, or keys do not come sorted: one may be written twice.
   */
  tryRead(end: number): YamlMap | undefined {
    const { lines } = this;
    const { at, indent } = lines;
    const version = this.readMap(at + 2, end, indent + 2, lines.locateIn(lines.line, indent + 2));
    return this.trySkip(end) ? version : undefined;
  }

  /** Where the version ends whose dash is at `lines.at`, as far as it is a simple one; -1 when it is none. */
  findEnd(): number {
    const { text, at, indent } = this.lines;
    let layout = this.layouts.get(indent);
    if (layout === undefined) this.layouts.set(indent, (layout = simpleVersion(indent)));
    return matchAt(layout, text, at) === null ? -1 : layout.lastIndex;
  }

  private countLines(from: number, to: number): number {
    const { text } = this.lines;
    let count = 0;
    for (let i = from; i < to; count++) i = text.indexOf('\n', i) + 1;
    return count;
  }

  /** Reads fields whose keys are indented by `indent`, the first of which is at `from`. */
  private readMap(from: number, to: number, indent: number, place = NOWHERE): YamlMap | undefined {
    const { text } = this.lines;
    const fields = new Map<string, YamlValue>();
    for (let at = from, lastAt = from, lastEnd = 0; at < to;) {
      const end = text.indexOf(':', at);
      if (lastEnd !== 0 && !isKeyAfter(text, lastAt, lastEnd, at, end)) return undefined;
      const next = findLine(text, end, to, indent, SPACE, DASH);
      const key = this.known.find(text, at, end);
      if (key !== undefined) {
        const value = this.readValue(key, end + 1, next, indent);
        if (value === undefined) return undefined;
        fields.set(key, value);
      }
      lastAt = at;
      lastEnd = end;
      at = next + indent;
    }
    return { type: 'map', at: place, fields, repeated: NONE };
  }

  /** Reads a scalar and its line break; `undefined` for one under `|` or `>`. */
  private readScalar(from: number, to: number): YamlValue | undefined {
    const { lines } = this;
    const { text } = lines;
    const end = text.charCodeAt(to - 2) === CARRIAGE_RETURN ? to - 2 : to - 1;
    const code = text.charCodeAt(from);
    if (code === PIPE || code === GREATER) return undefined;
    if (isQuote(code)) return { type: 'text', at: NOWHERE, text: ownText(unquote(lines, from, end - 1)) };
    const source = text.slice(from, end);
    if (source.includes('\n')) return { type: 'text', at: NOWHERE, text: ownText(unfoldLines(source)) };
    return plainValue(source, NOWHERE);
  }

  /** Reads what is behind the colon of a key that is indented by `parent`. */
  private readValue(key: string, from: number, to: number, parent: number): YamlValue | undefined {
    const { text } = this.lines;
    if (text.charCodeAt(from) === SPACE) return this.readScalar(from + 1, to);
    const before = this.before.get(key);
    if (before?.source.length === to - from && text.startsWith(before.source, from)) return before.value;
    let at = text.indexOf('\n', from) + 1;
    const start = at;
    while (text.charCodeAt(at) === SPACE) at++;
    const indent = at - start;
    const isList = text.charCodeAt(at) === DASH;
    if (isList ? indent < parent : indent <= parent) return undefined;
    const value = isList ? this.readList(at, to, indent) : this.readMap(at, to, indent);
    if (value !== undefined) this.before.set(key, { source: text.slice(from, to), value });
    return value;
  }

  /** Reads items whose dashes are indented by `indent`, the first of which is at `from`. */
  private readList(from: number, to: number, indent: number): YamlValue | undefined {
    const { text } = this.lines;
    const items: YamlValue[] = [];
    for (let at = from; at < to;) {
      const next = findLine(text, at, to, indent, SPACE, SPACE);
      const colon = isQuote(text.charCodeAt(at + 2)) ? -1 : text.indexOf(': ', at);
      const isMap = colon !== -1 && colon < text.indexOf('\n', at);
      const item = isMap ? this.readMap(at + 2, next, indent + 2) : this.readScalar(at + 2, next);
      if (item === undefined) return undefined;
      items.push(item);
      at = next + indent;
    }
    return { type: 'list', at: NOWHERE, items };
  }
}

/** The next line from `from` on, before `to`, that has none of two characters behind `indent` blanks. */
function findLine(text: string, from: number, to: number, indent: number, a: number, b: number): number {
  for (let at = from; ;) {
    at = text.indexOf('\n', at) + 1;
    if (at >= to) return to;
    const code = text.charCodeAt(at + indent);
    const first = text.charCodeAt(at);
    if (code !== a && code !== b && first !== LINE_FEED && first !== CARRIAGE_RETURN) return at;
  }
}

const isQuote = (code: number) => code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
