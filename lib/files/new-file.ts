/**
 * A file that is written under a temporary name, and gets its own name when it is complete.
 */
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryName } from './temporary-name';

export class NewFile {
  /** Opens a new file in `folder`, which must exist. */
  static create(folder: string, mode = 0o666): NewFile {
    const path = join(folder, temporaryName());
    return new NewFile(path, fs.openSync(path, 'wx+', mode));
  }

  private isOpen = true;

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {}

  /** Appends `data`, and returns when the system has taken all of it. */
  write(data: Uint8Array): void {
    for (let at = 0; at < data.length;) at += fs.writeSync(this.descriptor, data, at);
  }

  /** The first `size` bytes, or fewer when the file is shorter; works even if the file was removed. */
  read(size: number): Buffer {
    const content = Buffer.alloc(size);
    let at = 0;
    for (let count = -1; at < size && count !== 0; at += count) {
      count = fs.readSync(this.descriptor, content, at, size - at, at);
    }
    return content.subarray(0, at);
  }

  /** Sets the permissions, where the file system has any. */
  setMode(mode: number): void {
    try {
      fs.fchmodSync(this.descriptor, mode);
    } catch {
      // a file system without permissions has none to keep
    }
  }

  /** Gives the file its name, in place of what had that name; throws, and is removed, when that fails. */
  moveTo(target: string): void {
    this.close();
    try {
      fs.renameSync(this.path, target);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** As `moveTo`; the new content survives a loss of power. */
  moveDurablyTo(target: string): void {
    fs.fsyncSync(this.descriptor);
    this.moveTo(target);
    syncFolder(dirname(target));
  }

  /** Removes the file; does nothing once it has its name. */
  discard(): void {
    this.close();
    fs.rmSync(this.path, { force: true });
  }

  private close(): void {
    if (this.isOpen) fs.closeSync(this.descriptor);
    this.isOpen = false;
  }
}

/** Makes a change of names in `folder` last. */
function syncFolder(folder: string): void {
  try {
    const directory = fs.openSync(folder, 'r');
    fs.fsyncSync(directory);
    fs.closeSync(directory);
  } catch {
    // some systems do not open folders; the content of the file is safe
  }
}
