/**
 * Writes the files of a generated folder. A run that is killed leaves each file as it was or
 * as it is to be, and a mark in the folder: until the next run, its files are of two runs.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NewFile } from '../../files/new-file';
import { removeStaleFiles } from '../../files/temporary-name';

/** Name of the mark. */
const UNFINISHED = '.cdk8s-profiles-unfinished';
const TEXT = 'A run of cdk8s-profiles was stopped here: these files are of two runs. Synthesize again.\n';

/**
 * Writes `texts`, by path in `folder`, and has `sweep` remove what is no longer needed, which
 * is told whether an earlier run was stopped here.
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

/** What the run that was stopped had begun. */
function removeTemporaryFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeStaleFiles(join(folder, entry.name));
  }
}

/** No flush to the disk, which thousands of files would feel: after a loss of power the mark is there. */
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
