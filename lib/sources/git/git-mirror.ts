/**
 * What was fetched from one repository, kept between runs.
 *
 * A run fetches files into a folder of its own, and then renames them into the mirror, whole. So
 * concurrent runs need no lock; the folder of a run that was killed is removed by a later run.
 * Packs are moved before the record that lists their content, so a mirror is broken if its record
 * lists what its packs do not contain.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { replaceCacheFile } from '../../files/replace-file';
import { temporaryName } from '../../files/temporary-name';
import { parseProfileTag } from '../../model/profile-tag';
import { createBareRepository } from './git-mirror-files';
import type { PublishingTag } from './git-transport';
import { sha256 } from '../cache/sha256';

/** The fetched tags: tag -> what the tag points to; for nested profiles, branch or tag and folder. */
type FetchedTags = ReadonlyMap<string, string>;

/** Records: of tags that publish profiles, and of what other profiles refer to. */
const RECORDS = { tags: 'tags.json', nested: 'nested.json' } as const;
type MirrorRecord = keyof typeof RECORDS;
const RECORD_VERSION = 1;

export class GitMirror {
  /** Folder of the mirror; becomes a repository with the first fetch. */
  readonly folder: string;

  constructor(
    private readonly root: string,
    url: string,
  ) {
    this.folder = join(root, sha256(url).slice(0, 32));
  }

  /** Those of `tags` that were not fetched yet; each folder of a commit has its own file. */
  missing<Tag extends PublishingTag>(tags: readonly Tag[]): Tag[] {
    const records = [...this.read('tags'), ...this.read('nested')];
    const present = new Set(records.map(([name, oid]) => `${oid} ${folderOf(name)}`));
    return tags.filter(({ oid, folder = '' }) => !present.has(`${oid} ${folder}`));
  }

  /** Returns what was fetched before; nothing if that cannot be read. */
  read(name: MirrorRecord): FetchedTags {
    try {
      const record: unknown = JSON.parse(readFileSync(join(this.folder, RECORDS[name]), 'utf8'));
      const { version, tags } = record as { version?: unknown; tags?: unknown };
      if (version === RECORD_VERSION && Array.isArray(tags)) return new Map(tags as [string, string][]);
    } catch {
      // missing or incomplete: everything is fetched again
    }
    return new Map();
  }

  /** Number of fetches that it contains. */
  get fetches(): number {
    try {
      return readdirSync(join(this.folder, 'objects', 'pack')).filter(name => name.endsWith('.idx')).length;
    } catch {
      // there is no mirror yet
      return 0;
    }
  }

  /**
   * Whether a pack or its index is not what Git wrote. Objects that are missing do not show it: where a
   * server supports filters, large files are missing on purpose.
   */
  get isDamaged(): boolean {
    const folder = join(this.folder, 'objects', 'pack');
    try {
      return readdirSync(folder).some(name => name.endsWith('.idx') && !isWholeIndex(join(folder, name)));
    } catch (error) {
      // no mirror, or no pack for an index
      return existsSync(folder) && (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }

  /** Moves the packs of the repository `from` into the mirror; their hashes have `hashLength` digits. */
  addPacks(from: string, hashLength: number): void {
    createBareRepository(this.folder, hashLength);
    const packs = join(from, 'objects', 'pack');
    const names = readdirSync(packs).filter(name => /^pack-[0-9a-f]+\.(?:pack|rev|idx)$/.test(name));
    // Git looks for the index, so it is moved last
    const rank = (name: string) => ['.pack', '.rev', '.idx'].findIndex(end => name.endsWith(end));
    for (const name of names.sort((a, b) => rank(a) - rank(b))) {
      renameSync(join(packs, name), join(this.folder, 'objects', 'pack', name));
    }
  }

  /** Records what was fetched, after its packs were moved. */
  write(name: MirrorRecord, tags: FetchedTags): void {
    replaceCacheFile(join(this.folder, RECORDS[name]), JSON.stringify({ version: RECORD_VERSION, tags: [...tags] }));
  }

  /** Removes the mirror; a run that reads it at the moment continues with the files it has open. */
  discard(): void {
    const gone = join(this.root, temporaryName());
    try {
      renameSync(this.folder, gone);
    } catch {
      // another run removed it, or it never existed
      return;
    }
    rmSync(gone, { recursive: true, force: true });
  }
}

/** An index ends in the hash of its pack, which is also the end of the pack, and its own hash (gitformat-pack). */
function isWholeIndex(file: string): boolean {
  const index = readFileSync(file);
  return ['sha1', 'sha256'].some(algorithm => {
    const hash = createHash(algorithm);
    const length = algorithm === 'sha1' ? 20 : 32;
    if (!hash.update(index.subarray(0, -length)).digest().equals(index.subarray(-length))) return false;
    return index.subarray(-2 * length, -length).equals(endOf(file.replace(/idx$/, 'pack'), length));
  });
}

/** The last `length` bytes of a file. */
function endOf(file: string, length: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const end = Buffer.alloc(length);
    readSync(descriptor, end, 0, length, Math.max(0, fstatSync(descriptor).size - length));
    return end;
  } finally {
    closeSync(descriptor);
  }
}

/** Name in the record of nested profiles: `heads:main:a/b`; a tag does not contain ":". */
export function nestedName({ name, folder = '', isBranch = false }: PublishingTag): string {
  return `${isBranch ? 'heads' : 'tags'}:${name}:${folder}`;
}

function folderOf(name: string): string {
  return name.includes(':') ? name.split(':').slice(2).join(':') : (parseProfileTag(name)?.folder ?? '');
}

/** Runs `use` with a private folder in `root`, which is removed afterwards. */
export async function withTemporaryFolder<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const folder = join(root, temporaryName());
  mkdirSync(folder, { mode: 0o700 });
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
