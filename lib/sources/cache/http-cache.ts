/**
 * What was downloaded before, by URL and by the identity that was shown.
 *
 * A body is in a file named by the hash of its content, and is checked against it whenever it is read.
 * A file that is damaged, or cannot be written, counts as absent. Files are written completely or not at all.
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

/** A body that is there, and where. */
export interface CachedBody extends Validators {
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly body: string;
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
      const file = NewFile.create(this.folder, 0o600);
      return new CacheWriter(file, (body, validators) => this.commit(file, body, validators));
    } catch {
      return new CacheWriter(); // a cache is a convenience
    }
  }

  private async commit(file: NewFile, body: string, validators: Validators): Promise<void> {
    const before = await this.find();
    const record = NewFile.create(this.folder, 0o600);
    try {
      // written before the body gets its name: the disk may be full
      record.write(Buffer.from(`${JSON.stringify({ url: this.url, ...validators, body })}\n`));
      file.moveTo(join(this.folder, `${body}.body`));
      record.moveTo(join(this.folder, this.record));
    } finally {
      record.discard();
    }
    await this.sweep(before?.body === body ? undefined : before?.body);
  }

  /** Removes the body that was replaced, when no other record has it, and what killed runs left. */
  private async sweep(replaced: string | undefined): Promise<void> {
    removeStaleFiles(this.folder);
    if (replaced === undefined) return;
    const records = (await readdir(this.folder)).filter(file => file.endsWith('.json'));
    const texts = await Promise.all(records.map(name => readFile(join(this.folder, name), 'utf8').catch(() => '')));
    // a run that is reading it finds it damaged at worst, and asks the server
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
