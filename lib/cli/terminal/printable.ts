/**
 * Makes text from outside safe for a terminal: characters that would move the cursor, change
 * colours, or hide or reverse text are escaped.
 */
import { escapeInvisible, escapeUnits, isVisible } from '../../model/data/invisible-text';

/** `text` on one line, with `\u001b` for an escape character. */
export function printable(text: string): string {
  return escapeInvisible(text);
}

/** JSON of `data` that is safe for a terminal and has the same meaning. */
export function printableJson(data: unknown): string {
  return escapeUnits(JSON.stringify(data, null, 2), '\n');
}

/** Whether `text`, which may contain line ends and tabs, is safe without changes. */
export function isPrintable(text: string): boolean {
  return isVisible(text, '\n\t');
}
