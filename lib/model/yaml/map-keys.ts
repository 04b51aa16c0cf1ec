/**
 * Finds invalid keys in maps of npm `yaml`: keys that are repeated, in linear time, and keys that
 * are maps or lists.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, YAMLParseError } from 'yaml';

/** Adds the error for the first repeated key of `document`, with the message of npm `yaml`. */
export function reportRepeatedKey({ contents, errors }: Document.Parsed): void {
  const offset = findRepeatedKey(contents);
  if (offset === undefined) return;
  const next = errors.findIndex(({ pos }) => pos[0] > offset);
  const error = new YAMLParseError([offset, offset + 1], 'DUPLICATE_KEY', 'Map keys must be unique');
  errors.splice(next === -1 ? errors.length : next, 0, error);
}

function findRepeatedKey(node: unknown): number | undefined {
  if (isSeq(node)) return firstOf(node.items, findRepeatedKey);
  if (!isMap(node)) return undefined;
  const known = new Set<unknown>();
  return firstOf(node.items, ({ key, value }) => {
    const found = findRepeatedKey(key);
    if (found !== undefined) return found;
    if (isScalar(key) && known.has(key.value)) return key.range?.[0] ?? 0;
    if (isScalar(key)) known.add(key.value);
    return findRepeatedKey(value);
  });
}

/** The first result of `find` for an item that is not undefined. */
function firstOf<T>(items: readonly T[], find: (item: T) => number | undefined): number | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Offset of the first key in `document` that is not a scalar, nor an alias of one. Kubernetes, Helm
 * and Flux accept none; npm `yaml` converts it to text, again for each level of nesting.
 */
export function findComplexKey({ contents }: Document): number | undefined {
  const scalars = new Set<string>();
  const find = (node: unknown): number | undefined => {
    if (isScalar(node) && node.anchor !== undefined) scalars.add(node.anchor);
    if (isSeq(node)) return firstOf(node.items, find);
    if (!isMap(node)) return undefined;
    return firstOf(node.items, ({ key, value }) => {
      const isPlain = isScalar(key) || (isAlias(key) && scalars.has(key.source));
      return isPlain ? (find(key) ?? find(value)) : ((key as Node | null)?.range?.[0] ?? 0);
    });
  };
  return find(contents);
}
