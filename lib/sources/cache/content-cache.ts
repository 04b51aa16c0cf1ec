/**
 * Cached downloads, named by their SHA-256 and checked against it.
 *
 * Files are written completely or not at all. A file that is damaged, or cannot be written, counts
 * as absent.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceCacheFile } from '../../files/replace-file';
import { removeStaleFiles } from '../../files/temporary-name';
import { sha256 } from './sha256';

/** Folder in the cache and file extension of each kind of content. */
const KINDS = { charts: 'tgz', registries: 'json' } as const;

export class ContentCache {
  private readonly folder: string;
  private opened?: Promise<void>;

  constructor(
    cacheFolder: string,
    private readonly kind: keyof typeof KINDS,
  ) {
    this.folder = join(cacheFolder, kind);
  }

  /** Returns the content with that SHA-256, in hexadecimal digits. */
  async find(hash: string): Promise<Buffer | undefined> {
    try {
      const data = await readFile(this.fileOf(hash));
      return sha256(data) === hash ? data : undefined;
    } catch {
      return undefined; // not cached yet, or not readable: it is downloaded again
    }
  }

  /** Stores `data`, whose SHA-256 is `hash`, if the folder can be written to. */
  async keep(hash: string, data: Buffer): Promise<void> {
    try {
      await (this.opened ??= this.open());
      replaceCacheFile(this.fileOf(hash), data);
    } catch {
      // the cache is optional
    }
  }

  private async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    removeStaleFiles(this.folder);
  }

  private fileOf(hash: string): string {
    return join(this.folder, `${hash}.${KINDS[this.kind]}`);
  }
}
