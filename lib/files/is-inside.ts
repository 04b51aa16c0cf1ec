/**
 * Whether a path leads out of a folder. Links are not followed.
 */
import { isAbsolute, relative } from 'node:path';

/** Whether `path` is in `folder`, or is that folder. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== '..';
}
