/**
 * Changes one key or value in a YAML text, and nothing else: comments, order, quotes and line ends stay as they are.
 *
 * A change is made only if the new text means exactly what the old one means apart from it; otherwise, as with anchors
 * that are used elsewhere, the text has to be edited by hand.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from 'yaml';
import { isRecord } from '../data/json';
import { insertionsInto, type TextChange } from './yaml-insertions';

/** What to change. */
export interface YamlEdit {
  /** Keys and positions from the root to the key or value: `['annotations', 'weave.works/layer']`. */
  readonly path: readonly (string | number)[];
  /** New name of the key. */
  readonly rename?: string;
  /** New value; the key, and maps around it, are added if they are missing. */
  readonly text?: string;
  /** What `text` means. @default that text */
  readonly value?: boolean | number | string;
}

/** `text` with `edit`; the same text if nothing is to change, and `undefined` if it cannot be done for certain. */
export function editYaml(text: string, edit: YamlEdit): string | undefined {
  try {
    const before = readOnly(text);
    if (before === undefined) return undefined;
    const wanted = change(plain(before), edit);
    if (wanted === undefined) return undefined;
    if (isDeepStrictEqual(wanted, plain(before))) return text;
    const edited = changesFor(before, text, edit).map(({ start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end)); // prettier-ignore
    return edited.find(candidate => {
      const after = readOnly(candidate);
      return after !== undefined && isDeepStrictEqual(plain(after), wanted);
    });
  } catch {
    // aliases that expand to too much, or that refer to nothing
    return undefined;
  }
}

/** The only document in `text`; `undefined` if it has errors, or a key twice. */
function readOnly(text: string): Document.Parsed | undefined {
  const documents = parseAllDocuments(text);
  return Array.isArray(documents) && documents.length === 1 && documents[0].errors.length === 0
    ? documents[0]
    : undefined;
}

/** Data in which no two places share an object. */
function plain(document: Document.Parsed): unknown {
  return JSON.parse(JSON.stringify(document.toJS()));
}

/** Changes the data in `root` by `edit`, and returns it; `undefined` if it does not apply. */
function change(root: unknown, { path, rename, text, value }: YamlEdit): unknown {
  let map = root;
  for (const [i, key] of path.slice(0, -1).entries()) {
    if (!isRecord(map) && !Array.isArray(map)) return undefined;
    const owner = map as Record<string | number, unknown>;
    if (rename === undefined && typeof path[i + 1] === 'string' && (owner[key] ?? null) === null) owner[key] = {};
    map = owner[key];
  }
  const last = path[path.length - 1];
  if (Array.isArray(map) && rename === undefined && (last as number) < map.length) {
    (map as unknown[])[last as number] = value ?? text;
    return root;
  }
  if (!isRecord(map)) return undefined;
  const owner = map as Record<string, unknown>;
  if (rename === undefined) owner[last] = value ?? text;
  else {
    if (!Object.hasOwn(owner, last) || Object.hasOwn(owner, rename)) return undefined;
    owner[rename] = owner[last];
    delete owner[last];
  }
  return root;
}

/** Changes that may do it, the best first. */
function changesFor(document: Document.Parsed, text: string, edit: YamlEdit): TextChange[] {
  const { path, rename } = edit;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isSeq(parent)) {
    const item = parent.items[path.at(-1) as number];
    return isScalar(item) && item.range ? [replaceScalar(item as Scalar, edit.text ?? '', text)] : [];
  }
  const pair = isMap(parent) ? findPair(parent, path[path.length - 1]) : undefined;
  if (rename !== undefined) return pair && isScalar(pair.key) ? [replaceScalar(pair.key, rename, text)] : [];
  if (pair !== undefined) return replaceValue(pair, edit.text ?? '', text);
  return insertionsInto(document, text, path, edit.text ?? '');
}

function findPair(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find(item => isScalar(item.key) && String(item.key.value) === String(key));
}

function replaceValue({ key, value }: Pair, wanted: string, text: string): TextChange[] {
  const { range } = (value ?? {}) as Scalar;
  if (isScalar(value) && range && range[0] < range[1]) return [replaceScalar(value, wanted, text)];
  if (isAlias(value) && range) return [{ start: range[0], end: range[1], text: wanted }];
  if (value !== null && !isScalar(value)) return [];
  const colon = text.indexOf(':', (key as Scalar).range![1]);
  return [{ start: colon + 1, end: colon + 1, text: ` ${wanted}` }];
}

/** `scalar` with another text, in the same quotes. */
function replaceScalar(scalar: Scalar, wanted: string, text: string): TextChange {
  const [start, end] = scalar.range!;
  const isBlock = scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED;
  // a block ends after its last line end
  const lineEnd = isBlock ? (/\r?\n$/.exec(text.slice(start, end))?.[0] ?? '') : '';
  const quote = scalar.type === Scalar.QUOTE_SINGLE ? "'" : scalar.type === Scalar.QUOTE_DOUBLE ? '"' : '';
  return { start, end, text: `${quote}${wanted}${quote}${lineEnd}` };
}
