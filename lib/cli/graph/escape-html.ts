/**
 * Text from outside in HTML: nothing in it is markup, and nothing is invisible.
 */
import { printable } from '../terminal/printable';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** `text` for elements, and for attributes in quotes. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, character => ENTITIES.get(character)!);
}

/** `data` for a `script` element, which ends at the first `</script`. */
export function escapeJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
