/**
 * What was downloaded before, named by its SHA-256 and checked against it.
 *
 * Files appear whole or not at all; what is damaged, or cannot be written, is as good as absent.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeCacheLeftovers } from './cache-leftovers';
import { sha256 } from './sha256';

/** Folder in the cache, and ending, of each kind of content. */
const KINDS = { charts: 'tgz', registries: 'json' } as const;

export class ContentCache {
  private readonly folder: string;
  private prepared?: Promise<unknown>;

  constructor(
    cacheFolder: string,
    private readonly kind: keyof typeof KINDS,
  ) {
    this.folder = join(cacheFolder, kind);
  }

  /** The content with that SHA-256, in hexadecimal digits. */
  async find(hash: string): Promise<Buffer | undefined> {
    try {
      const data = await readFile(this.fileOf(hash));
      return sha256(data) === hash ? data : undefined;
    } catch {
      return undefined; // not there yet, or not readable: it is downloaded again
    }
  }

  async keep(hash: string, data: Buffer): Promise<void> {
    const temporary = join(this.folder, `${randomUUID()}.tmp`);
    try {
      await (this.prepared ??= this.prepare());
      await writeFile(temporary, data, { mode: 0o600, flag: 'wx' });
      await rename(temporary, this.fileOf(hash));
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined); // a cache is a convenience
    }
  }

  private async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await removeCacheLeftovers(this.folder);
  }

  private fileOf(hash: string): string {
    return join(this.folder, `${hash}.${KINDS[this.kind]}`);
  }
}
