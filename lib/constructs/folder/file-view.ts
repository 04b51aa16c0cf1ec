/**
 * The files that subscriptions are read from: those on disk, or as they would be after a change that is not written
 * yet.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import type { Problem } from '../../model/problem';
import { readText } from '../files/read-text-file';

/** Paths are relative to the working directory. */
export interface FileView {
  /** Names of the files and folders in `folder`, sorted; empty if there is no such folder. */
  list(folder: string, kind: 'file' | 'folder'): readonly string[];
  /** The text of `file`, or why it cannot be read. */
  read(file: string): { readonly text: string } | { readonly problem: Problem };
}

/** The files on disk. */
export const DISK: FileView = { list: listFolder, read: readText };

/** The files on disk with `changes`: the new text of each file, or `undefined` if it is removed. */
export function changedFiles(changes: ReadonlyMap<string, string | undefined>): FileView {
  const changed = new Map([...changes].map(([file, text]) => [normalize(file), text]));
  return {
    read: file => {
      const text = changed.get(normalize(file));
      return text === undefined ? readText(file) : { text };
    },
    list: (folder, kind) => {
      const names = new Set(listFolder(folder, kind));
      for (const [file, text] of changed) {
        const place = kind === 'file' ? file : dirname(file);
        if (dirname(place) !== normalize(folder)) continue;
        if (text !== undefined) names.add(basename(place));
        else if (kind === 'file') names.delete(basename(place));
      }
      return [...names].sort();
    },
  };
}

function listFolder(folder: string, kind: 'file' | 'folder'): readonly string[] {
  try {
    const entries = readdirSync(join(folder), { withFileTypes: true });
    const isWanted = (entry: (typeof entries)[number]) =>
      kind === 'folder' ? entry.isDirectory() : entry.isFile() || entry.isSymbolicLink();
    return entries
      .filter(isWanted)
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
