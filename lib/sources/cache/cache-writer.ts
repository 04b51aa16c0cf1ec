/**
 * A body on its way into the cache: written to disk as it arrives, so that little of it is held in memory.
 */
import { createHash } from 'node:crypto';
import type { NewFile } from '../../files/new-file';
import { LARGEST_FOR_FULL_PARSER } from '../../model/yaml/any-yaml';
import { Unreadable } from '../reading/unreadable';

/** What a server said of a body, to ask whether it has changed. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A cached body that is gone, or has other content than was written. */
export class DamagedBody extends Unreadable {
  constructor() {
    super('what was kept of it in the cache cannot be read again');
  }
}

export class CacheWriter {
  private readonly hash = createHash('sha256');
  private size = 0;
  /** The body in memory, where it cannot be written to a file: as much of it as may be asked for. */
  private held: Buffer[] | undefined;

  constructor(
    private readonly file?: NewFile,
    private readonly keep: (body: string, validators: Validators) => Promise<void> = async () => undefined,
  ) {
    if (file === undefined) this.held = [];
  }

  /** Waits for the disk; meanwhile nothing arrives over the network that would have to be held. */
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

  /** What was written, up to 32 MB. */
  readAll(): Buffer {
    return this.held === undefined ? this.readFile() : Buffer.concat(this.held);
  }

  private readFile(): Buffer {
    const content = this.file!.read(this.size);
    if (content.length < this.size) throw new DamagedBody();
    return content;
  }

  /** Makes what was written the body of its URL. */
  async commit(validators: Validators): Promise<void> {
    if (this.file === undefined || this.held !== undefined) return this.abort();
    try {
      await this.keep(this.hash.digest('hex'), validators);
    } catch {
      this.file.discard(); // without a cache, the body is downloaded again
    }
  }

  /** Leaves the cache as it was. */
  abort(): void {
    this.file?.discard();
  }
}
