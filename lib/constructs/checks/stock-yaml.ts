/**
 * Finds strings that stock cdk8s writes so that Flux reads something else.
 *
 * Its YAML writer leaves some strings unquoted that go-yaml reads as numbers, and some keys that
 * go-yaml refuses.
 */
import { Yaml } from 'cdk8s';

/** A string or a key, and its path: `values.image.tag`. */
export interface CorruptedText {
  readonly at: string;
  readonly text: string;
}

const NUMBER_TO_GO = /^[-+]?(0[oO][0-7_]+|0[xX][\da-fA-F_]+|0[bB][01_]+|[\d_]*\.?[\d_]*[eE][-+]?[\d_]+)$/;
const REFUSED_BY_GO = /[\u2028\u2029\ufeff\ufffe\uffff]/;

/** All strings and keys in `data` that would be changed. */
export function findCorrupted(data: unknown, at = ''): CorruptedText[] {
  if (typeof data === 'string') return isCorrupted(data) ? [{ at, text: JSON.stringify(data) }] : [];
  if (Array.isArray(data)) return data.flatMap((item, i) => findCorrupted(item, `${at}[${i}]`));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`;
    const found = findCorrupted(value, path);
    return key === '<<' || isCorrupted(key) ? [{ at: path, text: `the key ${JSON.stringify(key)}` }, ...found] : found;
  });
}

function isCorrupted(text: string): boolean {
  if (!NUMBER_TO_GO.test(text) && !REFUSED_BY_GO.test(text)) return false;
  return Yaml.stringify(text) === `${text}\n`;
}
