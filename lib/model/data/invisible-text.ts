/**
 * Characters that are invisible, or change how the text around them is shown: control characters,
 * marks of text direction, characters without width, tags, halves of surrogate pairs.
 *
 * They can move the cursor of a terminal, and hide or reverse what a reviewer reads. Characters
 * that combine others to an emoji are visible, and are kept.
 */
const INVISIBLE =
  /(?<!\p{Emoji})\ufe0f|(?<!\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d|\u200d(?!\p{Extended_Pictographic})|[\ufffe\uffff]|(?![\ufe0f\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** Almost all texts are plain ASCII; for them, this check is enough. */
const VISIBLE = /^[ -~]*$/;

/** Whether `text` contains no invisible characters except those in `allowed`: `\n\t`. */
export function isVisible(text: string, allowed = ''): boolean {
  return VISIBLE.test(text) || (text.match(INVISIBLE) ?? []).every(character => allowed.includes(character));
}

/** `text` with each invisible character replaced by the result of `replace`, except those in `allowed`. */
export function replaceInvisible(text: string, replace: (character: string) => string, allowed = ''): string {
  if (VISIBLE.test(text)) return text;
  return text.replace(INVISIBLE, character => (allowed.includes(character) ? character : replace(character)));
}

/** `text` on one line, with `\u202e` for an invisible character, and `\u{e0041}` for one above U+FFFF. */
export function escapeInvisible(text: string, allowed = ''): string {
  return replaceInvisible(text, character => (character.length === 1 ? escapeUnit(character) : escapePair(character)), allowed); // prettier-ignore
}

/** Like `escapeInvisible`, with escapes that are valid in JSON and JavaScript. */
export function escapeUnits(text: string, allowed = ''): string {
  return replaceInvisible(text, character => character.split('').map(escapeUnit).join(''), allowed);
}

/** `text` on one line, with a space for each run of invisible characters. */
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
