/**
 * Removes files of earlier runs that this run did not write, so that no cluster continues to
 * install what was removed from the program.
 */
import { closeSync, type Dirent, existsSync, openSync, readdirSync, readSync, rmdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What is known about a folder before files are removed. */
export interface Sweep {
  /** The first lines of this library's files. */
  readonly header: string;
  /** Whether an earlier run was interrupted in it; an empty file may then be from this library too. */
  readonly isResumed: boolean;
  /** What this run has written, by path. */
  readonly kept: { keys(): Iterable<string>; has(path: string): boolean };
}

/** Folders of the output that contain folders: the chart of manifests, manifests by cluster, and clusters of templates. */
export const NESTED = ['charts', 'manifests', 'clusters'];

/**
 * Removes this library's files that this run has not written: `<folder>/<cluster>/*<extension>`,
 * and YAML at any depth in the folders of manifests and of clusters from templates, which are removed when they are
 * empty. Other folders that a template writes to are known only as long as one does.
 */
export function sweepFolder(folder: string, extension: string, sweep: Sweep): void {
  const paths = [...sweep.kept.keys()].map(path => path.split('/'));
  const nested = new Set([...NESTED, ...paths.filter(({ length }) => length > 2).map(([first]) => first)]);
  const written = new Set(paths.filter(({ length }) => length > 1).map(([first]) => first));
  // a link that nothing is written to may lead anywhere
  const isSwept = (entry: Dirent) => entry.isDirectory() || (entry.isSymbolicLink() && written.has(entry.name));
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter(isSwept)) {
    if (nested.has(name)) sweepNested(folder, name, sweep);
    else sweepFiles(folder, name, extension, sweep);
  }
}

function sweepNested(folder: string, path: string, sweep: Sweep): void {
  const inside = readdirSync(join(folder, path), { withFileTypes: true }).filter(entry => entry.isDirectory());
  for (const { name } of inside) sweepNested(folder, `${path}/${name}`, sweep);
  sweepFiles(folder, path, '.yaml', sweep);
  if (readdirSync(join(folder, path)).length === 0) rmdirSync(join(folder, path));
}

function sweepFiles(folder: string, path: string, extension: string, { header, isResumed, kept }: Sweep): void {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const file = join(folder, path, entry.name);
    if (!entry.isFile() || !entry.name.endsWith(extension) || kept.has(`${path}/${entry.name}`)) continue;
    const start = readStart(file, header);
    if (start === header || (isResumed && header.startsWith(start))) rmSync(file);
  }
}

/** Those of `paths` in `folder` at which there is a file that must not be overwritten. */
export function foreignFiles(folder: string, paths: readonly string[], header: string): string[] {
  // most of the time, a folder exists with all of its files, or not at all
  const folders = new Set([...new Set(paths.map(posix.dirname))].filter(name => existsSync(join(folder, name))));
  return paths.filter(path => folders.has(posix.dirname(path)) && isForeignFile(join(folder, path), header));
}

/**
 * Whether there is a file at `path` that must not be overwritten. A file that is empty or ends
 * within `header` may be: earlier versions left such files when they were killed.
 */
export function isForeignFile(path: string, header: string): boolean {
  try {
    return !header.startsWith(readStart(path, header));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    if (code === 'EISDIR') return true;
    throw error;
  }
}

/** As much as `header` at the start of a file, or all of it. Git may have converted the line ends to CRLF. */
function readStart(path: string, header: string): string {
  const bytes = Buffer.alloc(header.replaceAll('\n', '\r\n').length);
  const file = openSync(path, 'r');
  try {
    const start = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0));
    return start.replaceAll('\r\n', '\n').slice(0, header.length);
  } finally {
    closeSync(file);
  }
}
