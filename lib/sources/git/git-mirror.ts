/**
 * What was fetched of one repository, kept between runs.
 *
 * Files come into a mirror only by being renamed into it, whole, from a folder of the run
 * that fetched them. So runs side by side need no lock, and one that is killed leaves a
 * folder of its own behind, which a later run removes. Packs come in before the record that
 * says what they hold; what the record says and the packs do not hold is a broken mirror.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceCacheFile } from '../../files/replace-file';
import { temporaryName } from '../../files/temporary-name';
import { parseProfileTag } from '../../model/profile-tag';
import { createBareRepository } from './git-mirror-files';
import type { PublishingTag } from './git-transport';
import { sha256 } from '../cache/sha256';

/** What was fetched: tag -> what the tag is; of nested profiles, branch or tag and folder. */
type FetchedTags = ReadonlyMap<string, string>;

/** Records: of the tags that publish profiles, and of what other profiles refer to. */
const RECORDS = { tags: 'tags.json', nested: 'nested.json' } as const;
type MirrorRecord = keyof typeof RECORDS;
const RECORD_VERSION = 1;

export class GitMirror {
  /** Folder of the mirror; a repository once something was added. */
  readonly folder: string;

  constructor(
    private readonly root: string,
    url: string,
  ) {
    this.folder = join(root, sha256(url).slice(0, 32));
  }

  /** Those of `tags` that were not fetched yet: of one commit, each folder has a file of its own. */
  missing<Tag extends PublishingTag>(tags: readonly Tag[]): Tag[] {
    const records = [...this.read('tags'), ...this.read('nested')];
    const present = new Set(records.map(([name, oid]) => `${oid} ${folderOf(name)}`));
    return tags.filter(({ oid, folder = '' }) => !present.has(`${oid} ${folder}`));
  }

  /** What was fetched before; nothing when that cannot be read. */
  read(name: MirrorRecord): FetchedTags {
    try {
      const record: unknown = JSON.parse(readFileSync(join(this.folder, RECORDS[name]), 'utf8'));
      const { version, tags } = record as { version?: unknown; tags?: unknown };
      if (version === RECORD_VERSION && Array.isArray(tags)) return new Map(tags as [string, string][]);
    } catch {
      // there is none, or it is not whole: everything is fetched anew
    }
    return new Map();
  }

  /** How many fetches it holds. */
  get fetches(): number {
    try {
      return readdirSync(join(this.folder, 'objects', 'pack')).filter(name => name.endsWith('.idx')).length;
    } catch {
      // there is no mirror yet
      return 0;
    }
  }

  /** Takes over the packs in the repository `from`, whose hashes have `hashLength` digits. */
  addPacks(from: string, hashLength: number): void {
    createBareRepository(this.folder, hashLength);
    const packs = join(from, 'objects', 'pack');
    const names = readdirSync(packs).filter(name => /^pack-[0-9a-f]+\.(?:pack|rev|idx)$/.test(name));
    // git looks for the index, so that comes last
    const rank = (name: string) => ['.pack', '.rev', '.idx'].findIndex(end => name.endsWith(end));
    for (const name of names.sort((a, b) => rank(a) - rank(b))) {
      renameSync(join(packs, name), join(this.folder, 'objects', 'pack', name));
    }
  }

  /** Records what was fetched, after its packs are there. */
  write(name: MirrorRecord, tags: FetchedTags): void {
    replaceCacheFile(join(this.folder, RECORDS[name]), JSON.stringify({ version: RECORD_VERSION, tags: [...tags] }));
  }

  /** Removes everything; a run that reads it now goes on with what it has open. */
  discard(): void {
    const gone = join(this.root, temporaryName());
    try {
      renameSync(this.folder, gone);
    } catch {
      // another run was faster, or there never was one
      return;
    }
    rmSync(gone, { recursive: true, force: true });
  }
}

/** Name in the record of nested profiles: `heads:main:a/b`; a tag has no ":". */
export function nestedName({ name, folder = '', isBranch = false }: PublishingTag): string {
  return `${isBranch ? 'heads' : 'tags'}:${name}:${folder}`;
}

function folderOf(name: string): string {
  return name.includes(':') ? name.split(':').slice(2).join(':') : (parseProfileTag(name)?.folder ?? '');
}

/** Runs `use` with a private folder in `root` that is gone afterwards. */
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
