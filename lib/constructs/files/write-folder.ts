/**
 * Writes the files of a generated folder. If the process is killed, each file is either old or new,
 * and a marker file in the folder says so: until the next run, its files are from two runs.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NewFile } from '../../files/new-file';
import { removeStaleFiles } from '../../files/temporary-name';

/** Name of the marker file, in the output. */
export const UNFINISHED = '.cdk8s-profiles-unfinished';
const TEXT = 'A run of cdk8s-profiles was stopped here: these files are of two runs. Synthesize again.\n';

/**
 * Writes `texts`, by path in `folder`, and calls `sweep` to remove what is no longer needed, with
 * whether an earlier run was interrupted.
 */
export function writeFolder(
  folder: string,
  texts: ReadonlyMap<string, string>,
  sweep: (isResumed: boolean) => void,
): void {
  const mark = join(folder, UNFINISHED);
  const isResumed = existsSync(mark);
  if (isResumed) removeTemporaryFiles(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(mark, TEXT);
  for (const name of new Set([...texts.keys()].map(dirname))) mkdirSync(join(folder, name), { recursive: true });
  for (const [path, text] of texts) writeWhole(join(folder, path), text);
  sweep(isResumed);
  rmSync(mark, { force: true });
}

/** What the interrupted run had begun to write. */
function removeTemporaryFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeStaleFiles(join(folder, entry.name));
  }
}

/** Not flushed to disk, which would be slow for thousands of files: after a power failure, the marker is there. */
function writeWhole(path: string, text: string): void {
  const file = NewFile.create(dirname(path));
  try {
    file.write(Buffer.from(text));
    file.moveTo(path);
  } catch (error) {
    file.discard();
    throw error;
  }
}
