/**
 * Cuts texts without splitting a character.
 */

/**
 * At most `length` UTF-16 units from the beginning of `text`; does not split a surrogate pair, or
 * an emoji of several.
 */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.slice(0, length);
  return /[\ud800-\udbff\u200d]$/.test(start) ? start.replace(/[\p{Surrogate}\u200d]+$/u, '') : start;
}
