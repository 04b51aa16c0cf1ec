/**
 * One item of a list in any layout, with locations.
 *
 * An item that is not in block layout is given to the full parser on its own, because a whole
 * file would need far more memory.
 */
import { parseAnyYaml } from '../yaml/any-yaml';
import { readItem } from '../yaml/block-values';
import { advance, type Cursor, type LineMark, rewind } from '../yaml/cursor';
import { fallBack, tryFast } from '../yaml/fallback';
import type { YamlValue } from '../yaml/yaml-value';
import { moveValue } from './move-value';

/** Reads the item whose dash is in the line at `mark`, and goes to the line behind it. Throws `FallbackNeeded`. */
export function readAnyItem(cursor: Cursor, mark: LineMark): YamlValue {
  rewind(cursor, mark);
  return tryFast(() => readItem(cursor)) ?? readOtherLayout(cursor, mark);
}

function readOtherLayout(cursor: Cursor, mark: LineMark): YamlValue {
  rewind(cursor, mark);
  const { indent } = cursor;
  do {
    cursor.next = cursor.text.indexOf('\n', cursor.at) + 1;
    advance(cursor);
  } while (cursor.indent > indent);
  // without the line break that the text itself may lack: a scalar with `+` keeps it
  const end = Math.min(cursor.start, cursor.text.length - (cursor.isUnended ? 1 : 0));
  const parsed = parseAnyYaml(cursor.text.slice(mark.start, end), cursor.file);
  // an alias of what is in another item, or a mistake: the whole file says more
  if (parsed.type !== 'list' || parsed.items.length !== 1) return fallBack();
  return moveValue(parsed.items[0], { file: cursor.file, line: mark.line, column: 1 });
}
