/**
 * Removes what an earlier run wrote and this one did not, so that no cluster keeps
 * installing what the program no longer says.
 */
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes files `<folder>/<cluster>/*<extension>` that begin with `header` and are not in `kept`. */
export function sweepFolder(
  folder: string,
  extension: string,
  header: string,
  kept: ReadonlyMap<string, unknown>,
): void {
  for (const cluster of readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())) {
    for (const name of readdirSync(join(folder, cluster.name))) {
      const path = join(folder, cluster.name, name);
      if (!name.endsWith(extension) || kept.has(`${cluster.name}/${name}`)) continue;
      if (existsSync(path) && beginsWith(path, header)) rmSync(path);
    }
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
