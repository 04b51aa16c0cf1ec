/**
 * YAML as go-yaml reads it for Helm: YAML 1.1 (`on` is true) without dates and base-60 numbers, but
 * with `0o14`.
 */
import { type Document, isMap, isScalar, LineCounter, type Tags } from 'yaml';
import { composeDocuments, OutOfBounds } from './compose-documents';
import type { FileLocation } from './file-location';
import { findComplexKey } from './map-keys';
import type { YamlError } from './yaml-value';

/** Plain data, with bigints for integers that a number cannot represent, and where it begins. */
export interface GoData {
  readonly type: 'data';
  /** `undefined` for an empty text, and for `null`. */
  readonly value: unknown;
  readonly at: FileLocation;
}

/** Tags of YAML 1.1 that go-yaml reads differently, or not at all. */
const NOT_IN_GO = new Set(['timestamp', 'omap', 'pairs', 'set', 'float'].map(name => `tag:yaml.org,2002:${name}`));

const PREFIXED_INT = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0([xX][\da-fA-F_]+|[bB][01_]+|[oO][0-7_]+)$/,
  resolve: (text: string) => {
    const digits = BigInt(text.replace(/^[-+]/, '').replaceAll('_', '').toLowerCase());
    return text.startsWith('-') ? -digits : digits;
  },
};

const FLOAT = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(\.\d[\d_]*|\d[\d_]*(\.[\d_]*)?)([eE][-+]?\d[\d_]*)?$/,
  resolve: (text: string) => Number(text.replaceAll('_', '')),
};

const INFINITE = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
  resolve: (text: string) => (/nan/i.test(text) ? NaN : text.startsWith('-') ? -Infinity : Infinity),
};

/** Most anchors and aliases of a file. */
const MOST_ANCHORS = 1000;

/** The map in `text`, or why there is none. */
export function readGoMap(text: string, file: string): GoData | YamlError {
  const lineCounter = new LineCounter();
  const document = composeMap(text.replace(/^\uFEFF/, ''), lineCounter);
  const { line, col } = lineCounter.linePos('reason' in document ? document.offset : 0);
  const at = { file, line, column: col };
  if ('reason' in document) return { type: 'error', reason: document.reason, at };
  return { type: 'data', value: isEmpty(document) ? undefined : withSmallNumbers(document.toJS()), at };
}

/** Why a text is not a map, and where. */
interface Fault {
  readonly reason: string;
  readonly offset: number;
}

function composeMap(source: string, lineCounter: LineCounter): Document.Parsed | Fault {
  const [document, another] = composeDocuments(source, {
    lineCounter,
    version: '1.1',
    intAsBigInt: true,
    uniqueKeys: true,
    forceDocument: true,
    mostDocuments: 2,
    mostAnchors: MOST_ANCHORS,
    customTags: (tags: Tags) => [PREFIXED_INT, ...tags.filter(isInGo), FLOAT, INFINITE],
  });
  if (document instanceof OutOfBounds) return { reason: document.message, offset: document.offset };
  return findFault(document, another) ?? document;
}

function isInGo(tag: Tags[number]): boolean {
  if (typeof tag === 'string') return true;
  const format = 'format' in tag ? tag.format : undefined;
  return !NOT_IN_GO.has(tag.tag) && format !== 'TIME';
}

/** Why the document is not a map of values, and where. */
function findFault(document: Document.Parsed, another?: Document.Parsed | OutOfBounds): Fault | undefined {
  const [error] = document.errors;
  if (error !== undefined) return { reason: error.message, offset: error.pos[0] };
  if (another !== undefined) {
    const offset = another instanceof OutOfBounds ? another.offset : another.range[0];
    return { reason: 'it holds several documents; Helm would read only the first', offset };
  }
  const { contents } = document;
  if (isEmpty(document)) return undefined;
  if (!isMap(contents)) return { reason: 'it is not a map of values', offset: contents?.range[0] ?? 0 };
  const key = findComplexKey(document);
  if (key !== undefined) return { reason: 'a key is not plain text; "{{ name }}" needs quotes', offset: key };
  try {
    document.toJS();
  } catch (aliasError) {
    return { reason: (aliasError as Error).message, offset: 0 };
  }
  return undefined;
}

/** Whether the document is empty or `null`: no values. */
function isEmpty({ contents }: Document): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** Converts integers to numbers if they are exact. */
function withSmallNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(withSmallNumbers);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withSmallNumbers(child)]));
}
