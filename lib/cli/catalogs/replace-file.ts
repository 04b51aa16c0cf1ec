/**
 * Files that are replaced whole: whoever reads one, at any moment, reads the old text or
 * the new one, also when the writer is killed or the machine loses power.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** `.pctl-1a2b3c4d-4711-5e6f7a8b.tmp`: where process ids are unique, which process, and which of its files. */
const TEMPORARY = /^\.pctl-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp$/;
/** Nobody writes a file for so long. */
const OLDEST_MS = 60 * 60 * 1000;
const MOST_LINKS = 40;

/** Replaces what is in the file at `path`, or makes it. A link stays one, and permissions stay. */
export function replaceFile(path: string, text: string): void {
  const target = followLinks(path);
  const temporary = join(dirname(target), temporaryName());
  try {
    writeNew(temporary, text, fs.statSync(target, { throwIfNoEntry: false })?.mode);
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** What `path` leads to, which need not exist. */
export function followLinks(path: string): string {
  let target = path;
  for (let i = 0; i < MOST_LINKS && isLink(target); i++) target = resolve(dirname(target), fs.readlinkSync(target));
  return target;
}

/** Removes what processes that are no more have left in `folder`, if there is one. */
export function removeStaleFiles(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const match = TEMPORARY.exec(name);
    if (match === null) continue;
    const path = join(folder, name);
    const age = Date.now() - (fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    const isDead = match[1] === processSpace() && !isAlive(Number(match[2]));
    if (isDead || age > OLDEST_MS) fs.rmSync(path, { force: true });
  }
}

function writeNew(path: string, text: string, mode: number | undefined): void {
  const file = fs.openSync(path, 'wx');
  try {
    if (mode !== undefined) setMode(file, mode & 0o7777);
    fs.writeFileSync(file, text);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function setMode(file: number, mode: number): void {
  try {
    fs.fchmodSync(file, mode);
  } catch {
    // a file system without permissions has none to keep
  }
}

/** Makes the new name last. */
function syncFolder(folder: string): void {
  try {
    const directory = fs.openSync(folder, 'r');
    fs.fsyncSync(directory);
    fs.closeSync(directory);
  } catch {
    // some systems do not open folders; the file itself is safe
  }
}

function isLink(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function temporaryName(): string {
  return `.pctl-${processSpace()}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

/** Eight hexadecimal digits: processes that have the same know each other by their ids. */
function processSpace(): string {
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
