/**
 * Folders for private keys and similar secrets, which some programs can read only from files.
 *
 * They are in memory if the system has a folder for that, and never in the cache. They are removed
 * when they are no longer needed and when a signal ends the process; if the process was killed, the
 * next run removes them.
 */
import { lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { removeStaleFiles, temporaryName } from '../../files/temporary-name';
import { atEnd } from './at-end';
import type { ReadOptions } from './catalog-source';
import { Unreadable } from './unreadable';

const NAME = 'cdk8s-profiles';

/** Runs `use` with a new folder that only this user can read, and then removes it. Throws Unreadable. */
export async function withPrivateFolder<T>(env: ReadOptions['env'], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = createPrivateFolder(env);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const forget = atEnd(remove);
  try {
    return await use(folder);
  } finally {
    forget();
    remove();
  }
}

/** Removes the folders of processes that were killed. */
export function removeStalePrivateFolders(env: ReadOptions['env']): void {
  for (const root of rootsOf(env).filter(isOurs)) removeStaleFiles(root);
}

function createPrivateFolder(env: ReadOptions['env']): string {
  for (const root of rootsOf(env)) {
    try {
      mkdirSync(root, { recursive: true, mode: 0o700 });
      if (!isOurs(root)) continue;
      const folder = join(root, temporaryName());
      mkdirSync(folder, { mode: 0o700 });
      return folder;
    } catch {
      // read-only, full or missing: try the next one
    }
  }
  throw new Unreadable('no folder can be written for its key; set TMPDIR to one that can');
}

/** In the order in which they are tried. */
function rootsOf({ XDG_RUNTIME_DIR, TMPDIR }: ReadOptions['env']): string[] {
  const shared = `${NAME}-${userInfo().uid}`;
  const runtime = XDG_RUNTIME_DIR && isAbsolute(XDG_RUNTIME_DIR) ? [join(XDG_RUNTIME_DIR, NAME)] : [];
  const memory = process.platform === 'linux' ? [join('/dev/shm', shared)] : [];
  return [...runtime, ...memory, join(TMPDIR || tmpdir(), shared)];
}

/** Whether only this user can access `root`: another user may have created a folder or a link of that name. */
function isOurs(root: string): boolean {
  const found = lstatSync(root, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
}
