/**
 * Reads text files that programs refer to.
 */
import { readFileSync } from 'node:fs';
import { decodeText } from '../../model/data/decode-text';
import type { Problem } from '../../model/problem';

/** The text of `file`, or why it cannot be read. The path is relative to the working directory. */
export function readText(file: string): { readonly text: string } | { readonly problem: Problem } {
  try {
    return { text: decodeText(readFileSync(file)) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: { kind: 'unreadable-file', file, reason: REASONS[code ?? '']?.() ?? message } };
  }
}

const REASONS: Readonly<Record<string, () => string>> = {
  // a program may change its working directory
  ENOENT: () => `it does not exist (looked from ${process.cwd()})`,
  EISDIR: () => 'it is a folder',
  EACCES: () => 'permission is denied',
};
