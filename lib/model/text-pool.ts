/**
 * Strings of their own for what is cut out of a long text: a part holds on to the whole.
 */

/** Shorter ones are copied when they are cut. */
const SHORTEST_PART = 13;
/** Texts come again in the versions of one chart, hardly further on. */
const MOST_TEXTS = 4096;

export class TextPool {
  private readonly texts = new Map<string, string>();

  /** `text` without a hold on the text it was cut out of. */
  keep(text: string): string {
    if (text.length < SHORTEST_PART) return text;
    const kept = this.texts.get(text);
    if (kept !== undefined) return kept;
    // joined and cut again, its whole is a copy
    const copy = ` ${text}`.slice(1);
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    this.texts.set(copy, copy);
    return copy;
  }
}
