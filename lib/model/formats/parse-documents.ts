/**
 * Reads a text of YAML documents to the objects in it, each with its location.
 *
 * Line ends, a byte order mark and empty documents do not matter; an object whose kind ends in
 * `List` is read as its items. JSON is valid YAML.
 */
import { type Document, isMap, isNode, isSeq, LineCounter } from 'yaml';
import { type Fields, isRecord } from '../data/json';
import type { Problem } from '../problem';
import { limitProblems } from '../problem-words';
import { tryReadBlockData } from '../yaml/block-document';
import { composeDocuments, MOST_ANCHORS, OutOfBounds } from '../yaml/compose-documents';
import type { FileLocation } from '../yaml/file-location';
import { findComplexKey } from '../yaml/map-keys';
import { withoutContent } from '../yaml/yaml-error-words';
import { readYamlDocument } from '../yaml/full-yaml';
import type { YamlMap, YamlValue } from '../yaml/yaml-value';
import { emptyMap, nameType } from './field-reader';

/** A map from a file, and where it begins. */
export interface LocatedObject extends FileLocation {
  readonly object: Fields;
  /** Its fields with their locations; parsed on the first call. */
  readonly fields: () => YamlMap;
}

/** Of a file of ten thousand releases: it is the user's own, and all of it is needed. */
const MOST_TOKENS = 3_000_000;

/** Objects in the order of the text; one problem for each document that cannot be read. */
export function parseDocuments(text: string, file: string): { objects: LocatedObject[]; problems: Problem[] } {
  // a byte order mark would count as a column
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const block = tryReadBlockData(source, file);
  if (block !== undefined && tryItems(block.data) === undefined) {
    return { objects: [{ ...block.map.at, object: block.data, fields: () => block.map }], problems: [] };
  }
  const reader = new DocumentReader(file);
  const options = {
    lineCounter: reader.lineCounter,
    merge: true,
    uniqueKeys: true,
    mostAnchors: MOST_ANCHORS,
    mostTokens: MOST_TOKENS,
  };
  for (const document of composeDocuments(source, options)) reader.read(document);
  return { objects: reader.objects, problems: limitProblems(reader.problems) };
}

/** A value that was read, and its node. */
interface Found {
  readonly value: unknown;
  readonly node: unknown;
  readonly at: FileLocation;
  /** The value with the location of everything in it. */
  readonly located: () => YamlValue | undefined;
}

class DocumentReader {
  readonly objects: LocatedObject[] = [];
  readonly problems: Problem[] = [];
  readonly lineCounter = new LineCounter();

  constructor(private readonly file: string) {}

  read(document: Document.Parsed | OutOfBounds): void {
    if (document instanceof OutOfBounds) return this.unreadable(document.message, this.locate(document.offset));
    const [error] = document.errors;
    const at = this.locate(document.contents?.range[0] ?? 0);
    if (error !== undefined) return this.unreadable(withoutContent(error.message), this.locate(error.pos[0]));
    const key = findComplexKey(document);
    if (key !== undefined) return this.unreadable('a key is a map or a list', this.locate(key));
    try {
      const value: unknown = document.toJS();
      const located = once(() => readYamlDocument(document, this.file, this.lineCounter));
      if (value !== null) this.collect({ value, node: document.contents, at, located });
    } catch (cause) {
      // an alias without an anchor, or one that expands to too much
      this.unreadable(withoutContent((cause as Error).message), at);
    }
  }

  private collect({ value, node, at: parentAt, located }: Found): void {
    const at = isNode(node) && node.range ? this.locate(node.range[0]) : parentAt;
    const items = tryItems(value);
    if (items !== undefined) {
      const list = isMap(node) ? node.get('items', true) : undefined;
      const nodes = isSeq(list) ? list.items : [];
      items.forEach((value, i) => this.collect({ value, node: nodes[i], at, located: () => itemOf(located(), i) }));
    } else if (isRecord(value)) {
      this.objects.push({ ...at, object: value, fields: once(() => mapOf(located(), at)) });
    } else {
      const what = `a document is ${nameType(located() ?? { type: 'null', at })}`;
      const problem = { kind: 'invalid-props', what, remedy: 'write a map, as of a Kubernetes object' } as const;
      this.problems.push({ ...problem, location: at });
    }
  }

  private unreadable(reason: string, location: FileLocation): void {
    const what = `not readable as YAML: ${reason}`;
    this.problems.push({ kind: 'invalid-props', what, remedy: 'correct the file, or write it again', location });
  }

  private locate(offset: number): FileLocation {
    const { line, col } = this.lineCounter.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function tryItems(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value) || typeof value.kind !== 'string' || !value.kind.endsWith('List')) return undefined;
  return Array.isArray(value.items) ? value.items : undefined;
}

function itemOf(list: YamlValue | undefined, i: number): YamlValue | undefined {
  const items = list?.type === 'map' ? list.fields.get('items') : undefined;
  return items?.type === 'list' ? items.items[i] : undefined;
}

/** The fields of a map that contains itself would never end. */
function mapOf(value: YamlValue | undefined, at: FileLocation): YamlMap {
  return value?.type === 'map' ? value : emptyMap(at);
}

/** The result of `make`, which is called once. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
