/**
 * Removes what an earlier run wrote and this one did not, so that no cluster keeps
 * installing what the program no longer says.
 */
import { closeSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes files `<folder>/<cluster>/*<extension>` that begin with `header` and are not in `kept`. */
export function sweepFolder(
  folder: string,
  extension: string,
  header: string,
  kept: ReadonlyMap<string, unknown>,
): void {
  for (const cluster of readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const entry of readdirSync(join(folder, cluster.name), { withFileTypes: true })) {
      const path = join(folder, cluster.name, entry.name);
      if (!entry.isFile() || !entry.name.endsWith(extension) || kept.has(`${cluster.name}/${entry.name}`)) continue;
      if (beginsWith(path, header)) rmSync(path);
    }
  }
}

/** Whether there is something at `path` that does not begin with `header`, so is not ours to write over. */
export function isForeignFile(path: string, header: string): boolean {
  try {
    return !beginsWith(path, header);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    if (code === 'EISDIR') return true;
    throw error;
  }
}

function beginsWith(path: string, header: string): boolean {
  const bytes = Buffer.alloc(header.length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, bytes, 0, bytes.length, 0) === bytes.length && bytes.toString('latin1') === header;
  } finally {
    closeSync(file);
  }
}
