/**
 * Cached downloads, by URL and by the identity that the server was shown.
 *
 * The file of a body is named by the hash of its content, and is checked against it on every read.
 * Files are written completely or not at all. A file that is damaged, or cannot be written, counts
 * as absent.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NewFile } from '../../files/new-file';
import { removeStaleFiles } from '../../files/temporary-name';
import { isRecord } from '../../model/data/json';
import { CacheWriter, DamagedBody, type Validators } from './cache-writer';
import { sha256 } from './sha256';

/** A cached body: its hash, and the headers to ask whether it has changed. */
export interface CachedBody extends Validators {
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly body: string;
}

const HASH = /^[0-9a-f]{64}$/;

export class HttpCache {
  private readonly folder: string;
  private readonly record: string;

  /** `url` is without credentials; `identity` is what else the body may depend on. */
  constructor(
    cacheFolder: string,
    private readonly url: string,
    identity: string,
  ) {
    this.folder = join(cacheFolder, 'http');
    this.record = `${sha256(`${url}\n${identity}`)}.json`;
  }

  /** Returns what is cached for the URL; `undefined` if there is nothing that can be read. */
  async find(): Promise<CachedBody | undefined> {
    try {
      return readRecord(await readFile(join(this.folder, this.record), 'utf8'), this.url);
    } catch {
      return undefined; // not cached yet, or not readable: it is written again
    }
  }

  /** Passes a body to `push` in pieces. Returns false if the file is damaged; discard what was pushed then. */
  async read({ body }: CachedBody, push: (chunk: Buffer) => void): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of createReadStream(join(this.folder, `${body}.body`)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        push(chunk);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      return false; // removed in the meantime, or not readable
    }
    return hash.digest('hex') === body;
  }

  /** Returns a whole body; throws DamagedBody if its content differs from what was written. */
  readAll({ body }: CachedBody): Buffer {
    try {
      const found = readFileSync(join(this.folder, `${body}.body`));
      if (sha256(found) === body) return found;
    } catch {
      // removed in the meantime, or not readable
    }
    throw new DamagedBody();
  }

  /** Starts writing a body. If the folder cannot be written to, the body is held in memory. */
  async write(): Promise<CacheWriter> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const file = NewFile.create(this.folder, 0o600);
      return new CacheWriter(file, (body, validators) => this.commit(file, body, validators));
    } catch {
      return new CacheWriter(); // the cache is optional
    }
  }

  private async commit(file: NewFile, body: string, validators: Validators): Promise<void> {
    const before = await this.find();
    const record = NewFile.create(this.folder, 0o600);
    try {
      // written before the body gets its name, because the disk may be full
      record.write(Buffer.from(`${JSON.stringify({ url: this.url, ...validators, body })}\n`));
      file.moveTo(join(this.folder, `${body}.body`));
      record.moveTo(join(this.folder, this.record));
    } finally {
      record.discard();
    }
    await this.sweep(before?.body === body ? undefined : before?.body);
  }

  /**
   * Removes the body that was replaced, unless another record refers to it, and the files that
   * killed processes left.
   */
  private async sweep(replaced: string | undefined): Promise<void> {
    removeStaleFiles(this.folder);
    if (replaced === undefined) return;
    const records = (await readdir(this.folder)).filter(file => file.endsWith('.json'));
    const texts = await Promise.all(records.map(name => readFile(join(this.folder, name), 'utf8').catch(() => '')));
    // at worst, a process that reads it now finds it damaged, and asks the server
    if (!texts.some(text => text.includes(replaced))) await rm(join(this.folder, `${replaced}.body`), { force: true });
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
