/**
 * Finds the folder of catalogs, and the lock files in it.
 *
 * It is `--catalogs`, otherwise `CDK8S_PROFILES_CATALOGS`, otherwise the nearest folder `catalogs`
 * from the working directory up to the root of its git work tree.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { decodeText } from '../../model/data/decode-text';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import { type CatalogLock, parseCatalogLock } from '../../model/formats/catalog-lock';
import { foldersUpToGit } from '../synth/folders-up-to-git';
import type { Context } from '../terminal/command';

/** Options of every command that reads catalogs. */
export interface CatalogsOptions {
  /** Folder of catalogs. @default the nearest folder "catalogs" */
  readonly catalogs?: string;
}

/** A file whose name ends in `.lock.yaml`. */
export interface LockFile {
  /** Path from the working directory. */
  readonly file: string;
  /** Absent: it cannot be read. */
  readonly text?: string;
  /** Absent: it is not a valid lock file; `problems` say why. */
  readonly lock?: CatalogLock;
  readonly problems: readonly Problem[];
}

/** A valid lock file. */
export interface FoundLock extends LockFile {
  readonly lock: CatalogLock;
}

const NAME = 'catalogs';
const VARIABLE = 'CDK8S_PROFILES_CATALOGS';

/** The folder of catalogs, relative to the working directory; throws ProfilesError if there is none. */
export function findCatalogsFolder(context: Context, options: CatalogsOptions): string {
  const named = nameCatalogsFolder(context, options);
  if (named !== undefined && isFolder(resolve(context.cwd, named))) return named;
  const what = named === undefined ? missingFrom(context.cwd) : `there is no folder ${named}`;
  const remedy = `add a catalog with "pctl catalog add", or give the folder with "--catalogs" or ${VARIABLE}`;
  throw new ProfilesError({ kind: 'invalid-props', what, remedy });
}

/**
 * Like `findCatalogsFolder`, but a folder that is given does not have to exist; `undefined` if none
 * is given or found.
 */
export function nameCatalogsFolder({ cwd, env }: Context, options: CatalogsOptions): string | undefined {
  const named = options.catalogs || env[VARIABLE];
  if (named) return named;
  const found = foldersUpToGit(cwd).find(folder => isFolder(join(folder, NAME)));
  return found === undefined ? undefined : relative(cwd, join(found, NAME)) || '.';
}

/** Every `*.lock.yaml` in `folder`, sorted by name, and the problems in them. */
export function readLocks(
  folder: string,
  cwd: string,
): { readonly locks: readonly FoundLock[]; readonly problems: readonly Problem[] } {
  const files = readLockFiles(folder, cwd);
  return { locks: files.filter(isLock), problems: files.flatMap(({ problems }) => problems) };
}

/** Like `readLocks`, including files that are not valid lock files. */
export function readLockFiles(folder: string, cwd: string): LockFile[] {
  return readdirSync(resolve(cwd, folder))
    .filter(name => name.endsWith('.lock.yaml') && !name.startsWith('.'))
    .sort()
    .map(name => readLockFile(join(folder, name), cwd));
}

/** Reads one lock file; its path is relative to `cwd`. */
export function readLockFile(file: string, cwd: string): LockFile {
  let text: string;
  try {
    text = decodeText(readFileSync(resolve(cwd, file)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' ? 'permission is denied' : code === 'EISDIR' ? 'it is a folder' : message;
    return { file, problems: [{ kind: 'unreadable-file', file, reason }] };
  }
  return { file, text, ...parseCatalogLock(text, file) };
}

function isLock(file: LockFile): file is FoundLock {
  return file.lock !== undefined;
}

function missingFrom(cwd: string): string {
  const folders = foldersUpToGit(cwd);
  const above = folders.length === 1 ? '' : ` or above it, up to ${folders.at(-1)}`;
  return `there is no folder "${NAME}" in ${folders[0]}${above}`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
