/**
 * Places in a YAML text where a key can be added on a line of its own.
 */
import { type Document, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

/** `text` in place of what is from `start` to `end`, in characters. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Spaces of a nested map, if the text has none to compare with. */
const USUAL_STEP = 2;

/** Ways to add the key at `path`, with the maps around it that are missing, the best first. */
export function insertionsInto(
  document: Document.Parsed,
  text: string,
  path: readonly (string | number)[],
  value: string,
): TextChange[] {
  let owner: unknown = document.contents;
  let depth = 0;
  let key: Pair | undefined;
  for (; depth < path.length - 1; depth++) {
    const found = pairOf(owner, path[depth]);
    if (!isMap(owner) || found === undefined) break;
    key = found;
    owner = found.value;
  }
  const missing = path.slice(depth).map(String);
  const step = stepOf(document, text);
  if (isMap(owner) && owner.flow === true) return intoFlow(owner, missing, value, text);
  if (isMap(owner) && owner.items.length > 0)
    return intoBlock(owner, { missing, value, step, text, isRoot: depth === 0 });
  // the key is there, and has no value
  if (key === undefined || !isEmpty(owner)) return [];
  const start = endOfLine(text, (key.key as Node).range![1]);
  const indent = columnOf(text, (key.key as Node).range![0]) + step;
  return [insert(start, lineEndOf(text) + linesOf(missing, value, indent, step, lineEndOf(text)))];
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

function pairOf(map: unknown, key: string | number): Pair | undefined {
  return isMap(map) ? map.items.find(({ key: node }) => isScalar(node) && node.value === key) : undefined;
}

interface Insertion {
  /** Keys to add, each inside the one before it. */
  readonly missing: readonly string[];
  readonly value: string;
  readonly step: number;
  readonly text: string;
  readonly isRoot: boolean;
}

function intoBlock({ items }: YAMLMap, { missing, value, step, text, isRoot }: Insertion): TextChange[] {
  const lineEnd = lineEndOf(text);
  const indent = columnOf(text, startOf(items[0]));
  const lines = linesOf(missing, value, indent, step, lineEnd);
  const domain = missing[0].split('/')[0];
  const ofOneLine = items.filter(pair => isOneLine(pair, text));
  const siblings = missing[0].includes('/') ? ofOneLine.filter(pair => keyOf(pair).startsWith(`${domain}/`)) : [];
  const smaller = siblings.filter(pair => keyOf(pair) < missing[0]);
  const after = [smaller.at(-1) ?? siblings.at(-1), ofOneLine.at(-1)].flatMap(pair => (pair === undefined ? [] : endOfLine(text, endOf(pair)))); // prettier-ignore
  const atEnd = text.endsWith('\n') ? insert(text.length, lines + lineEnd) : insert(text.length, lineEnd + lines);
  const start = text.lastIndexOf('\n', startOf(items[0])) + 1;
  return [
    ...(isRoot ? [atEnd] : []),
    ...after.map(end => insert(end, lineEnd + lines)),
    insert(start, lines + lineEnd),
  ];
}

function intoFlow(map: YAMLMap, missing: readonly string[], value: string, text: string): TextChange[] {
  const last = map.items.at(-1);
  const inner = missing.slice(1).reduceRight((nested, key) => `{${key}: ${nested}}`, value);
  const pair = `${missing[0]}: ${missing.length === 1 ? value : inner}`;
  if (last === undefined) return [insert(text.indexOf('{', map.range![0]) + 1, pair)];
  return [insert(endOf(last), `, ${pair}`)];
}

/** Lines without the last line end. */
function linesOf(keys: readonly string[], value: string, indent: number, step: number, lineEnd: string): string {
  return keys
    .map((key, i) => `${' '.repeat(indent + i * step)}${key}:${i === keys.length - 1 ? ` ${value}` : ''}`)
    .join(lineEnd);
}

function insert(at: number, text: string): TextChange {
  return { start: at, end: at, text };
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}

function startOf({ key }: Pair): number {
  return (key as Node).range![0];
}

function endOf({ key, value }: Pair): number {
  return ((value ?? key) as Node).range![1];
}

/** Whether a pair of scalars is on one line, so that nothing of it follows. */
function isOneLine(pair: Pair, text: string): boolean {
  return isScalar(pair.value) && !text.slice(startOf(pair), endOf(pair)).includes('\n');
}

function columnOf(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return at - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
}

/** Offset of the line end, or of the end of the text. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** The line end that the text has first. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** Spaces by which the first nested map is indented. */
function stepOf({ contents }: Document.Parsed, text: string): number {
  const maps = (isMap(contents) ? contents.items : [])
    .map(({ value }) => value)
    .filter((value): value is YAMLMap.Parsed => isMap(value));
  const nested = maps.find(map => map.flow !== true && map.items.length > 0);
  return (nested && columnOf(text, startOf(nested.items[0]))) || USUAL_STEP;
}
