/**
 * A text of YAML documents to the objects in it, each with its place.
 *
 * Line ends, a byte order mark and empty documents do not matter; an object whose kind
 * ends in `List` stands for its items. JSON is YAML.
 */
import { type Document, isCollection, isMap, isNode, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { FileLocation } from '../yaml/file-location';
import type { Problem } from '../problem';
import { isRecord } from '../data/json';
import { invalidObject, nameType } from './invalid-object';

/** A map from a file, and where it begins. */
export interface LocatedObject extends FileLocation {
  readonly object: Readonly<Record<string, unknown>>;
  /** Where the value at a path of keys and indexes stands, or the nearest around it that is there. */
  readonly locate: (...path: readonly (string | number)[]) => FileLocation;
}

/** Objects in the order of the text; one problem for each document that cannot be read. */
export function parseDocuments(text: string, file: string): { objects: LocatedObject[]; problems: Problem[] } {
  const reader = new DocumentReader(file);
  // a byte order mark would count as a column
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const options = { lineCounter: reader.lineCounter, prettyErrors: false, merge: true };
  for (const document of parseAllDocuments(source, options)) reader.read(document);
  return reader;
}

class DocumentReader {
  readonly objects: LocatedObject[] = [];
  readonly problems: Problem[] = [];
  readonly lineCounter = new LineCounter();

  constructor(private readonly file: string) {}

  read(document: Document.Parsed): void {
    const [error] = document.errors;
    const at = this.locate(document.contents?.range[0] ?? 0);
    if (error !== undefined) return this.unreadable(error.message, this.locate(error.pos[0]));
    try {
      const value: unknown = document.toJS();
      if (value !== null) this.collect(value, document.contents, at);
    } catch (cause) {
      // an alias that stands for nothing, or for too much
      this.unreadable((cause as Error).message, at);
    }
  }

  /** `node` is what `value` was read from, and stands at `parentAt` when it does not say. */
  private collect(value: unknown, node: unknown, parentAt: FileLocation): void {
    const at = isNode(node) && node.range ? this.locate(node.range[0]) : parentAt;
    const items = tryItems(value);
    if (items !== undefined) {
      const list = isMap(node) ? node.get('items', true) : undefined;
      items.forEach((item, i) => this.collect(item, isSeq(list) ? list.items[i] : undefined, at));
    } else if (isRecord(value)) {
      this.objects.push({ ...at, object: value, locate: (...path) => this.locateIn(node, at, path) });
    } else {
      const what = `a document is ${nameType(value)}`;
      this.problems.push(invalidObject(at, what, 'write a map, as of a Kubernetes object'));
    }
  }

  private locateIn(node: unknown, at: FileLocation, [key, ...path]: readonly (string | number)[]): FileLocation {
    const inner = key !== undefined && isCollection(node) ? node.get(key, true) : undefined;
    if (!isNode(inner) || !inner.range) return at;
    return this.locateIn(inner, this.locate(inner.range[0]), path);
  }

  private unreadable(reason: string, at: FileLocation): void {
    this.problems.push(invalidObject(at, `not readable as YAML: ${reason}`, 'mend the file, or write it again'));
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
