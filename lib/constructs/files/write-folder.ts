/**
 * Writes the files of a generated folder. They are written to a temporary folder in it first, so that nothing has
 * changed if that fails or the process is killed. If it is killed while they are moved to their places, each file is
 * either old or new, and a marker file in the folder says so: until the next run, its files are from two runs.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeStaleFiles, temporaryName } from '../../files/temporary-name';

/** Name of the marker file, in the output. */
export const UNFINISHED = '.cdk8s-profiles-unfinished';
const TEXT = 'A run of cdk8s-profiles was stopped here: these files are of two runs. Synthesize again.\n';

/**
 * Writes `texts`, by path in `folder`, and calls `sweep` to remove what is no longer needed, with
 * whether an earlier run was interrupted. If `texts` throws, the folder is as before.
 */
export function writeFolder(
  folder: string,
  texts: Iterable<readonly [path: string, text: string]>,
  sweep: (isResumed: boolean) => void,
): void {
  const mark = join(folder, UNFINISHED);
  const isResumed = existsSync(mark);
  if (isResumed) removeTemporaryFiles(folder);
  const made = mkdirSync(folder, { recursive: true });
  removeStaleFiles(folder);
  const staging = join(folder, temporaryName());
  try {
    const paths = stage(staging, texts);
    writeFileSync(mark, TEXT);
    for (const name of new Set(paths.map(dirname))) mkdirSync(join(folder, name), { recursive: true });
    for (const [i, path] of paths.entries()) moveFile(join(staging, `${i}`), join(folder, path));
  } finally {
    rmSync(staging, { recursive: true, force: true });
    if (made !== undefined && readdirSync(folder).length === 0) rmSync(made, { recursive: true });
  }
  sweep(isResumed);
  rmSync(mark, { force: true });
}

/**
 * Writes each text to a file in `staging` that is named by its number; returns their paths. Not flushed to disk, which
 * would be slow for thousands of files: after a power failure, the marker is there.
 */
function stage(staging: string, texts: Iterable<readonly [path: string, text: string]>): readonly string[] {
  mkdirSync(staging);
  const paths: string[] = [];
  for (const [path, text] of texts) writeFileSync(join(staging, `${paths.push(path) - 1}`), text);
  return paths;
}

/** A folder in the output may be on another file system: then the file is copied next to its place first. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const near = join(dirname(to), temporaryName());
    try {
      copyFileSync(from, near);
      renameSync(near, to);
    } finally {
      rmSync(near, { force: true });
    }
  }
}

/** What an interrupted run left in the folders: copies to other file systems, and files of earlier versions. */
function removeTemporaryFiles(folder: string): void {
  for (const path of readdirSync(folder).map(name => join(folder, name))) {
    // also a link to a folder
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) removeStaleFiles(path);
  }
}
