/**
 * Unpacks files of a chart archive, in memory and with size limits.
 *
 * Nothing is written to disk. The limits are Helm's (helm.sh/helm/v4/pkg/chart/loader/archive), so
 * an archive that Helm refuses is refused here too.
 */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { formatBytes, MEBIBYTE } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

export type ArchiveLimits = Readonly<typeof ARCHIVE_LIMITS>;

/** How much is unpacked before an archive is rejected. */
export const ARCHIVE_LIMITS = {
  unpackedBytes: 100 * MEBIBYTE,
  fileBytes: 5 * MEBIBYTE,
  files: 10_000,
  /** Total size of the files that are kept. Parsing them takes far longer than unpacking them. */
  readBytes: 8 * MEBIBYTE,
};

/** The files that describe values, in the chart and in its subcharts. */
const WANTED =
  /^(charts\/[^/]+\/)*(Chart\.yaml|requirements\.yaml|values\.yaml|values\.schema\.json|charts\/[^/]+\.tgz)$/;
const LINKS = new Set(['Link', 'SymbolicLink']);
/** First bytes of gzip and zstd data. */
const PACKED = [Buffer.from([0x1f, 0x8b]), Buffer.from([0x28, 0xb5, 0x2f, 0xfd])];
const LONGEST_MAGIC = 4;

/**
 * Unpacks a gzipped tar. Returns the files whose path in the chart's folder is `wanted`, by that path;
 * by default those that describe values. Throws Unreadable.
 */
export async function unpackArchive(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
  wanted = WANTED,
): Promise<Map<string, Buffer>> {
  const unpacking = new Unpacking(limits, wanted);
  try {
    await pipeline(Readable.from(chunks), createGunzip(), intoUnpacking(unpacking));
    return unpacking.end();
  } catch (error) {
    throw toArchiveError(error);
  }
}

function intoUnpacking(unpacking: Unpacking): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      try {
        unpacking.push(chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function toArchiveError(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error;
  const { code = '' } = error as { code?: string };
  if (code.startsWith('Z_') || code.startsWith('TAR_'))
    return new Unreadable('the archive is not a gzipped tar file, or is damaged');
  throw error;
}

class Unpacking {
  private readonly parser: Parser;
  private readonly found = new Map<string, Buffer>();
  private bytes = 0;
  private isOver = false;
  /** The bytes received so far, until there are enough of them to recognize the format. */
  private start?: Buffer = Buffer.alloc(0);
  private files = 0;
  private readBytes = 0;
  private fault?: Error;

  constructor(
    private readonly limits: ArchiveLimits,
    private readonly wanted: RegExp,
  ) {
    this.parser = new Parser({ strict: true, onReadEntry: entry => this.read(entry) });
    this.parser.on('eof', () => (this.isOver = true));
    this.parser.on('error', (error: Error) => (this.fault ??= error));
  }

  push(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limits.unpackedBytes) {
      throw new Unreadable(`the archive unpacks to more than ${formatBytes(this.limits.unpackedBytes)}`);
    }
    // data after the end of the archive still counts towards the limit, but the parser would buffer it
    if (!this.isOver) this.parser.write(this.checkStart(chunk));
    if (this.fault !== undefined) throw this.fault;
  }

  /** Rejects an archive that is compressed twice: the parser would unpack it without counting its size. */
  private checkStart(chunk: Buffer): Buffer {
    if (this.start === undefined) return chunk;
    const start = Buffer.concat([this.start, chunk]);
    this.start = start.length < LONGEST_MAGIC ? start : undefined;
    if (this.start !== undefined) return Buffer.alloc(0);
    if (PACKED.some(magic => start.subarray(0, magic.length).equals(magic)))
      throw new Unreadable('the archive does not contain a tar file');
    return start;
  }

  end(): Map<string, Buffer> {
    this.parser.end();
    if (this.fault !== undefined) throw this.fault;
    if (this.files === 0) throw new Unreadable('the archive does not contain any files');
    return this.found;
  }

  private read(entry: ReadEntry): void {
    try {
      const path = this.check(entry);
      if (path === undefined || !this.wanted.test(path)) return void entry.resume();
      if (LINKS.has(entry.type)) throw new Unreadable(`${path} in the archive is a link, and links are not followed`);
      this.readBytes += entry.size;
      if (this.readBytes > this.limits.readBytes) {
        throw new Unreadable(
          `the archive contains more than ${formatBytes(this.limits.readBytes)} of values and schemas`,
        );
      }
      const chunks: Buffer[] = [];
      entry.on('data', chunk => chunks.push(chunk));
      entry.on('end', () => this.found.set(path, withoutMark(Buffer.concat(chunks))));
    } catch (error) {
      this.fault ??= error as Error;
      entry.resume();
    }
  }

  /** Returns the path in the chart's folder; `undefined` for a folder. */
  private check({ path, type, size }: ReadEntry): string | undefined {
    if (type === 'Directory') return undefined;
    if (++this.files > this.limits.files)
      throw new Unreadable(`the archive contains more than ${this.limits.files} files`);
    if (size > this.limits.fileBytes) {
      throw new Unreadable(`the archive contains a file of more than ${formatBytes(this.limits.fileBytes)}`);
    }
    const [root, ...steps] = path.replaceAll('\\', '/').split('/');
    const inner = steps.filter(step => step !== '' && step !== '.');
    const isOutside =
      root === '' || root === '..' || inner.includes('..') || steps[0] === '' || /^[a-z]:$/i.test(inner[0] ?? '');
    if (isOutside || inner.length === 0)
      throw new Unreadable('the archive contains files outside of the folder of its chart');
    return inner.join('/');
  }
}

/** Removes a byte order mark. */
function withoutMark(data: Buffer): Buffer {
  return data.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? data.subarray(3) : data;
}
