/**
 * A file that is written under a temporary name, and gets its final name when it is complete.
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

  /** Appends `data`; returns when the operating system has accepted all of it. */
  write(data: Uint8Array): void {
    for (let at = 0; at < data.length;) at += fs.writeSync(this.descriptor, data, at);
  }

  /** The first `size` bytes, or fewer if the file is shorter; works even if the file was removed. */
  read(size: number): Buffer {
    const content = Buffer.alloc(size);
    let at = 0;
    for (let count = -1; at < size && count !== 0; at += count) {
      count = fs.readSync(this.descriptor, content, at, size - at, at);
    }
    return content.subarray(0, at);
  }

  /** Sets the permissions, if the file system supports them. */
  setMode(mode: number): void {
    try {
      fs.fchmodSync(this.descriptor, mode);
    } catch {
      // the file system does not support permissions
    }
  }

  /**
   * Gives the file its final name and replaces an existing one. If that fails, the file is removed
   * and the error is thrown.
   */
  moveTo(target: string): void {
    this.close();
    try {
      fs.renameSync(this.path, target);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Like `moveTo`, but the new content survives a power failure. */
  moveDurablyTo(target: string): void {
    fs.fsyncSync(this.descriptor);
    this.moveTo(target);
    syncFolder(dirname(target));
  }

  /** Removes the file, unless it has its final name already. */
  discard(): void {
    this.close();
    fs.rmSync(this.path, { force: true });
  }

  private close(): void {
    if (this.isOpen) fs.closeSync(this.descriptor);
    this.isOpen = false;
  }
}

/** Writes changed names in `folder` to disk. */
function syncFolder(folder: string): void {
  try {
    const directory = fs.openSync(folder, 'r');
    fs.fsyncSync(directory);
    fs.closeSync(directory);
  } catch {
    // some systems do not open folders; the content of the file is on disk already
  }
}
