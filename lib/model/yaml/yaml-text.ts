/**
 * Writes plain data as block-style YAML, fast: a fleet has tens of thousands of objects.
 *
 * The text has the same meaning in YAML 1.1 and 1.2, and so in Flux and kubectl (go-yaml) and in
 * npm `yaml`: a scalar is plain only if all of them read exactly that string; otherwise it is in
 * double quotes.
 */
import { isVisible, replaceInvisible } from '../data/invisible-text';
import { isPlainObject, isWellFormed } from '../data/values';

/**
 * Read as strings, except for the words below: `nginx`, `./a`, `https://a.b/c?d=e`. npm `yaml`
 * reads `e3` as a number.
 */
const PLAIN = /^(?![eE][-+]?\d+$)(?:\.{0,2}\/|[A-Za-z_])[\w !"#$%&'()*+,./:;<=>?@[\]^{|}~-]*(?<![ :])$/;
/** Versions, addresses, durations and quantities: `1.2.3-rc.1`, `10.0.0.1`, `1h30m`, `512Mi`. */
const PLAIN_DIGITS = /^(?:\d+\.\d+\.\d+[\w.+-]*|(?:\d+(?:\.\d+)?(?:ms|[hms]|[KMGTPE]i))+)$/;
/** Words that some parser reads as null or a boolean, in some spelling. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
/** Parsers allow 1024 characters for a key before its colon. */
const LONGEST_KEY = 1000;
const LONGEST_PLAIN = 1000;
const STEP = '  ';

/** Texts of frozen lists by indent, because many objects contain the same list of dependencies. */
const frozenTexts = new WeakMap<readonly unknown[], Map<string, string>>();

/**
 * YAML of `data`: null, booleans, numbers, bigints, strings, arrays and plain objects, with members
 * sorted and `undefined` ones left out; throws a TypeError for anything else. The content of a
 * frozen array must not change.
 */
export function formatYaml(data: unknown): string {
  const text = isKubernetesObject(data) ? formatMembers(data, kubernetesKeys(data), '') : formatNode(data, '');
  return `${text.slice(1)}\n`;
}

/** Like `formatYaml`, with members in the order of `data`, as in its JSON. */
export function formatOrderedYaml(data: unknown): string {
  return `${formatNode(data, '', Object.keys).slice(1)}\n`;
}

/** The names of the members of an object, in the order of the text. */
type KeysOf = (node: object) => readonly string[];

const sortedKeys: KeysOf = node => Object.keys(node).sort();

/** What follows `key:` or `-`: a space and a scalar, or a line break and lines at `indent`. */
function formatNode(node: unknown, indent: string, keysOf = sortedKeys): string {
  if (typeof node === 'string') return ` ${formatString(node, indent)}`;
  if (typeof node !== 'object' || node === null) return ` ${formatScalar(node)}`;
  if (Array.isArray(node)) return formatArray(node, indent, keysOf);
  if (!isPlainObject(node)) throw new TypeError(`${describe(node)} cannot be written as YAML; make it plain data`);
  return formatMembers(node, keysOf(node), indent, keysOf);
}

function formatMembers(
  node: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  indent: string,
  keysOf = sortedKeys,
): string {
  const inner = indent + STEP;
  let text = '';
  for (const key of keys) {
    const value = node[key];
    if (value !== undefined) text += `\n${indent}${formatKey(key, indent)}${formatNode(value, inner, keysOf)}`;
  }
  return text === '' ? ' {}' : text;
}

function formatArray(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  if (items.length === 0) return ' []';
  if (!Object.isFrozen(items) || keysOf !== sortedKeys) return formatItems(items, indent, keysOf);
  const texts = frozenTexts.get(items) ?? new Map<string, string>();
  const text = texts.get(indent) ?? formatItems(items, indent, keysOf);
  frozenTexts.set(items, texts.set(indent, text));
  return text;
}

function formatItems(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  const inner = indent + STEP;
  let text = '';
  for (const item of items) {
    const node = formatNode(item, inner, keysOf);
    // the first line of a collection is on the line of its dash
    text += `\n${indent}-${node.startsWith('\n') ? ` ${node.slice(1 + inner.length)}` : node}`;
  }
  return text;
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

function formatString(value: string, indent: string): string {
  if (isPlain(value)) return value;
  return isLiteral(value) ? formatLiteral(value, indent) : formatQuoted(value);
}

function isPlain(value: string): boolean {
  if (value.length > LONGEST_PLAIN) return false;
  if (!PLAIN.test(value)) return PLAIN_DIGITS.test(value);
  if (value.length <= 5 && WORDS.has(value.toLowerCase())) return false;
  return !value.includes(': ') && !value.includes(' #');
}

/**
 * Whether lines after `|` or `|-` represent exactly `value`. Text that ends in blank lines or
 * spaces is quoted, so that editors and hooks do not trim it.
 */
function isLiteral(value: string): boolean {
  const last = value.length - (value.endsWith('\n') ? 2 : 1);
  return (
    value.includes('\n') &&
    last >= 0 &&
    !' \t\n'.includes(value[last]) &&
    isVisible(value, '\n\t') &&
    isWellFormed(value)
  );
}

function formatLiteral(value: string, indent: string): string {
  const indicator = /^\n*[ \t]/.test(value) ? STEP.length : '';
  const lines = `\n${value}`.replace(/\n(?=[^\n])/g, `\n${indent || STEP}`);
  return value.endsWith('\n') ? `|${indicator}${lines.slice(0, -1)}` : `|${indicator}-${lines}`;
}

/** JSON, which is valid YAML; characters that go-yaml refuses, or a reviewer would not see, are escaped. */
function formatQuoted(value: string): string {
  if (!isWellFormed(value)) throw new TypeError('half a surrogate pair cannot be written as YAML; correct the string');
  return replaceInvisible(JSON.stringify(value), escape);
}

/** `\u202e`, `\U000e0041`. */
function escape(character: string): string {
  const digits = character.codePointAt(0)!.toString(16);
  return character.length === 1 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
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
