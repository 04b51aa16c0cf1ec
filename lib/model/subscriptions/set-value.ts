/**
 * The value of `--set KEY=VALUE`: text as it is, a number, `true`, `false` or `null` as in Helm, a list in brackets, or
 * text in quotes.
 *
 * A value is never changed silently: what Helm, or YAML, would take for something else is refused, or stays text.
 */
import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, Scalar } from 'yaml';
import type { JsonValue } from '../data/json';
import { withoutContent } from '../yaml/yaml-error-words';

/** Words that are not text, in any case, as in Helm. */
const WORDS = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads the text after "="; the error is the end of a sentence. */
export function parseSetValue(text: string): { readonly value: JsonValue } | { readonly error: string } {
  if (/^\s*\{/.test(text)) return { error: `has braces. Write a list as in 'hosts=[a, b]', give each key of a map its own "--set", and quote text: 'key="{a}"'` }; // prettier-ignore
  if (/^\s*["'[]/.test(text)) return parseFlow(text);
  if (/\\,|,[^\s,=]+=/.test(text)) return { error: `has several values as in Helm. Give each its own "--set"; a comma in a text needs no "\\", but quotes, as in 'key="a,b=c"'` }; // prettier-ignore
  return { value: readPlain(text) };
}

/** `08`, `1.10` and `1e3` stay text, because a number would be written in another way. */
function readPlain(text: string): JsonValue {
  const word = WORDS.get(text.toLowerCase());
  if (word !== undefined) return word;
  return /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

function parseFlow(text: string): { readonly value: JsonValue } | { readonly error: string } {
  if (/[\r\n]/.test(text)) return { error: 'has several lines. Put it into a file, and give that with "--values"' };
  // in brackets, a comment is an error
  const { contents, errors } = parseDocument(`[${text}]`, { schema: 'failsafe' });
  const [error] = errors;
  if (error !== undefined) return { error: `is not readable: ${withoutContent(error.message).split('\n')[0]}` };
  const items = isSeq(contents) ? contents.items : [];
  if (items.length !== 1 || isPair(items[0])) return { error: 'has something after its value. Quote all of it' };
  return tryRead(items[0]) ?? { error: `has an anchor, an alias, a tag or a key that is not text. Quote it, as in 'hosts=["*.example.com"]'` }; // prettier-ignore
}

/** The value of `node`; `undefined` if YAML would put another in its place. */
function tryRead(node: unknown): { value: JsonValue } | undefined {
  if (isAlias(node) || !(isScalar(node) || isSeq(node) || isMap(node))) return undefined;
  if (node.anchor !== undefined || node.tag !== undefined) return undefined;
  if (isScalar(node)) {
    const text = String(node.value ?? '');
    return { value: node.type === Scalar.PLAIN ? readPlain(text) : text };
  }
  if (isSeq(node)) {
    const read = node.items.map(tryRead);
    return read.includes(undefined) ? undefined : { value: read.map(item => item!.value) };
  }
  const fields = node.items.map(({ key, value }): [string, JsonValue] | undefined => {
    const [name, read] = [tryRead(key), value === null ? { value: null } : tryRead(value)];
    return !isScalar(key) || name === undefined || read === undefined ? undefined : [String(key.value), read.value];
  });
  return fields.includes(undefined) ? undefined : { value: Object.fromEntries(fields as [string, JsonValue][]) };
}
