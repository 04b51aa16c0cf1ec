/**
 * Reads a whole text in block layout, many times faster than the full parser.
 */
import { readMap } from './block-values';
import { beginText, createCursor, findDocument, isAtTextEnd } from './cursor';
import { fallBack, tryFast } from './fallback';
import type { YamlMap } from './yaml-value';

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
