/**
 * Reads a whole text in block layout, or its plain data, which is the same as that of the full parser, many times
 * faster than that.
 */
import type { Fields } from '../data/json';
import { plainType } from './block-text';
import { readMap } from './block-values';
import { beginText, createCursor, findDocument, isAtTextEnd } from './cursor';
import { fallBack, tryFast } from './fallback';
import type { YamlMap, YamlValue } from './yaml-value';

/** Reads the map in `text`; `undefined` if it is not a map in block layout. */
export function tryParseBlockYaml(text: string, file: string): YamlMap | undefined {
  const cursor = createCursor(file, true);
  const document = findDocument(text);
  return tryFast(() => {
    beginText(cursor, document.text, document.line);
    if (cursor.indent !== 0) fallBack();
    const map = readMap(cursor, 0);
    return isAtTextEnd(cursor) ? map : fallBack();
  });
}

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
