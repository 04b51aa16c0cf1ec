/**
 * A file of zeros of any size in a repository, created fast: its object is written in Git's own
 * format, one compressed part repeated.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import type { GitRepository } from './git-repository';

const PART = Buffer.alloc(1024 * 1024);
const ADLER = 65_521;

/** Adds a blob of `megabytes` MB of zeros to the objects of `repository`; returns its hash. */
export function addLargeFile(repository: GitRepository, megabytes: number): string {
  const head = Buffer.from(`blob ${megabytes * PART.length}\0`);
  const hash = createHash('sha1').update(head);
  for (let i = 0; i < megabytes; i++) hash.update(PART);
  const oid = hash.digest('hex');
  const compress = (data: Buffer) => deflateRawSync(data, { finishFlush: constants.Z_FULL_FLUSH });
  const part = compress(PART);
  const parts = Array.from({ length: megabytes }, () => part);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(checksumOf(head, megabytes * PART.length));
  const folder = join(repository.folder, 'objects', oid.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  const data = [Buffer.from([0x78, 0x9c]), compress(head), ...parts, Buffer.from([3, 0]), end];
  writeFileSync(join(folder, oid.slice(2)), Buffer.concat(data));
  return oid;
}

/** Adler-32 of `head` followed by that many zeros. */
function checksumOf(head: Buffer, zeros: number): number {
  let [a, b] = [1, 0];
  for (const byte of head) {
    a = (a + byte) % ADLER;
    b = (b + a) % ADLER;
  }
  b = (b + (zeros % ADLER) * a) % ADLER;
  return b * 65_536 + a;
}
