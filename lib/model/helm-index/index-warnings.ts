/**
 * What may be wrong with the charts of an index, and does not keep them from being offered.
 */
import type { FileLocation } from '../yaml/file-location';

/** Warnings that are shown; of others, only the number is. */
const MOST_WARNINGS = 10;

/** Collects warnings, each once, with the first place of it. */
export class IndexWarnings {
  private readonly found = new Map<string, { readonly chart: string; readonly at: FileLocation }>();

  /** Takes the `words` of a warning about `chart`, and where it is. */
  readonly add = (chart: string, words: string, at: FileLocation): void => {
    if (!this.found.has(words)) this.found.set(words, { chart, at });
  };

  /** As a field of an index, without those about charts that are left out; nothing if there are none. */
  toField(isLeftOut: (chart: string) => boolean = () => false): { readonly warnings?: readonly string[] } {
    const kept = [...this.found].filter(([, { chart }]) => !isLeftOut(chart));
    const found = kept.map(([words, { at }]) => `${at.file}:${at.line}:${at.column}: ${words}`);
    if (found.length === 0) return {};
    const more = found.length - MOST_WARNINGS;
    return { warnings: more <= 0 ? found : [...found.slice(0, MOST_WARNINGS), `${more} more charts have such names`] };
  }
}
