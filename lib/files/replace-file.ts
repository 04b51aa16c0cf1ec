/**
 * Replaces files as a whole: a reader sees either the old text or the new one, even if the process
 * is killed or the machine loses power.
 */
import * as fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { NewFile } from './new-file';

const MOST_LINKS = 40;

/** Replaces the content of the file at `path`, or creates it. Links and permissions are kept. */
export function replaceFile(path: string, text: string): void {
  const target = followLinks(path);
  const file = NewFile.create(dirname(target));
  try {
    const mode = fs.statSync(target, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) file.setMode(mode & 0o7777);
    file.write(Buffer.from(text));
    file.moveDurablyTo(target);
  } catch (error) {
    file.discard();
    throw error;
  }
}

/** Replaces a private file that can be created again: only its owner can read it, and a power failure may damage it. */
export function replaceCacheFile(path: string, data: string | Uint8Array): void {
  const file = NewFile.create(dirname(path), 0o600);
  try {
    file.write(typeof data === 'string' ? Buffer.from(data) : data);
    file.moveTo(path);
  } catch (error) {
    file.discard();
    throw error;
  }
}

/** The path that `path` links to, directly or through other links; it does not have to exist. */
export function followLinks(path: string): string {
  let target = path;
  for (let i = 0; i < MOST_LINKS && isLink(target); i++) target = resolve(dirname(target), fs.readlinkSync(target));
  return target;
}

function isLink(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
