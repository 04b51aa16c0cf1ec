/**
 * YAML as go-yaml reads it for Helm.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, Scalar } from 'yaml';
import { aliasLimit, composeDocuments, MOST_ANCHORS, OutOfBounds } from './compose-documents';
import type { FileLocation } from './file-location';
import { type Fault, findDoubt, findTextFault } from './go-doubts';
import { readGoScalar } from './go-scalars';
import { withoutContent } from './yaml-error-words';
import type { YamlError } from './yaml-value';

/** Plain data, with bigints for integers that a number cannot represent, and where it begins. */
export interface GoData {
  readonly type: 'data';
  /** `undefined` for an empty text, and for `null`. */
  readonly value: unknown;
  readonly at: FileLocation;
}

/** Options of reading a text. */
export interface GoOptions {
  /**
   * Whether keys may be repeated, in which case the last wins, and documents after the first are
   * ignored. @default false
   */
  readonly isLax?: boolean;
  /** Number of the first line of the text. @default 1 */
  readonly firstLine?: number;
}

/** The map in `text`, or why there is none. */
export function readGoMap(
  text: string,
  file: string,
  { isLax = false, firstLine = 1 }: GoOptions = {},
): GoData | YamlError {
  const lineCounter = new LineCounter();
  // a carriage return alone also ends a line
  const source = text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
  const locate = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const found = readMap(source, lineCounter, isLax);
  if ('reason' in found) return { type: 'error', reason: found.reason, at: locate(found.offset) };
  return { type: 'data', value: found.value, at: locate(0) };
}

function readMap(source: string, lineCounter: LineCounter, isLax: boolean): { readonly value: unknown } | Fault {
  const [document, another] = composeDocuments(source, {
    lineCounter,
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: !isLax,
    forceDocument: true,
    mostDocuments: isLax ? 1 : 2,
    mostAnchors: MOST_ANCHORS,
  });
  if (document instanceof OutOfBounds) return { reason: document.message, offset: document.offset };
  const fault = findFault(source, document, another);
  if (fault !== undefined) return fault;
  const reader = new GoReader(source);
  const value = reader.read(document.contents);
  return reader.fault ?? { value: value ?? undefined };
}

/** Why the document is not a map of values, and where. */
function findFault(
  source: string,
  document: Document.Parsed,
  another?: Document.Parsed | OutOfBounds,
): Fault | undefined {
  const text = findTextFault(source);
  if (text !== undefined) return text;
  const [error] = document.errors;
  if (error !== undefined) return { reason: withoutContent(error.message), offset: error.pos[0] };
  if (another !== undefined) {
    const offset = another instanceof OutOfBounds ? another.offset : another.range[0];
    return { reason: 'it contains several documents; Helm would read only the first', offset };
  }
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && readGoScalar(contents) === null);
  if (!isEmpty && !isMap(contents)) return { reason: 'it is not a map of values', offset: contents.range[0] };
  return findDoubt(source, document);
}

class GoReader {
  /** The first error. */
  fault: Fault | undefined;
  private readonly anchors = new Map<string, Node>();
  /** The parents of the current node; no alias may refer to one of them. */
  private readonly open = new Set<unknown>();
  private readonly mostAliased: number;
  private aliased = 0;
  private depth = 0;

  constructor(private readonly source: string) {
    this.mostAliased = aliasLimit(source);
  }

  read(node: unknown): unknown {
    if (this.fault !== undefined) return undefined;
    if (isAlias(node)) return this.readAlias(node.source, node);
    if (this.depth > 0 && ++this.aliased > this.mostAliased) return this.fail('its aliases expand to too many values', node); // prettier-ignore
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
      this.anchors.set(node.anchor, node);
    if (isScalar(node)) return this.readScalar(node);
    this.open.add(node);
    const value = isSeq(node) ? node.items.map(item => this.read(item)) : isMap(node) ? this.readMap(node.items) : null;
    this.open.delete(node);
    return value;
  }

  private readAlias(name: string, alias: unknown): unknown {
    const node = this.anchors.get(name);
    if (node === undefined) return this.fail('an alias refers to no anchor before it', alias);
    if (this.open.has(node)) return this.fail('an alias refers to what it is in', alias);
    this.depth++;
    const value = this.read(node);
    this.depth--;
    return value;
  }

  private readScalar(node: Scalar): unknown {
    const value = readGoScalar(node);
    if (value === undefined) return this.fail('it is not what its tag says', node);
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    return typeof value === 'string' && this.isUnended(node) ? value.replace(/\n$/, '') : value;
  }

  /** Whether `node` is a block at the end of a text that ends without a line break. */
  private isUnended({ type, range }: Scalar): boolean {
    const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
    return isBlock && range?.[1] === this.source.length && /[^\n]$/.test(this.source) && !/\n[ \t]+$/.test(this.source);
  }

  private readMap(pairs: readonly { readonly key: unknown; readonly value: unknown }[]): unknown {
    const fields = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      if (isMergeKey(key)) this.merge(value, fields);
      else {
        const name = this.readKey(key);
        fields.set(name, this.read(value));
      }
    }
    return Object.fromEntries(fields);
  }

  private readKey(node: unknown): string {
    const key = this.read(node);
    if (typeof key === 'string' || typeof key === 'boolean') return String(key);
    if (typeof key === 'bigint' ? key < 2n ** 63n : Number.isInteger(key)) return String(key);
    this.fail(isScalar(node) ? 'a key is empty, or not a whole number; quote it' : 'a key is not plain text; "{{ name }}" needs quotes', node); // prettier-ignore
    return '';
  }

  /** Adds the fields of `<<`; because the last of equal keys wins, they override earlier ones. */
  private merge(node: unknown, fields: Map<string, unknown>): void {
    const value = this.read(node);
    const maps: unknown[] = Array.isArray(value) ? [...(value as unknown[])].reverse() : [value];
    for (const map of maps) {
      if (typeof map !== 'object' || map === null || Array.isArray(map))
        this.fail('"<<" takes a map or a list of maps', node);
      else for (const [key, field] of Object.entries(map)) fields.set(key, field);
    }
  }

  private fail(reason: string, node: unknown): undefined {
    this.fault ??= { reason, offset: (node as Node | null)?.range?.[0] ?? 0 };
    return undefined;
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && (key.type === Scalar.PLAIN || key.tag === 'tag:yaml.org,2002:merge');
}
