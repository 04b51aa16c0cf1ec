/**
 * Text from elsewhere, made safe for a terminal: characters that would move its cursor, change its
 * colours, or hide or reverse what is read are written as escapes.
 */
import { escapeInvisible, escapeUnits, isVisible } from '../../model/data/invisible-text';

/** `text` on one line, with `\u001b` for an escape character. */
export function printable(text: string): string {
  return escapeInvisible(text);
}

/** JSON of `data`, which reads as the same data and is safe as well. */
export function printableJson(data: unknown): string {
  return escapeUnits(JSON.stringify(data, null, 2), '\n');
}

/** Whether `text`, of lines and tabs, is safe as it is. */
export function isPrintable(text: string): boolean {
  return isVisible(text, '\n\t');
}
