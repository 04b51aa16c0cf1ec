/**
 * Reads any YAML to plain values with their locations, with npm `yaml`: slow, and loaded only for
 * texts that the block reader does not support.
 *
 * Aliases and merge keys (`<<`) are resolved. JSON is valid YAML. The cost of a text is limited:
 * its length, its number of tokens, its depth, and the number of values that its aliases expand to.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, Scalar } from 'yaml';
import { cutText } from '../data/cut-text';
import { aliasLimit, composeDocuments, MOST_ALIASED, OutOfBounds } from './compose-documents';
import type { FileLocation } from './file-location';
import { isOtherInGo } from './go-scalars';
import { withoutContent } from './yaml-error-words';
import type { YamlError, YamlField, YamlMap, YamlValue } from './yaml-value';

/** Length of an error message: the parser quotes unexpected text, however long. */
const LONGEST_REASON = 200;

/** Reads the only document of `text`; an empty one is null. */
export function parseFullYaml(text: string, file: string, mostTokens?: number): YamlValue | YamlError {
  const lineCounter = new LineCounter();
  // a byte order mark would count as a column
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const options = { lineCounter, uniqueKeys: false, forceDocument: true, mostDocuments: 2, mostTokens };
  const documents = composeDocuments(source, options);
  const reader = new YamlReader(file, lineCounter, aliasLimit(source));
  const bound = documents.find(document => document instanceof OutOfBounds);
  if (bound !== undefined) return reader.describe(bound.message, bound.offset);
  const [first, second] = documents as Document.Parsed[];
  const value = reader.readDocument(first, second);
  return reader.error ?? value;
}

/** The value of a document that was parsed without errors, with the location of everything in it. */
export function readYamlDocument(document: Document.Parsed, file: string, lineCounter: LineCounter): YamlValue {
  return new YamlReader(file, lineCounter, MOST_ALIASED).readDocument(document);
}

class YamlReader {
  /** The first error, which caused the others. */
  error: YamlError | undefined;
  private readonly anchors = new Map<string, { readonly value: YamlValue; readonly count: number }>();
  /** Values that were read, including those of aliases. */
  private count = 0;
  private aliased = 0;

  constructor(
    private readonly file: string,
    private readonly lineCounter: LineCounter,
    /** Values that aliases may expand to in total. */
    private readonly mostAliased: number,
  ) {}

  readDocument(document: Document.Parsed, another?: Document.Parsed): YamlValue {
    const [error] = document.errors;
    if (error !== undefined) this.fail(withoutContent(error.message), this.locate(error.pos[0]));
    if (another) this.fail('the file contains several YAML documents; keep one', this.locate(another.range[0]));
    const start = this.locate(0);
    return this.error === undefined && document.contents
      ? this.read(document.contents, start)
      : { type: 'null', at: start };
  }

  describe(reason: string, offset: number): YamlError {
    return { type: 'error', reason: shorten(reason), at: this.locate(offset) };
  }

  /** Reads a node; `fallback` is its location if the parser gives none. */
  private read(node: unknown, fallback: FileLocation): YamlValue {
    const range = (node as Node | null)?.range;
    const at = range ? this.locate(range[0]) : fallback;
    if (isAlias(node)) return this.readAlias(node.source, at);
    const before = this.count++;
    const value = this.readValue(node, at);
    // set only now, so that a value never contains itself
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, { value, count: this.count - before });
    return value;
  }

  private readValue(node: unknown, at: FileLocation): YamlValue {
    if (isMap(node)) return this.readMap(node.items, at);
    if (isSeq(node)) return { type: 'list', at, items: node.items.map(item => this.read(item, at)) };
    if (!isScalar(node) || node.value === null) return { type: 'null', at };
    const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    const type = typeof node.value === 'number' ? 'number' : typeof node.value === 'boolean' ? 'boolean' : 'text';
    const isOther = type === 'text' && node.type === Scalar.PLAIN && node.tag === undefined && isOtherInGo(text);
    return isOther ? { type, at, text, isOtherInGo: true } : { type, at, text };
  }

  private readAlias(name: string, at: FileLocation): YamlValue {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) this.fail('an alias refers to no anchor before it', at);
    const count = anchor?.count ?? 0;
    this.count += count;
    this.aliased += count;
    const isTooMuch = this.aliased > this.mostAliased;
    if (isTooMuch) this.fail('its aliases expand to too many values', at);
    return anchor && !isTooMuch ? { ...anchor.value, at } : { type: 'null', at };
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

  /** Adds the fields of `<<` to `fields`; if several maps have a key, the first wins. */
  private merge(value: YamlValue, fields: Map<string, YamlValue>): void {
    for (const map of value.type === 'list' ? value.items : [value]) {
      if (map.type !== 'map') this.fail('"<<" takes a map or a list of maps', map.at);
      else for (const [key, field] of map.fields) if (!fields.has(key)) fields.set(key, field);
    }
  }

  private fail(reason: string, at: FileLocation): void {
    this.error ??= { type: 'error', reason: shorten(reason), at };
  }

  private locate(offset: number): FileLocation {
    const { line, col } = this.lineCounter.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;
}

function shorten(reason: string): string {
  return reason.length <= LONGEST_REASON ? reason : `${cutText(reason, LONGEST_REASON)}...`;
}
