/**
 * Compares what a program has written with the output before.
 *
 * A file that the program does not write is removed if it is from an earlier run: it begins like this library's files,
 * or the program is a stock App, and it is called like those of cdk8s. Everything else in the folder is kept.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix, join } from 'node:path';
import { HEADER } from '../../constructs/files/file-header';
import { isForeignFile } from '../../constructs/files/sweep-folder';
import { UNFINISHED } from '../../constructs/files/write-folder';
import { isInShare, type OutputShare } from '../../model/output-share';
import { isTemporaryName } from '../../files/temporary-name';
import { entriesOf, type FolderEntry } from './folder-entries';

/** Files by what happens to them; paths in the output, sorted. */
export interface OutputChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Written again with the same content. */
  readonly same: readonly string[];
  /** What was not written by a program, and stays: files, links and empty folders. */
  readonly kept: readonly FolderEntry[];
  /** What is in another share, and stays. */
  readonly others: readonly FolderEntry[];
  /** Whether an interrupted run left something that is not kept. */
  readonly hasLeftovers: boolean;
  /** Those that are where the program writes something else. */
  readonly conflicts: readonly string[];
}

/** End of the names of manifests that cdk8s writes. */
const MANIFEST = '.k8s.yaml';
/** Names of what a stock App writes. */
const STOCK = /\.k8s\.yaml$|^construct-metadata\.json$/;

/** Compares what is in `share` of the folder `staged` and of the folder `before`; either may be missing. */
export function compareOutput(staged: string, before: string, share?: OutputShare): OutputChanges {
  const [whole, all] = [entriesOf(staged), entriesOf(before)];
  const isOurs = ({ path, kind }: FolderEntry) => kind === 'folder' || isInShare(path, share);
  const [now, old] = [whole, all].map(entries => new Map([...entries].filter(([, entry]) => isOurs(entry))));
  const isResumed = existsSync(join(before, UNFINISHED));
  const written = filesOf(now);
  let isKnownStock: boolean | undefined;
  const isStock = () =>
    (isKnownStock ??= filesOf(whole).some(path => path.endsWith(MANIFEST) && !isFromLibrary(staged, path, false)));
  const isOld = (path: string) => old.get(path)?.kind === 'file';
  const found = written.filter(isOld);
  const same = new Set(found.filter(path => isSameText(join(staged, path), join(before, path))));
  const unwritten = [...old.values()].filter(entry => entry.kind !== 'folder' && !(isOld(entry.path) && isFile(now, entry.path))); // prettier-ignore
  const isStale = ({ path, kind }: FolderEntry) =>
    kind === 'file' && ((STOCK.test(path) && isStock()) || isFromLibrary(before, path, isResumed));
  const leftBehind = ({ path }: FolderEntry) => path === UNFINISHED || isTemporaryName(posix.basename(path));
  const kept = unwritten.filter(entry => !isStale(entry) && !leftBehind(entry));
  return {
    added: written.filter(path => !isOld(path)),
    changed: found.filter(path => !same.has(path)),
    removed: unwritten.filter(isStale).map(({ path }) => path),
    same: [...same],
    kept: [...kept, ...emptyFolders(old).filter(({ path }) => !now.has(path) && !isInTheWay(path, now))],
    others: [...all.values()].filter(entry => !isOurs(entry)),
    hasLeftovers: unwritten.some(leftBehind),
    conflicts: kept.map(({ path }) => path).filter(path => isInTheWay(path, now)),
  };
}

function filesOf(entries: ReadonlyMap<string, FolderEntry>): string[] {
  return [...entries.values()].filter(({ kind }) => kind === 'file').map(({ path }) => path);
}

function isFile(entries: ReadonlyMap<string, FolderEntry>, path: string): boolean {
  return entries.get(path)?.kind === 'file';
}

/** Git may have converted the line ends. */
function isSameText(a: string, b: string): boolean {
  const [left, right] = [readFileSync(a), readFileSync(b)];
  return left.equals(right) || withLineFeeds(left) === withLineFeeds(right);
}

function withLineFeeds(content: Buffer): string {
  return content.toString('latin1').replaceAll('\r\n', '\n');
}

function isFromLibrary(folder: string, path: string, isResumed: boolean): boolean {
  if (!path.endsWith('.yaml') || isForeignFile(join(folder, path), HEADER)) return false;
  // an interrupted run of an earlier version may have left the beginning of a file
  return isResumed || statSync(join(folder, path)).size >= HEADER.length;
}

/** Whether something else is at `path`, or a file is where one of its folders would be. */
function isInTheWay(path: string, now: ReadonlyMap<string, FolderEntry>): boolean {
  if (now.has(path)) return true;
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
    if (isFile(now, folder)) return true;
  }
  return false;
}

function emptyFolders(entries: ReadonlyMap<string, FolderEntry>): FolderEntry[] {
  const full = new Set([...entries.keys()].map(path => posix.dirname(path)));
  return [...entries.values()].filter(({ path, kind }) => kind === 'folder' && !full.has(path));
}
