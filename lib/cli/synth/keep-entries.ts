/**
 * Carries what a program did not write over to its new output.
 */
import { copyFileSync, linkSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderEntry } from './folder-entries';

/** Adds `entries` of the folder `before` to `staged`; the same files, if the file system has hard links. */
export function keepEntries(entries: readonly FolderEntry[], before: string, staged: string): void {
  for (const { path, kind } of entries) {
    const [from, to] = [join(before, path), join(staged, path)];
    mkdirSync(kind === 'folder' ? to : dirname(to), { recursive: true });
    if (kind === 'file') linkOrCopy(from, to);
    if (kind === 'other') symlinkSync(readlinkSync(from), to);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // not every file system has hard links
    copyFileSync(from, to);
  }
}
