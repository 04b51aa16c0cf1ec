/**
 * The folders in which the files of a repository are looked for.
 */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** `cwd` and its parents up to the root of the git work tree; only `cwd` outside of a work tree. */
export function foldersUpToGit(cwd: string): string[] {
  const folders = [resolve(cwd)];
  while (!existsSync(join(folders.at(-1)!, '.git'))) {
    const parent = dirname(folders.at(-1)!);
    if (parent === folders.at(-1)) return folders.slice(0, 1);
    folders.push(parent);
  }
  return folders;
}
