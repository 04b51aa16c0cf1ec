/**
 * YAML as plain values that know where they stand.
 *
 * Aliases and merge keys (`<<`) are followed. A key written twice is kept as a
 * field of its own, for the reader to judge. JSON is YAML.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from 'yaml';
import type { FileLocation } from './catalog-entry';

/** A map and the fields that repeat a key of it. */
export interface YamlMap {
  readonly type: 'map';
  readonly at: FileLocation;
  readonly fields: ReadonlyMap<string, YamlValue>;
  readonly repeated: readonly YamlField[];
}

/** One key of a map: `version`, where it is written, and its value. */
export interface YamlField {
  readonly key: string;
  readonly at: FileLocation;
  readonly value: YamlValue;
}

/** A value and where it stands; `text` of a scalar is as written: `1.10`. */
export type YamlValue =
  | YamlMap
  | { readonly type: 'list'; readonly at: FileLocation; readonly items: readonly YamlValue[] }
  | { readonly type: 'text' | 'number' | 'boolean'; readonly at: FileLocation; readonly text: string }
  | { readonly type: 'null'; readonly at: FileLocation };

/** Why a text cannot be read as YAML, in the parser's words. */
export interface YamlError {
  readonly type: 'error';
  readonly reason: string;
  readonly at: FileLocation;
}

/** Reads the one document of `text`; an empty one is null. */
export function parseLocatedYaml(text: string, file: string): YamlValue | YamlError {
  const lineCounter = new LineCounter();
  // a byte order mark would count as a column
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const document = parseDocument(source, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const reader = new YamlReader(file, lineCounter);
  const value = reader.readDocument(document);
  return reader.errors[0] ?? value;
}

class YamlReader {
  /** In the order they are found: the first is the cause. */
  readonly errors: YamlError[] = [];
  private readonly anchors = new Map<string, YamlValue>();

  constructor(
    private readonly file: string,
    private readonly lineCounter: LineCounter,
  ) {}

  readDocument(document: Document.Parsed): YamlValue {
    for (const { code, message, pos } of document.errors) {
      const reason = code === 'MULTIPLE_DOCS' ? 'the file holds several YAML documents; keep one' : message;
      this.fail(reason, this.locate(pos[0]));
    }
    const start = this.locate(0);
    return this.errors.length === 0 && document.contents
      ? this.read(document.contents, start)
      : { type: 'null', at: start };
  }

  /** Reads a node; `fallback` is where it stands when the parser does not say. */
  private read(node: unknown, fallback: FileLocation): YamlValue {
    const range = (node as Node | null)?.range;
    const at = range ? this.locate(range[0]) : fallback;
    if (isAlias(node)) return this.readAlias(node.source, at);
    const value = this.readValue(node, at);
    // set only now, so that a value never holds itself
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, value);
    return value;
  }

  private readValue(node: unknown, at: FileLocation): YamlValue {
    if (isMap(node)) return this.readMap(node.items, at);
    if (isSeq(node)) return { type: 'list', at, items: node.items.map(item => this.read(item, at)) };
    if (!isScalar(node) || node.value === null) return { type: 'null', at };
    const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    return {
      type: typeof node.value === 'number' ? 'number' : typeof node.value === 'boolean' ? 'boolean' : 'text',
      at,
      text,
    };
  }

  private readAlias(anchor: string, at: FileLocation): YamlValue {
    const value = this.anchors.get(anchor);
    if (value === undefined) this.fail(`alias *${anchor} stands for nothing written before it`, at);
    return value ? { ...value, at } : { type: 'null', at };
  }

  private readMap(pairs: readonly { key: unknown; value: unknown }[], at: FileLocation): YamlMap {
    const own = new Map<string, YamlValue>();
    const merged = new Map<string, YamlValue>();
    const repeated: YamlField[] = [];
    for (const { key, value } of pairs) {
      const field = this.readField(key, value, at);
      if (isMergeKey(key)) this.merge(field.value, merged);
      else if (own.has(field.key)) repeated.push(field);
      else own.set(field.key, field.value);
    }
    return { type: 'map', at, fields: new Map([...merged, ...own]), repeated };
  }

  private readField(keyNode: unknown, valueNode: unknown, mapAt: FileLocation): YamlField {
    const key = this.read(keyNode, mapAt);
    const value = this.read(valueNode, key.at);
    if (key.type === 'map' || key.type === 'list') {
      this.fail(`a ${key.type} cannot be a key`, key.at);
    }
    return { key: 'text' in key ? key.text : 'null', at: key.at, value };
  }

  /** Adds what `<<` brings to `fields`; of two maps, the first wins. */
  private merge(value: YamlValue, fields: Map<string, YamlValue>): void {
    for (const map of value.type === 'list' ? value.items : [value]) {
      if (map.type !== 'map') this.fail('"<<" takes a map or a list of maps', map.at);
      else for (const [key, field] of map.fields) if (!fields.has(key)) fields.set(key, field);
    }
  }

  private fail(reason: string, at: FileLocation): void {
    this.errors.push({ type: 'error', reason, at });
  }

  private locate(offset: number): FileLocation {
    const { line, col } = this.lineCounter.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;
}
