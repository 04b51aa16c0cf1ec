/**
 * A folder that is built next to the one that it replaces, and takes its place as a whole.
 *
 * The place where it is built, `.dist.pctl` for `dist`, belongs to one process at a time: to the one that a file in it is
 * named after. If that process is killed, the next one renames that file, of which only one process can be the first, and
 * moves back the folder that was moved away.
 */
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mountsIn } from './mounts';
import { isInSight, isStale, isTemporaryName, processOf, removeStaleFiles, temporaryName } from './temporary-name';

const WAIT_MS = 100;
/** After so many refusals without a place, its folder cannot be written. */
const MOST_REFUSALS = 3;

export interface StagingOptions {
  /** Stops waiting for another process. */
  readonly signal: AbortSignal;
  /**
   * Called once if another process, which has this id, stages the same folder. `left` is the folder to remove if that
   * process is gone; absent if this process would see that.
   */
  readonly onWait: (process: number, left?: string) => void;
  /** Called with what is left that the user should look at, or remove. */
  readonly onWarning: (message: string) => void;
}

export class StagedFolder {
  /**
   * Waits until no other process builds a replacement of `target`, which does not have to exist. Refuses a target that is
   * a mount, or contains one, because it cannot be replaced.
   */
  static async open(target: string, { signal, onWait, onWarning }: StagingOptions): Promise<StagedFolder> {
    fs.mkdirSync(dirname(target), { recursive: true });
    const [mount] = mountsIn(target);
    if (mount !== undefined) throw new Error(describeMount(mount, target));
    const staged = new StagedFolder(target, onWarning);
    for (let isTold = false; !staged.tryTake();) {
      const owner = staged.findOwner();
      if (owner === undefined) {
        // it was released a moment ago, and may have been taken by another process since
        if (fs.existsSync(staged.place) && staged.findOwner() === undefined) throw new Error(inTheWay(staged.place));
      } else if (isStale(owner, join(staged.place, owner))) {
        if (staged.tryTakeFrom(owner)) break;
      } else {
        if (!isTold) onWait(processOf(owner), isInSight(owner) ? undefined : staged.place);
        isTold = true;
        await setTimeout(WAIT_MS, undefined, { signal });
      }
    }
    removeStaleFiles(dirname(target));
    return staged;
  }

  /** The folder to build; it does not exist yet. */
  readonly path: string;
  private readonly place: string;
  private readonly old: string;
  /** Name of the file that says that the place belongs to this process. */
  private readonly owner = temporaryName();
  private isOldKept = false;
  private refusals = 0;

  private constructor(
    private readonly target: string,
    private readonly warn: StagingOptions['onWarning'],
  ) {
    this.place = join(dirname(target), `.${basename(target)}.pctl`);
    this.path = join(this.place, 'new');
    this.old = join(this.place, `${basename(target)}.old`);
  }

  /**
   * Puts the new folder in the place of the target. If that fails, the target is as before; if it cannot be put back
   * either, `close` leaves it where the error says. Fails if the place was taken away, as that of a process that was
   * stopped for an hour is.
   */
  exchange(): void {
    if (!this.isOwned()) throw new Error(`${this.place} was taken away while this ran, and ${this.target} is unchanged. Run the command again`); // prettier-ignore
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

  /** Removes what the target was before, and anything else here; the place stays taken. */
  clear(): void {
    if (!this.isOwned()) return;
    for (const name of fs.readdirSync(this.place)) if (name !== this.owner) this.remove(join(this.place, name));
  }

  /** Removes everything but the target. */
  close(): void {
    if (this.isOldKept || !this.isOwned()) return;
    const left = join(dirname(this.place), this.owner);
    // others may take the place from here on
    fs.renameSync(this.place, left);
    this.remove(left);
  }

  /** Somebody may have removed the place, to stop another run from waiting. */
  private isOwned(): boolean {
    return fs.existsSync(join(this.place, this.owner));
  }

  /** What cannot be removed, such as files of another user, does not make a run fail. */
  private remove(path: string): void {
    try {
      fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      this.warn(`${path} cannot be removed: ${(error as Error).message}. Remove it`);
    }
  }

  /** Appears in the place together with its owner, or not at all. */
  private tryTake(): boolean {
    const own = join(dirname(this.place), this.owner);
    fs.mkdirSync(own);
    try {
      fs.writeFileSync(join(own, this.owner), '');
      fs.renameSync(own, this.place);
      return true;
    } catch (error) {
      fs.rmSync(own, { recursive: true, force: true });
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
      // what Windows says if the place is taken, which may end at any moment, and for other reasons
      if (code === 'EPERM' && (fs.existsSync(this.place) || ++this.refusals < MOST_REFUSALS)) return false;
      if (code === 'ENOTDIR') throw new Error(inTheWay(this.place));
      throw error;
    }
  }

  /** Takes the place of a process that was killed, unless another one has taken it before. */
  private tryTakeFrom(owner: string): boolean {
    const now = new Date();
    try {
      // a new owner must not look as old as the one before
      fs.utimesSync(join(this.place, owner), now, now);
      fs.renameSync(join(this.place, owner), join(this.place, this.owner));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
    // it may be all that is left of the output
    if (fs.existsSync(this.old) && !fs.existsSync(this.target)) fs.renameSync(this.old, this.target);
    // the new folder is still here, so it is not what replaced the old one
    if (fs.existsSync(this.old) && fs.existsSync(this.path)) this.keepOld();
    this.clear();
    return true;
  }

  /** Moves the old folder to where no run removes it, and no reader looks for manifests. */
  private keepOld(): void {
    const { target } = this;
    const base = join(dirname(target), `.${basename(target)}.old`);
    let kept = base;
    for (let i = 2; fs.existsSync(kept); i++) kept = `${base}-${i}`;
    fs.renameSync(this.old, kept);
    this.warn(
      `an earlier run moved ${target} away, and could not put it back. It is now ${kept}: take from it what you need, and remove it`,
    );
  }

  private findOwner(): string | undefined {
    try {
      return fs.readdirSync(this.place).find(isTemporaryName);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
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
}

function inTheWay(place: string): string {
  return `${place} is in the way, and belongs to no run of pctl. Move it away`;
}

function describeMount(mount: string, target: string): string {
  return `${mount} is a mount, and pctl replaces ${target} as a whole. Unmount it, or mount a folder that contains ${target}`;
}
