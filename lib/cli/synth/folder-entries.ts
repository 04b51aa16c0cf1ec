/**
 * What is in a folder, at any depth, and the texts of its files.
 */
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a folder; links count as `other`. */
export interface FolderEntry {
  /** Path in the folder, with slashes: `production/HelmRelease.flux-system.linkerd2.k8s.yaml`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Entries of `folder` by path, sorted; empty if it does not exist. */
export function entriesOf(folder: string): ReadonlyMap<string, FolderEntry> {
  const entries = existsSync(folder) ? entriesBelow(folder, '') : [];
  return new Map(entries.sort((a, b) => (a.path < b.path ? -1 : 1)).map(entry => [entry.path, entry]));
}

/** Texts of the files at `paths` in `folder`, by path. */
export function readFiles(folder: string, paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.map(path => [path, readFileSync(join(folder, path), 'utf8')]));
}

function entriesBelow(folder: string, below: string): FolderEntry[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const found: FolderEntry = { path: below + entry.name, kind: kindOf(entry) };
    return found.kind === 'folder' ? [found, ...entriesBelow(folder, `${found.path}/`)] : [found];
  });
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}
