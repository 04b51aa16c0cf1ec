/**
 * What a scalar is to go-yaml: YAML 1.1 (`on` is true) without its sixties, but with `0o14`.
 * Source: `resolve` of go.yaml.in/yaml/v2 v2.4.2, with which sigs.k8s.io/yaml reads.
 */
import type { Scalar } from 'yaml';

/** Whole numbers are bigints. `undefined`: it cannot be what its tag says. */
export type GoScalar = null | boolean | number | bigint | string | Uint8Array | undefined;

const WORDS: ReadonlyMap<string, null | boolean | number> = new Map<string, null | boolean | number>([
  ...spellings(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...spellings(false, 'n N no No NO false False FALSE off Off OFF'),
  ...spellings(null, '~ null Null NULL'),
  ...spellings(NaN, '.nan .NaN .NAN'),
  ...spellings(Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...spellings(-Infinity, '-.inf -.Inf -.INF'),
  ['', null],
]);
const INTEGER = /^[-+]?(?:0|[1-9]\d*|0[oO]?[0-7]+|0[xX][\da-fA-F]+|0[bB][01]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** The beginning of all plain text that is not text to go-yaml, and is to YAML 1.2. */
const DOUBTFUL = /^(?:[yYnNoO][a-zA-Z]{0,2}$|[-+]?(?:0[bBoOxX]|[\d.]*_))/;
const CORE = 'tag:yaml.org,2002:';
const LARGEST = 2n ** 64n - 1n;
const SMALLEST = -(2n ** 63n);

/** What `scalar`, with its text in `value`, is by its tag, or else by what it looks like. */
export function readGoScalar({ value, type, tag }: Scalar): GoScalar {
  const text = String(value);
  if (tag === undefined) return type === 'PLAIN' ? readPlainGo(text) : text;
  return tag.startsWith(CORE) ? readTagged(text, tag.slice(CORE.length)) : text;
}

function readTagged(text: string, type: string): GoScalar {
  const found = readPlainGo(text);
  switch (type) {
    case 'null':
      return found === null ? null : undefined;
    case 'bool':
      return typeof found === 'boolean' ? found : undefined;
    case 'int':
      return typeof found === 'bigint' ? found : undefined;
    case 'float':
      return typeof found === 'bigint' ? Number(found) : typeof found === 'number' ? found : undefined;
    case 'binary':
      return new Uint8Array();
    default:
      return text;
  }
}

/** Whether plain text is not text to go-yaml. */
export function isOtherInGo(text: string): boolean {
  return text.length < 100 && DOUBTFUL.test(text) && typeof readPlainGo(text) !== 'string';
}

/** What `text` without quotes and tags is. */
export function readPlainGo(text: string): null | boolean | number | bigint | string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(text)) return text;
  // behind a leading point, only between digits
  const isMisplaced = text.startsWith('.') && /(?<!\d)_|_(?!\d)/.test(text);
  const digits = isMisplaced ? text : text.replaceAll('_', '');
  const integer = INTEGER.test(digits) ? toBigInt(digits) : undefined;
  if (integer !== undefined && integer >= SMALLEST && integer <= LARGEST) return integer;
  const float = FLOAT.test(digits) ? Number(digits) : NaN;
  return Number.isFinite(float) ? float : text;
}

function toBigInt(text: string): bigint {
  const digits = text
    .replace(/^[-+]/, '')
    .replace(/^0(?=[0-7])/, '0o')
    .toLowerCase();
  return text.startsWith('-') ? -BigInt(digits) : BigInt(digits);
}

function spellings<T>(value: T, words: string): [string, T][] {
  return words.split(' ').map(word => [word, value]);
}
