/**
 * Writes subscription files together with the output. If that fails, the files are as before.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../files/replace-file';
import { beginChange, findUnfinished, finishChange } from '../synth/unfinished-change';
import type { WantedChange } from './repository-change';

/** Begins the change of `command`, writes its files, by path in `root`, and calls `exchange` to replace the output. */
export function writeChange(root: string, command: string, { title, files }: WantedChange, exchange: () => void): void {
  const before = new Map([...files.keys()].map(file => [file, tryRead(join(root, file))]));
  // what is removed goes last, because a run that finishes this one may have to read it
  const changed = [...files]
    .filter(([file, text]) => before.get(file) !== text)
    .sort(([, a], [, b]) => Number(a === undefined) - Number(b === undefined));
  const isResumed = findUnfinished(root) !== undefined;
  beginChange(root, { command, title }, files);
  const done: string[] = [];
  try {
    for (const [file, text] of changed) {
      done.push(file);
      write(join(root, file), text);
    }
    exchange();
  } catch (error) {
    for (const file of done) write(join(root, file), before.get(file));
    if (!isResumed) finishChange(root);
    throw error;
  }
}

function write(path: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, text);
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
