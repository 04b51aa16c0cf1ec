/**
 * The files that subscriptions are read from: those on disk, or as they would be after a change that is not written
 * yet. `pctl` passes such a change to the program that it runs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Problem } from '../../model/problem';
import { readText } from '../files/read-text-file';

/** Paths are relative to the working directory. */
export interface FileView {
  /** Names of the files and folders in `folder`, sorted; empty if there is no such folder. */
  list(folder: string, kind: 'file' | 'folder'): readonly string[];
  /** The text of `file`, or why it cannot be read. */
  read(file: string): { readonly text: string } | { readonly problem: Problem };
}

/** Variable in which `pctl` names a file with changes: an object of texts, or null, by absolute path. */
export const CHANGED_FILES = 'CDK8S_PROFILES_CHANGES';

/** The files on disk, or as `pctl` will change them. */
export function currentFiles(): FileView {
  const changes = process.env[CHANGED_FILES];
  if (changes === undefined || changes === '') return changedFiles(new Map());
  const texts = JSON.parse(readFileSync(changes, 'utf8')) as Record<string, string | null>;
  return changedFiles(new Map(Object.entries(texts).map(([file, text]) => [file, text ?? undefined])));
}

/** The files on disk with `changes`: the new text of each file, or `undefined` if it is removed. */
export function changedFiles(changes: ReadonlyMap<string, string | undefined>): FileView {
  const changed = new Map([...changes].map(([file, text]) => [resolve(file), text]));
  return {
    read: file => {
      const text = changed.get(resolve(file));
      return text === undefined ? readText(file) : { text };
    },
    list: (folder, kind) => {
      const names = new Set(listFolder(folder, kind));
      for (const [file, text] of changed) {
        const place = kind === 'file' ? file : dirname(file);
        if (dirname(place) !== resolve(folder)) continue;
        if (text !== undefined) names.add(basename(place));
        else if (kind === 'file') names.delete(basename(place));
      }
      return [...names].sort();
    },
  };
}

function listFolder(folder: string, kind: 'file' | 'folder'): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
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
