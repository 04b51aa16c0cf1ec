/**
 * Writes plain data as block-style YAML, fast: a fleet has tens of thousands of objects.
 *
 * The text has the same meaning in YAML 1.1 and 1.2, and so in Flux and kubectl (go-yaml) and in
 * npm `yaml`: a scalar is plain only if all of them read exactly that string; otherwise it is in
 * double quotes.
 */
import { sortedKeys } from '../data/sorted-keys';
import { isPlainObject } from '../data/values';
import { formatQuoted, formatString, INDENT, isPlain } from '../data/yaml-string';

/** Parsers allow 1024 characters for a key before its colon. */
const LONGEST_KEY = 1000;

/** Texts by indent of frozen lists and of what is shared, because many objects contain the same dependencies and options. */
const frozenTexts = new WeakMap<object, Map<string, string>>();
/** Beginnings of lines by indent: `\n  name:`. Kubernetes has few names of fields. */
const lineStarts = new Map<string, Map<string, string>>();
const MOST_STARTS = 10_000;
const LONGEST_START = 100;
/** Longest text of an object that is kept in one piece. */
const LONGEST_JOINED = 8_000;

/** Freezes `data`, plain data that many objects contain, so that its text is made once for each indent. */
export function shareYaml<T extends object>(data: T): T {
  if (frozenTexts.has(data)) return data;
  for (const member of Object.values(data)) if (typeof member === 'object' && member !== null) shareYaml(member);
  frozenTexts.set(data, new Map());
  return Object.freeze(data);
}

/**
 * YAML of `data`: null, booleans, numbers, bigints, strings, arrays and plain objects, with members
 * sorted and `undefined` ones left out; throws a TypeError for anything else. The content of a
 * frozen array must not change.
 */
export function formatYaml(data: unknown): string {
  const text = isKubernetesObject(data) ? formatMembers(data, kubernetesKeys(data), '') : formatNode(data, '');
  return toDocument(data, text);
}

/** Like `formatYaml`, with members in the order of `data`, as in its JSON. */
export function formatOrderedYaml(data: unknown): string {
  return toDocument(data, formatNode(data, '', Object.keys));
}

/** Not sliced unless it is one line: that would copy the parts that a long text shares with others. */
function toDocument(data: unknown, text: string): string {
  const isInline = typeof data !== 'object' || data === null || text === ' {}' || text === ' []';
  return `${isInline ? text.slice(1) : text}\n`;
}

/** The names of the members of an object, in the order of the text. */
type KeysOf = (node: object) => readonly string[];

/** What follows `key:` or `-`: a space and a scalar, or a line break and lines at `indent`. */
function formatNode(node: unknown, indent: string, keysOf: KeysOf = sortedKeys): string {
  if (typeof node === 'string') return ` ${formatString(node, indent)}`;
  if (typeof node !== 'object' || node === null) return ` ${formatScalar(node)}`;
  if (Array.isArray(node)) return formatArray(node, indent, keysOf);
  if (!isPlainObject(node)) throw new TypeError(`${describe(node)} cannot be written as YAML; make it plain data`);
  const texts = keysOf === sortedKeys && Object.isFrozen(node) ? frozenTexts.get(node) : undefined;
  if (texts === undefined) return formatMembers(node, keysOf(node), indent, keysOf);
  return remember(texts, indent, () => {
    const text = formatMembers(node, sortedKeys(node), indent);
    // long texts share their lists with others
    return text.length < LONGEST_JOINED ? joined(text) : text;
  });
}

function formatMembers(
  node: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  indent: string,
  keysOf: KeysOf = sortedKeys,
): string {
  const inner = indent + INDENT;
  let text = '';
  for (const key of keys) {
    const value = node[key];
    if (value === undefined) continue;
    const start = startOf(key, indent);
    // nothing but the whole document has no indent
    text += (indent === '' && text === '' ? start.slice(1) : start) + formatNode(value, inner, keysOf);
  }
  return text === '' ? ' {}' : text;
}

function formatArray(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  if (items.length === 0) return ' []';
  if (!Object.isFrozen(items) || keysOf !== sortedKeys) return formatItems(items, indent, keysOf);
  const texts = frozenTexts.get(items) ?? new Map<string, string>();
  frozenTexts.set(items, texts);
  return remember(texts, indent, () => joined(formatItems(items, indent, keysOf)));
}

function remember(texts: Map<string, string>, indent: string, format: () => string): string {
  const text = texts.get(indent) ?? format();
  texts.set(indent, text);
  return text;
}

/** `text` in one piece, which V8 makes of a list. Otherwise it consists of many, which are copied one by one. */
function joined(text: string): string {
  return [text, ''].join('');
}

function formatItems(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  const inner = indent + INDENT;
  let text = '';
  for (const item of items) {
    const node = formatNode(item, inner, keysOf);
    // the first line of a collection is on the line of its dash
    const start = indent === '' && text === '' ? '-' : `\n${indent}-`;
    text += start + (node.startsWith('\n') ? ` ${node.slice(1 + inner.length)}` : node);
  }
  return text;
}

/** A line break, and the key at `indent`. */
function startOf(key: string, indent: string): string {
  let starts = lineStarts.get(indent);
  if (starts === undefined || starts.size > MOST_STARTS) lineStarts.set(indent, (starts = new Map()));
  let start = starts.get(key);
  if (start === undefined) {
    start = `\n${indent}${formatKey(key, indent)}`;
    if (start.length < LONGEST_START) starts.set(key, start);
  }
  return start;
}

/** `name:`, or `? name` and a colon on the next line if it is too long for that. */
function formatKey(key: string, indent: string): string {
  const text = isPlain(key) ? key : formatQuoted(key);
  return text.length <= LONGEST_KEY ? `${text}:` : `? ${text}\n${indent}:`;
}

function formatScalar(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return formatNumber(value);
  throw new TypeError(`${describe(value)} cannot be written as YAML; make it plain data`);
}

/** `1e+21` as `1.0e+21`, because YAML 1.1 requires the point. */
function formatNumber(value: number): string {
  return String(value).replace(/^(-?\d)e/, '$1.0e');
}

function isKubernetesObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return isPlainObject(data) && data.apiVersion !== undefined && data.kind !== undefined;
}

/** The usual order: `apiVersion`, `kind`, `metadata`, then the rest. */
function kubernetesKeys(data: Readonly<Record<string, unknown>>): readonly string[] {
  const first = ['apiVersion', 'kind', 'metadata'].filter(key => Object.hasOwn(data, key));
  const rest = Object.keys(data).filter(key => !first.includes(key));
  return [...first, ...rest.sort()];
}

/** `NaN`, `a Date object`, `a function`. */
function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name || 'class'} object`;
  return typeof value === 'number' || value === undefined ? String(value) : `a ${typeof value}`;
}
