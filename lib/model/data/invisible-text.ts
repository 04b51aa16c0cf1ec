/**
 * Characters that do not show in a text, or change how the rest of it shows: control characters,
 * marks of text direction, characters without width, tags, halves of surrogate pairs.
 *
 * They move the cursor of a terminal, and hide or reverse what a reviewer reads. What makes
 * emoji of the characters around it is visible, and stays.
 */
const INVISIBLE =
  /(?<!\p{Emoji})\ufe0f|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})|[\ufffe\uffff]|(?![\ufe0f\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Texts of plain ASCII are nearly all there are, and need no more than this. */
const VISIBLE = /^[ -~]*$/;

/** Whether `text` is free of invisible characters, but for those in `allowed`: `\n\t`. */
export function isVisible(text: string, allowed = ''): boolean {
  return VISIBLE.test(text) || (text.match(INVISIBLE) ?? []).every(character => allowed.includes(character));
}

/** `text` in which `replace` gave another text for each invisible character, but for those in `allowed`. */
export function replaceInvisible(text: string, replace: (character: string) => string, allowed = ''): string {
  if (VISIBLE.test(text)) return text;
  return text.replace(INVISIBLE, character => (allowed.includes(character) ? character : replace(character)));
}

/** `text` on one line, with `\u202e` for a character that does not show, and `\u{e0041}` for a rare one. */
export function escapeInvisible(text: string, allowed = ''): string {
  return replaceInvisible(text, character => (character.length === 1 ? escapeUnit(character) : escapePair(character)), allowed); // prettier-ignore
}

/** As `escapeInvisible`, in escapes that JSON and JavaScript read. */
export function escapeUnits(text: string, allowed = ''): string {
  return replaceInvisible(text, character => character.split('').map(escapeUnit).join(''), allowed);
}

/** `text` on one line, with a blank for each run of characters that do not show. */
export function toOneLine(text: string): string {
  return replaceInvisible(text, () => '\n')
    .replace(/\n+/g, ' ')
    .trim();
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapePair(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
