/**
 * Where keys are in a text whose values have been located.
 */
import type { FileLocation } from '../yaml/file-location';

/** Lines above a value in which its key is looked for. */
const MOST_LINES = 3;

/** Where the keys in a text are; it is split into lines once, for the first of them. */
export class KeyPlaces {
  private lines?: readonly string[];

  constructor(private readonly text: string) {}

  /** The place of `key`, whose value is at `at`; `at` itself if the key is written in another way. */
  of(key: string, at: FileLocation): FileLocation {
    const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`^\\uFEFF?((?:.*[\\s{,])?)(["']?)${escaped}\\2\\s*:(?=\\s|$)`);
    this.lines ??= this.text.split(/\r?\n/);
    for (let line = at.line; line > Math.max(at.line - MOST_LINES, 0); line--) {
      const match = pattern.exec(this.lines[line - 1] ?? '');
      if (match !== null) return { file: at.file, line, column: match[1].length + 1 };
    }
    return at;
  }
}
