/**
 * Names of temporary files, such as `.pctl-1a2b3c4d-4711-5e6f7a8b.tmp`.
 *
 * The name identifies the process, so that a later process can remove the files of one that was
 * killed.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';

/** A hash of the process id namespace, the process id, and a random number. */
const TEMPORARY = /^\.pctl-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp$/;
/** Writing a file never takes this long. */
const OLDEST_MS = 60 * 60 * 1000;

/** A name that no other process uses. */
export function temporaryName(): string {
  return `.pctl-${processSpace()}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

/** Removes the files and folders that ended processes left in `folder`, if it exists; leaves what cannot be removed. */
export function removeStaleFiles(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const path = join(folder, name);
    if (!isStale(name, path)) continue;
    try {
      fs.rmSync(path, { recursive: true, force: true });
    } catch {
      // such as files of another user, which do no harm
    }
  }
}

/** Whether the process that gave out the temporary `name` has ended; `path` is what it wrote. */
export function isStale(name: string, path: string): boolean {
  const match = TEMPORARY.exec(name);
  if (match === null) return false;
  const age = Date.now() - (fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const isDead = match[1] === processSpace() && !isAlive(Number(match[2]));
  return isDead || age > OLDEST_MS;
}

/** Whether `name` is one that `temporaryName` gives out. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

/** The process that gave out the temporary `name`. */
export function processOf(name: string): number {
  return Number(TEMPORARY.exec(name)?.[2]);
}

/** Whether this process would see that the one that gave out the temporary `name` has ended. */
export function isInSight(name: string): boolean {
  return TEMPORARY.exec(name)?.[1] === processSpace();
}

let known: string | undefined;

/** Eight hexadecimal digits, equal for processes that see each other's process ids. */
function processSpace(): string {
  return (known ??= findProcessSpace());
}

function findProcessSpace(): string {
  const namespace = fs.existsSync('/proc/self/ns/pid') ? basename(fs.readlinkSync('/proc/self/ns/pid')) : '';
  return createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex').slice(0, 8);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
