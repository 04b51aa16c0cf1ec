/**
 * Removes what an earlier run wrote and this one did not, so that no cluster keeps
 * installing what the program no longer says.
 */
import { closeSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of a folder before it is swept. */
export interface Sweep {
  /** How our files begin. */
  readonly header: string;
  /** Whether an earlier run was stopped in it: then an empty file may be ours too. */
  readonly isResumed: boolean;
  /** What this run has written, by path. */
  readonly kept: ReadonlyMap<string, unknown>;
}

/** Removes files `<folder>/<cluster>/*<extension>` of ours that this run has not written. */
export function sweepFolder(folder: string, extension: string, { header, isResumed, kept }: Sweep): void {
  for (const cluster of readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const entry of readdirSync(join(folder, cluster.name), { withFileTypes: true })) {
      const path = join(folder, cluster.name, entry.name);
      if (!entry.isFile() || !entry.name.endsWith(extension) || kept.has(`${cluster.name}/${entry.name}`)) continue;
      const start = readStart(path, header.length);
      if (start === header || (isResumed && header.startsWith(start))) rmSync(path);
    }
  }
}

/**
 * Whether there is something at `path` that is not ours to write over. Nothing is lost in a
 * file that is empty or ends within `header`: versions before this one left such files when killed.
 */
export function isForeignFile(path: string, header: string): boolean {
  try {
    return !header.startsWith(readStart(path, header.length));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    if (code === 'EISDIR') return true;
    throw error;
  }
}

/** The first `length` bytes of a file, or all of them. */
function readStart(path: string, length: number): string {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
