/**
 * What runs that were killed left in a folder of the cache: files that never got their names.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** By then nobody is writing it any more. */
const LEFT_OVER_MS = 24 * 3600 * 1000;

/** Removes them; the names of all files that were there. */
export async function removeCacheLeftovers(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  for (const name of names.filter(file => file.endsWith('.tmp'))) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(join(folder, name), { force: true });
  }
  return names;
}
