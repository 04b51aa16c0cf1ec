/**
 * The beginning of a text, without half a character at its end.
 */

/** Up to `length` UTF-16 units of `text`; a surrogate pair, or an emoji of several, is not cut apart. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.slice(0, length);
  return /[\ud800-\udbff\u200d]$/.test(start) ? start.replace(/[\p{Surrogate}\u200d]+$/u, '') : start;
}
