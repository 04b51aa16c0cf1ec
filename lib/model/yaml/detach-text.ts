/** Shorter strings are copied when they are cut out of a longer one. */
const SHORTEST_PART = 13;

/** `text` as a string of its own: a part of a longer one holds on to all of it. */
export function detachText(text: string): string {
  // what is joined from a list is a copy
  return text.length < SHORTEST_PART ? text : [text[0], text.slice(1)].join('');
}
