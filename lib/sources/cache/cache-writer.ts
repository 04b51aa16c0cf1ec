/**
 * Writes a body to the cache as it arrives, so that only a small part of it is held in memory.
 */
import { createHash } from 'node:crypto';
import type { NewFile } from '../../files/new-file';
import { LARGEST_FOR_FULL_PARSER } from '../../model/yaml/any-yaml';
import { Unreadable } from '../reading/unreadable';

/** Headers that the server sent with a body; they are sent back to ask whether it has changed. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Thrown if a cached body was removed, or its content differs from what was written. */
export class DamagedBody extends Unreadable {
  constructor() {
    super('what was written to the cache cannot be read back');
  }
}

export class CacheWriter {
  private readonly hash = createHash('sha256');
  private size = 0;
  /** The body in memory, if it cannot be written to a file: only as much of it as `readAll` may return. */
  private held: Buffer[] | undefined;

  constructor(
    private readonly file?: NewFile,
    private readonly keep: (body: string, validators: Validators) => Promise<void> = async () => undefined,
  ) {
    if (file === undefined) this.held = [];
  }

  /** Writes synchronously: no more data arrives from the network in the meantime, so none has to be held. */
  write(chunk: Buffer): void {
    if (this.file !== undefined && this.held === undefined) {
      this.hash.update(chunk);
      try {
        this.file.write(chunk);
      } catch {
        this.held = this.size > LARGEST_FOR_FULL_PARSER ? [] : [this.readFile()]; // the disk may be full
      }
    }
    this.size += chunk.length;
    if (this.size > LARGEST_FOR_FULL_PARSER) this.held &&= [];
    else this.held?.push(chunk);
  }

  /** Returns what was written, up to 32 MB. */
  readAll(): Buffer {
    return this.held === undefined ? this.readFile() : Buffer.concat(this.held);
  }

  private readFile(): Buffer {
    const content = this.file!.read(this.size);
    if (content.length < this.size) throw new DamagedBody();
    return content;
  }

  /** Stores what was written as the cached body of the URL. */
  async commit(validators: Validators): Promise<void> {
    if (this.file === undefined || this.held !== undefined) return this.abort();
    try {
      await this.keep(this.hash.digest('hex'), validators);
    } catch {
      this.file.discard(); // without a cache, the body is downloaded again
    }
  }

  /** Leaves the cache unchanged. */
  abort(): void {
    this.file?.discard();
  }
}
