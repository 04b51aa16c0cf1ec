/**
 * How many cells of a terminal a text takes: two for a Chinese character or an emoji, none for a combining mark.
 *
 * What belongs to one character, and what is an emoji, comes from Node's copy of Unicode.
 */

/** Texts of these characters only have as many cells as characters. */
const ASCII = /^[\x20-\x7e]*$/;
/** East Asian Width W and F (Unicode Standard Annex 11), apart from emoji. */
const EAST_ASIAN =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1aff0}-\u{1b2fb}\u{20000}-\u{3fffd}]/u;
/** Shown as an emoji by itself, or because of the selector behind it. */
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
/** Marks and format characters without a character to belong to. */
const NO_CELL = /^[\p{Mn}\p{Me}\p{Cf}]/u;

let segmenter: Intl.Segmenter | undefined;

/** Cells that `text`, which has no control characters, takes. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return charactersOf(text).reduce((sum, character) => sum + widthOf(character), 0);
}

/** `text` and as many spaces as fill `width` cells. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - displayWidth(text), 0));
}

/** `text`, or as much of it as fits into `width` cells together with `…`. */
export function fitText(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let [fitting, cells] = ['', 0];
  for (const character of charactersOf(text)) {
    cells += widthOf(character);
    if (cells > width - 1) break;
    fitting += character;
  }
  return `${fitting.trimEnd()}…`;
}

/** Lines of at most `width` cells, broken at spaces only; a longer word is a line of its own. */
export function wrapText(text: string, width: number): string[] {
  if (displayWidth(text) <= width) return [text];
  const [indent] = /^ */.exec(text)!;
  const lines: string[] = [];
  let line = '';
  for (const word of text.slice(indent.length).split(' ')) {
    const longer = line === '' ? indent + word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) lines.push(line);
    line = lines.length > 0 && displayWidth(longer) > width ? indent + word : longer;
  }
  return [...lines, line];
}

function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function widthOf(character: string): number {
  if (ASCII.test(character)) return character.length;
  if (NO_CELL.test(character)) return 0;
  return EAST_ASIAN.test(character) || EMOJI.test(character) ? 2 : 1;
}
