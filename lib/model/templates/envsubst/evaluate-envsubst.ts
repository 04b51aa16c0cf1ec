/**
 * Fills in the variables of a parsed text, as clusterctl does: lengths and positions count bytes of
 * UTF-8.
 */
import { removeMatch } from './remove-match';
import { EnvsubstFault, type EnvsubstNode, type EnvsubstVariable } from './parse-envsubst';

const LARGEST = 2n ** 63n;

/** The text of `nodes` with the value of each variable. Throws `EnvsubstFault`. */
export function evaluateEnvsubst(nodes: readonly EnvsubstNode[], valueOf: (name: string) => string): string {
  return nodes.map(node => (typeof node === 'string' ? node : evaluate(node, valueOf))).join('');
}

function evaluate(node: EnvsubstVariable, valueOf: (name: string) => string): string {
  const args = node.args.map(arg => evaluateEnvsubst([arg], valueOf));
  const value = valueOf(node.name);
  const [first, second] = args;
  switch (node.operator) {
    case ',':
      return mapFirst(value, toLower);
    case ',,':
      return [...value].map(toLower).join('');
    case '^':
      return mapFirst(value, toUpper);
    case '^^':
      return [...value].map(toUpper).join('');
    case '#':
      return args.length === 0 ? String(Buffer.byteLength(value)) : removeMatch(value, first, { isShortest: true });
    case '##':
      return removeMatch(value, first, { isShortest: false });
    case '%':
    case '%%':
      return reverse(removeMatch(reverse(value), reverse(first), { isShortest: node.operator === '%' }));
    case ':':
      return substring(value, args, node);
    case '/':
    case '//':
      return replace(value, first, second ?? '', node.operator === '//');
    case '/#':
      return second !== undefined && value.startsWith(first) ? second + value.slice(first.length) : value;
    case '/%':
      return second !== undefined && value.endsWith(first) ? value.slice(0, value.length - first.length) + second : value; // prettier-ignore
    default:
      return value === '' ? args.join('') : value;
  }
}

/** `${A:1:2}`; a number that cannot be read leaves the value as it is. */
function substring(value: string, [first, second]: readonly string[], { name, offset }: EnvsubstVariable): string {
  const from = tryInteger(first);
  const count = second === undefined ? Infinity : tryInteger(second);
  if (from === undefined || count === undefined) return value;
  const bytes = Buffer.from(value);
  const start = from < 0 ? Math.max(bytes.length + from, 0) : from;
  if (start + count >= bytes.length) return bytes.subarray(start).toString();
  if (count < 0) throw new EnvsubstFault(`the length of a part of "${name}" is ${count}`, offset);
  return bytes.subarray(start, start + count).toString();
}

function tryInteger(text: string): number | undefined {
  const integer = /^[-+]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : LARGEST;
  return integer < LARGEST && integer >= -LARGEST ? Number(integer) : undefined;
}

function replace(value: string, wanted: string, by: string, isEach: boolean): string {
  // an empty text is found between characters, and not between the halves of one
  if (wanted === '') return isEach ? [...value, ''].map(character => by + character).join('') : by + value;
  return isEach ? value.replaceAll(wanted, () => by) : value.replace(wanted, () => by);
}

function mapFirst(value: string, map: (character: string) => string): string {
  const [first = ''] = value;
  return map(first) + value.slice(first.length);
}

function toLower(character: string): string {
  // the capital I with a dot has two characters in lower case
  return [...character.toLowerCase()][0] ?? '';
}

function toUpper(character: string): string {
  const upper = character.toUpperCase();
  return [...upper].length === 1 ? upper : character;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
