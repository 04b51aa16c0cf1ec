/**
 * Removes one key or list item from a YAML text, and nothing else: what is around it stays as it is.
 *
 * A change is made only if the new text means exactly what the old one means apart from it.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, parseAllDocuments } from 'yaml';
import { isRecord } from '../data/json';
import type { TextChange } from './yaml-insertions';

type Path = readonly (string | number)[];

/**
 * `text` without what is at `path`, and without a map or list that would be empty then; the same text if it is not
 * there, and `undefined` if it cannot be removed for certain.
 */
export function removeYaml(text: string, path: Path): string | undefined {
  try {
    const before = parse(text);
    if (before === undefined) return undefined;
    const wanted = before.toJSON() as unknown;
    const last = shorten(wanted, path);
    if (last === undefined) return text;
    const changes = removals(before, text, last);
    const edited = changes.map(({ start, end, text: rest }) => text.slice(0, start) + rest + text.slice(end));
    return edited.find(candidate => {
      const after = parse(candidate);
      return after !== undefined && isDeepStrictEqual(after.toJSON(), wanted);
    });
  } catch {
    // aliases that expand to too much, or that refer to nothing
    return undefined;
  }
}

function parse(text: string): Document.Parsed | undefined {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length !== 1) return undefined;
  return documents[0].errors.length === 0 ? documents[0] : undefined;
}

/** Removes what is at `path` from the data; the path of the largest thing that goes, or `undefined` if there is none. */
function shorten(data: unknown, path: Path): Path | undefined {
  const owners: unknown[] = [data];
  for (const step of path.slice(0, -1)) owners.push(childOf(owners.at(-1), step));
  if (childOf(owners.at(-1), path.at(-1)!) === undefined) return undefined;
  for (let length = path.length; length > 0; length--) {
    const [owner, step] = [owners[length - 1], path[length - 1]];
    if (Array.isArray(owner)) owner.splice(step as number, 1);
    else delete (owner as Record<string, unknown>)[step];
    const isEmpty = Array.isArray(owner) ? owner.length === 0 : Object.keys(owner as object).length === 0;
    // "spec" stays, even if nothing is left in it
    if (!isEmpty || length <= 2) return path.slice(0, length);
  }
  return undefined;
}

function childOf(owner: unknown, step: string | number): unknown {
  if (Array.isArray(owner)) return (owner as unknown[])[step as number];
  return isRecord(owner) && Object.hasOwn(owner, step) ? owner[step] : undefined;
}

/** Changes that may do it, the best first. */
function removals(document: Document.Parsed, text: string, path: Path): TextChange[] {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const step = path.at(-1)!;
  if (isMap(parent)) {
    const i = parent.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step));
    return i === -1 ? [] : around(parent.items.map(rangeOfPair), i, parent.flow === true, text);
  }
  if (!isSeq(parent)) return [];
  return around(
    parent.items.map(item => rangeOf(item)),
    step as number,
    parent.flow === true,
    text,
  );
}

type Range = readonly [number, number];

function around(ranges: readonly Range[], i: number, isFlow: boolean, text: string): TextChange[] {
  const [start, end] = ranges[i];
  if (isFlow) {
    const cut = i + 1 < ranges.length ? [start, ranges[i + 1][0]] : [i > 0 ? ranges[i - 1][1] : start, end];
    return [{ start: cut[0], end: cut[1], text: '' }];
  }
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(end - 1, start));
  return [{ start: from, end: lineEnd === -1 ? text.length : lineEnd + 1, text: '' }];
}

function rangeOfPair({ key, value }: Pair): Range {
  return [rangeOf(key)[0], rangeOf(isNode(value) ? value : key)[1]];
}

function rangeOf(node: unknown): Range {
  const [start, end] = (node as Node).range!;
  return [start, end];
}
