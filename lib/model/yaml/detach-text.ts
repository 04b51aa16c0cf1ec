/**
 * Copies substrings, so that they do not keep the long text that they were cut from in memory.
 */
const SHORTEST_PART = 13;

/** `text` as a separate string; a substring keeps the whole original in memory. */
export function detachText(text: string): string {
  // joining a list creates a copy
  return text.length < SHORTEST_PART ? text : [text[0], text.slice(1)].join('');
}
