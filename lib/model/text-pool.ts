/**
 * Strings of their own for what is cut out of a long text: a part holds on to the whole.
 */

/** Shorter ones are copied when they are cut. */
const SHORTEST_PART = 13;
const PLACES = 1024;

export class TextPool {
  /** What was kept last, by how it looks: texts come again in the versions of one chart. */
  private readonly texts = new Array<string>(PLACES).fill('');

  /** `text` without a hold on the text it was cut out of. */
  keep(text: string): string {
    const { length } = text;
    if (length === 0) return '';
    const looks =
      length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length - 1) * 13 + text.charCodeAt(length >> 1);
    const place = looks % PLACES;
    const kept = this.texts[place];
    if (kept === text) return kept;
    // joined and cut again, its whole is a copy
    return (this.texts[place] = length < SHORTEST_PART ? text : ` ${text}`.slice(1));
  }
}
