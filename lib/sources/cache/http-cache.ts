/**
 * What was downloaded before, by URL and by who we were.
 *
 * A body lies in a file named by the hash of its content, and is checked against it whenever it is
 * read; what is damaged, or cannot be written, is as good as absent. Files appear whole or not at all.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readFileSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LARGEST_OTHER_LAYOUT } from '../../model/yaml/any-yaml';
import { isRecord } from '../../model/formats/invalid-object';
import { removeCacheLeftovers } from './cache-leftovers';
import { sha256 } from './sha256';
import { Unreadable } from '../reading/unreadable';

/** What a server said of a body, to ask whether it has changed. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A body that is there, and where. */
export interface CachedBody extends Validators {
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly body: string;
}

/** A body that is not there any more, or is not what was written. */
export class DamagedBody extends Unreadable {
  constructor() {
    super('what was kept of it in the cache cannot be read again');
  }
}

const HASH = /^[0-9a-f]{64}$/;

export class HttpCache {
  private readonly folder: string;
  private readonly record: string;

  /** `url` without credentials; `identity` is what the body may depend on beside it. */
  constructor(
    cacheFolder: string,
    private readonly url: string,
    identity: string,
  ) {
    this.folder = join(cacheFolder, 'http');
    this.record = `${sha256(`${url}\n${identity}`)}.json`;
  }

  /** What is known of the URL; `undefined` when nothing is, or nothing that can be read. */
  async find(): Promise<CachedBody | undefined> {
    try {
      return readRecord(await readFile(join(this.folder, this.record), 'utf8'), this.url);
    } catch {
      return undefined; // not there yet, or not readable: it is written again
    }
  }

  /** Reads a body in pieces to `push`; false when it is not what was written, and what was pushed is void. */
  async read({ body }: CachedBody, push: (chunk: Buffer) => void): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(this.folder, `${body}.body`)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        push(chunk);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      return false; // removed meanwhile, or not readable
    }
    return hash.digest('hex') === body;
  }

  /** A body, at once; throws DamagedBody when it is not what was written. */
  readAll({ body }: CachedBody): Buffer {
    try {
      const found = readFileSync(join(this.folder, `${body}.body`));
      if (sha256(found) === body) return found;
    } catch {
      // removed meanwhile, or not readable
    }
    throw new DamagedBody();
  }

  /** A body to write; without a folder to write to, it is held in memory. */
  async write(): Promise<CacheWriter> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const file = join(this.folder, `${randomUUID()}.tmp`);
      return new CacheWriter(await open(file, 'wx+', 0o600), file, (body, validators) =>
        this.commit(file, body, validators),
      );
    } catch {
      return new CacheWriter(); // a cache is a convenience
    }
  }

  private async commit(file: string, body: string, validators: Validators): Promise<void> {
    const before = await this.find();
    const temporary = join(this.folder, `${randomUUID()}.tmp`);
    const record = { url: this.url, ...validators, body };
    // first, for the disk may be full
    await writeFile(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(file, join(this.folder, `${body}.body`));
    await rename(temporary, join(this.folder, this.record));
    await this.sweep(before?.body === body ? undefined : before?.body);
  }

  /** Removes the body that was replaced, when no other record has it, and what was left by runs that were killed. */
  private async sweep(replaced: string | undefined): Promise<void> {
    const names = await removeCacheLeftovers(this.folder);
    if (replaced === undefined) return;
    const records = names.filter(file => file.endsWith('.json'));
    const texts = await Promise.all(records.map(name => readFile(join(this.folder, name), 'utf8').catch(() => '')));
    // whoever reads it just now finds it damaged at worst, and asks the server
    if (!texts.some(text => text.includes(replaced))) await rm(join(this.folder, `${replaced}.body`), { force: true });
  }
}

/** A body on its way into the cache. */
export class CacheWriter {
  private readonly hash = createHash('sha256');
  private size = 0;
  /** Instead of the file, where none can be written: as much as may be asked for. */
  private held: Buffer[] | undefined;

  constructor(
    private readonly handle?: FileHandle,
    private readonly file = '',
    private readonly keep: (body: string, validators: Validators) => Promise<void> = async () => undefined,
  ) {
    if (handle === undefined) this.held = [];
  }

  /** Waits for the disk, and so nothing comes over the network meanwhile that would have to be held. */
  write(chunk: Buffer): void {
    if (this.handle !== undefined && this.held === undefined) {
      this.hash.update(chunk);
      try {
        for (let at = 0; at < chunk.length;) at += writeSync(this.handle.fd, chunk, at);
      } catch {
        this.held = this.size > LARGEST_OTHER_LAYOUT ? [] : [this.readFile()]; // the disk may be full
      }
    }
    this.size += chunk.length;
    if (this.size > LARGEST_OTHER_LAYOUT) this.held &&= [];
    else this.held?.push(chunk);
  }

  /** What was written, which is up to 32 MB. */
  readAll(): Buffer {
    return this.held === undefined ? this.readFile() : Buffer.concat(this.held);
  }

  /** By its descriptor: it can be read though it was removed. */
  private readFile(): Buffer {
    const content = Buffer.alloc(this.size);
    for (let at = 0; at < this.size;) {
      const read = readSync(this.handle!.fd, content, at, this.size - at, at);
      if (read === 0) throw new DamagedBody();
      at += read;
    }
    return content;
  }

  /** Makes what was written the body of its URL. */
  async commit(validators: Validators): Promise<void> {
    if (this.handle === undefined || this.held !== undefined) return this.abort();
    try {
      await this.handle.close();
      await this.keep(this.hash.digest('hex'), validators);
    } catch {
      await rm(this.file, { force: true }); // as good as absent
    }
  }

  /** Leaves the cache as it was. */
  async abort(): Promise<void> {
    await this.handle?.close().catch(() => undefined);
    if (this.handle !== undefined) await rm(this.file, { force: true });
  }
}

function readRecord(text: string, url: string): CachedBody | undefined {
  const record: unknown = JSON.parse(text);
  if (!isRecord(record) || record.url !== url) return undefined;
  const { body, etag, lastModified } = record;
  if (typeof body !== 'string' || !HASH.test(body)) return undefined;
  return { body, etag: textOrNothing(etag), lastModified: textOrNothing(lastModified) };
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
