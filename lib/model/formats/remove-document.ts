/**
 * Removes one of several YAML documents from a text, and keeps every other byte.
 */
import { isDeepStrictEqual } from 'node:util';
import { type LocatedObject, parseDocuments } from './parse-documents';

/**
 * `text` without the document at `line` (from 1), its `---` and its comments; empty if it contains
 * nothing else. `undefined` if that would change another object, such as those of a list that it is
 * an item of.
 */
export function removeDocument(text: string, line: number): string | undefined {
  const lines = text.split(/(?<=\n)/);
  const isMarker = (index: number) => /^---(?=\s|$)/.test(lines[index]);
  // the end mark of a document, and comments about the next one, may belong to either
  if (lines.some(text => /^(?:%|\.\.\.)/.test(text))) return undefined;
  let start = line - 1;
  while (start > 0 && !isMarker(start)) start--;
  let end = line;
  while (end < lines.length && !isMarker(end)) end++;
  const rest = [...lines.slice(0, start), ...lines.slice(end)].join('');

  const objects = parseDocuments(text, '').objects;
  const isThere = objects.some(object => object.line === line);
  const others = objects.filter(object => object.line !== line);
  const isSame = isDeepStrictEqual(contentsOf(parseDocuments(rest, '').objects), contentsOf(others));
  if (!isThere || !isSame) return undefined;
  return rest.trim() === '' ? '' : rest;
}

function contentsOf(objects: readonly LocatedObject[]): unknown[] {
  return objects.map(({ object }) => object);
}
