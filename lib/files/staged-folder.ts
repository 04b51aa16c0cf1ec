/**
 * A folder that is built next to the one that it replaces, and takes its place as a whole.
 *
 * The place where it is built, `.dist.pctl` for `dist`, belongs to one process at a time. If that process is
 * killed, the next one finds the folder that was moved away, and moves it back.
 */
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isInSight, isStale, processOf, removeStaleFiles, temporaryName } from './temporary-name';

/** Name of the file that contains a temporary name of the process that owns the place. */
const OWNER = 'owner';
const WAIT_MS = 100;

export interface StagingOptions {
  /** Stops waiting for another process. */
  readonly signal: AbortSignal;
  /**
   * Called once if another process, which has this id, stages the same folder. `left` is the folder to remove if that
   * process is gone; absent if this process would see that.
   */
  readonly onWait: (process: number, left?: string) => void;
}

export class StagedFolder {
  /** Waits until no other process builds a replacement of `target`, which does not have to exist. */
  static async open(target: string, { signal, onWait }: StagingOptions): Promise<StagedFolder> {
    fs.mkdirSync(dirname(target), { recursive: true });
    const staged = new StagedFolder(target);
    for (let isTold = false; !staged.tryTake();) {
      const owner = readOwner(staged.place);
      if (owner === undefined ? staged.hasNoOwner() : isStale(owner, join(staged.place, OWNER))) {
        staged.recover();
      } else if (owner !== undefined) {
        if (!isTold) onWait(processOf(owner), isInSight(owner) ? undefined : staged.place);
        isTold = true;
        await setTimeout(WAIT_MS, undefined, { signal });
      }
    }
    staged.removeStale();
    return staged;
  }

  /** The folder to build; it does not exist yet. */
  readonly path: string;
  private readonly place: string;
  /** Named after the target, because it is found in folders that other outputs may have left too. */
  private readonly old: string;
  private isOldKept = false;

  private constructor(private readonly target: string) {
    this.place = join(dirname(target), `.${basename(target)}.pctl`);
    this.path = join(this.place, 'new');
    this.old = join(this.place, `${basename(target)}.old`);
  }

  /**
   * Puts the new folder in the place of the target. If that fails, the target is as before; if it cannot be put back
   * either, `close` leaves it where the error says.
   */
  exchange(): void {
    const before = fs.statSync(this.target, { throwIfNoEntry: false });
    if (before !== undefined) {
      fs.chmodSync(this.path, before.mode & 0o7777);
      fs.renameSync(this.target, this.old);
    }
    try {
      fs.renameSync(this.path, this.target);
    } catch (error) {
      if (before !== undefined) this.putBack();
      throw error;
    }
  }

  /** Removes everything but the target. */
  close(): void {
    if (this.isOldKept) return;
    // others may take the place from here on
    const left = this.moveAway();
    if (left !== undefined) removeFolder(left);
  }

  /** Appears in the place together with its owner, or not at all. */
  private tryTake(): boolean {
    const own = join(dirname(this.place), temporaryName());
    fs.mkdirSync(own);
    try {
      fs.writeFileSync(join(own, OWNER), basename(own));
      fs.renameSync(own, this.place);
      return true;
    } catch (error) {
      removeFolder(own);
      const { code = '' } = error as NodeJS.ErrnoException;
      // Windows says EPERM
      if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(code) && fs.existsSync(this.place)) return false;
      throw error;
    }
  }

  /** Whether no process owns the place; it may also have been released a moment ago, and taken by another one since. */
  private hasNoOwner(): boolean {
    return fs.existsSync(this.place) && readOwner(this.place) === undefined;
  }

  private putBack(): void {
    try {
      fs.renameSync(this.old, this.target);
    } catch (error) {
      this.isOldKept = true;
      const remedy = `The output before is now ${this.old}: move it back to ${this.target}`;
      throw new Error(`${(error as Error).message}. ${remedy}`, { cause: error });
    }
  }

  /** Removes what ended processes left next to the target, which may be all that is left of it. */
  private removeStale(): void {
    const folder = dirname(this.target);
    for (const name of fs.readdirSync(folder)) {
      const path = join(folder, name);
      if (isStale(name, path)) this.recoverFrom(path);
    }
    removeStaleFiles(folder);
  }

  /** Takes away what a process left that was killed. */
  private recover(): void {
    const left = this.moveAway();
    if (left === undefined) return;
    const owner = readOwner(left);
    if (owner !== undefined && !isStale(owner, join(left, OWNER))) {
      // another process recovered it, and took the place, a moment ago
      fs.renameSync(left, this.place);
      return;
    }
    this.recoverFrom(left);
    removeFolder(left);
  }

  private recoverFrom(left: string): void {
    const old = join(left, basename(this.old));
    if (fs.existsSync(old) && !fs.existsSync(this.target)) fs.renameSync(old, this.target);
  }

  /** The new path of the place; `undefined` if it is gone. */
  private moveAway(): string | undefined {
    const left = join(dirname(this.place), temporaryName());
    try {
      fs.renameSync(this.place, left);
      return left;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function readOwner(place: string): string | undefined {
  try {
    return fs.readFileSync(join(place, OWNER), 'utf8');
  } catch {
    // it was released, or belongs to no process
    return undefined;
  }
}

function removeFolder(path: string): void {
  fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
