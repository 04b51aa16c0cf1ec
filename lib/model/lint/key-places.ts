/**
 * Where keys are in a text whose values have been located.
 */
import type { FileLocation } from '../yaml/file-location';

/** Lines above a value in which its key is looked for. */
const MOST_LINES = 3;

/** The place of `key`, whose value is at `at`; `at` itself if the key is written in another way. */
export function placeOfKey(text: string, key: string, at: FileLocation): FileLocation {
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^\\uFEFF?((?:.*[\\s{,])?)(["']?)${escaped}\\2\\s*:(?=\\s|$)`);
  const lines = linesUpTo(text, at.line);
  for (let line = at.line; line > Math.max(at.line - MOST_LINES, 0); line--) {
    const match = pattern.exec(lines[line - 1] ?? '');
    if (match !== null) return { file: at.file, line, column: match[1].length + 1 };
  }
  return at;
}

function linesUpTo(text: string, line: number): string[] {
  return text.split('\n', line).map(each => each.replace(/\r$/, ''));
}
