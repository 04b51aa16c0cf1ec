/**
 * The folder in the cache that repositories are kept in, or another one for this run: git needs
 * one that it can write to, and a cache that is read-only or full costs only the cache.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryName } from '../../files/temporary-name';
import { atEnd } from '../reading/at-end';
import { MEBIBYTE } from '../reading/bytes';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';
import { withTemporaryFolder } from './git-mirror';

/** What the system, or git, says of a folder that cannot be written to. */
const UNWRITABLE = /No space left|quota exceeded|Read-only file system|ENOSPC|EDQUOT|EROFS|EACCES|EPERM/i;

/**
 * Runs `use` with the folder of all repositories and one of its own in it, which is removed
 * afterwards. If that fails because of the folder, it runs again with a temporary one.
 */
export async function withGitFolder<T>(
  { cacheFolder, env, signal }: Pick<ReadOptions, 'cacheFolder' | 'env' | 'signal'>,
  use: (root: string, folder: string) => Promise<T>,
): Promise<T> {
  const root = join(cacheFolder, 'git');
  if (!isWritable(root)) return withRootOfItsOwn(env, use);
  const found = await withTemporaryFolder(root, async folder => {
    try {
      return { value: await use(root, folder) };
    } catch (error) {
      if (signal?.aborted || !isOfFolder(error, root)) throw error;
      return undefined;
    }
  });
  return found === undefined ? withRootOfItsOwn(env, use) : found.value;
}

async function withRootOfItsOwn<T>(
  { TMPDIR }: ReadOptions['env'],
  use: (root: string, folder: string) => Promise<T>,
): Promise<T> {
  const root = createRoot(TMPDIR || tmpdir());
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  const forget = atEnd(remove);
  try {
    return await withTemporaryFolder(root, folder => use(root, folder));
  } finally {
    forget();
    remove();
  }
}

function createRoot(parent: string): string {
  try {
    return mkdtempSync(join(parent, 'cdk8s-profiles-git-'));
  } catch (error) {
    const { message } = error as Error;
    throw new Unreadable(
      `neither the cache nor ${parent} can be written to; set TMPDIR to a folder that can (${message})`,
    );
  }
}

/** Whether `error` is about the folder that was read and written, and not about the repository. */
function isOfFolder(error: unknown, root: string): boolean {
  const { message, path = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && path.startsWith(root)) return true;
  return UNWRITABLE.test(message) || !isWritable(root);
}

/** Whether a file of a megabyte finds room in `folder`, which is created. */
function isWritable(folder: string): boolean {
  const file = join(folder, temporaryName());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, Buffer.alloc(MEBIBYTE), { mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    removeProbe(file);
  }
}

function removeProbe(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // it was never there
  }
}
