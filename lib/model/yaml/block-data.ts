/**
 * Reads a text in block layout to plain data: the same as that of the full parser, many times faster.
 */
import type { Fields } from '../data/json';
import { tryParseBlockYaml } from './block-document';
import { plainType } from './block-text';
import { fallBack, tryFast } from './fallback';
import type { YamlMap, YamlValue } from './yaml-value';

/** The map in a text, and its plain data. */
export interface BlockData {
  readonly map: YamlMap;
  readonly data: Fields;
}

/** Reads the map in `text`; `undefined` if it needs the full parser, as for a key that is written twice. */
export function tryReadBlockData(text: string, file: string): BlockData | undefined {
  const map = tryParseBlockYaml(text, file);
  return map === undefined ? undefined : tryFast(() => ({ map, data: toFields(map) }));
}

function toFields({ fields, repeated }: YamlMap): Fields {
  if (repeated.length > 0) fallBack();
  // not by assignment, which loses the key __proto__
  return Object.fromEntries(
    [...fields].map(([key, value]) => {
      // unless it is in quotes, `1.0` is another key than it seems
      return plainType(key) === 'text' ? [key, toData(value)] : fallBack();
    }),
  );
}

function toData(value: YamlValue): unknown {
  if (value.type === 'map') return toFields(value);
  if (value.type === 'list') return value.items.map(toData);
  if (value.type === 'null') return null;
  if (value.type === 'number') return toNumber(value.text);
  return value.type === 'boolean' ? /^t/i.test(value.text) : value.text;
}

/** Infinity and NaN are written in another way than in JavaScript. */
function toNumber(text: string): number {
  return /^[-+.]*[in]/i.test(text) ? fallBack() : Number(text);
}
