/**
 * What was fetched of one repository, kept between runs.
 *
 * Files come into a mirror only by being renamed into it, whole, from a folder of the run
 * that fetched them. So runs side by side need no lock, and one that is killed leaves a
 * folder of its own behind, which a later run removes. Packs come in before the record that
 * says what they hold; what the record says and the packs do not hold is a broken mirror.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createBareRepository, writeWhole } from './git-mirror-files';
import { sha256 } from '../cache/sha256';

/** What was fetched: tag -> what the tag is. */
type FetchedTags = ReadonlyMap<string, string>;

const RECORD = 'tags.json';
const RECORD_VERSION = 1;
const HOUR = 3_600_000;
const HOST = hostname().replace(/[^A-Za-z0-9]/g, '');

export class GitMirror {
  /** Folder of the mirror; a repository once something was added. */
  readonly folder: string;

  constructor(
    private readonly root: string,
    url: string,
  ) {
    this.folder = join(root, sha256(url).slice(0, 32));
  }

  /** What was fetched before; nothing when that cannot be read. */
  read(): FetchedTags {
    try {
      const record: unknown = JSON.parse(readFileSync(join(this.folder, RECORD), 'utf8'));
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
  write(tags: FetchedTags): void {
    writeWhole(join(this.folder, RECORD), JSON.stringify({ version: RECORD_VERSION, tags: [...tags] }));
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

/** Removes the folders of runs that were killed. */
export function removeLeftovers(root: string): void {
  for (const name of readdirSync(root)) {
    const [, host, pid] = /^tmp-([A-Za-z0-9]*)-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const folder = join(root, name);
    // in a container, every run may have the same process id
    const isForeign = host !== HOST || Number(pid) === process.pid;
    if (isForeign ? isOld(folder) : !isRunning(Number(pid))) rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryName(): string {
  return `tmp-${HOST}-${process.pid}-${randomBytes(6).toString('hex')}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOld(folder: string): boolean {
  try {
    return Date.now() - statSync(folder).mtimeMs > HOUR;
  } catch {
    // its run has removed it
    return false;
  }
}
