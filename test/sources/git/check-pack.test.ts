/**
 * Packs as git makes them, and as nobody should.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { checkPack } from '../../../lib/sources/git/check-pack';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { GitRepository } from '../../servers/git-repository';

const BOUNDS = { objectBytes: 100_000, totalBytes: 1_000_000 };
const BLOB = 3;
const DELTA = 7;

/** A pack of one object of `kind`, whose head says that it has `size` bytes. */
function packOf(kind: number, data: Buffer, size = data.length): Buffer {
  const head = [kind * 16 + (size % 16)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    head[head.length - 1] += 128;
    head.push(rest % 128);
  }
  const base = Buffer.alloc(kind === DELTA ? 20 : 0);
  return Buffer.concat([
    Buffer.from('PACK\0\0\0\x02\0\0\0\x01'),
    Buffer.from(head),
    base,
    deflateSync(data),
    Buffer.alloc(20),
  ]);
}

test('packs of git with deltas are walked through to their end', async () => {
  const repository = await GitRepository.create(join(temporaryFolder(), 'x.git'), '');
  const text = Array.from({ length: 2000 }, (_, i) => Math.sin(i).toString(36)).join('\n');
  for (let i = 0; i < 20; i++) await repository.commitAll({ 'values.yaml': `${i}\n${text}`, empty: '' });
  await repository.git('repack', '-adfq');
  const folder = join(repository.folder, 'objects/pack');
  const pack = readFileSync(
    join(
      folder,
      readdirSync(folder).find(name => name.endsWith('.pack'))!,
    ),
  );
  const sizes = (await repository.git('cat-file', '--batch-all-objects', '--batch-check=%(objectsize)')).split('\n');
  const largest = Math.max(...sizes.map(Number));
  // deltas are counted, and what they make
  expect(() => checkPack(pack, { objectBytes: largest, totalBytes: 1_000_000 })).not.toThrow();
  expect(() => checkPack(pack, { objectBytes: largest - 1, totalBytes: 1_000_000 })).toThrow(
    'it contains a file of more',
  );
  const total = sizes.reduce((sum, size) => sum + Number(size), 0);
  expect(() => checkPack(pack, { objectBytes: largest, totalBytes: total - 1 })).toThrow(
    'unpacked, it contains more than',
  );
});

test.each([
  [
    'a file that is too large',
    packOf(BLOB, Buffer.alloc(100_001)),
    'unpacked, it contains a file of more than 100000 bytes',
  ],
  ['a size of more than 32 bits', packOf(BLOB, Buffer.alloc(1), 2 ** 40), 'unpacked, it contains a file of more than'],
  ['a file that goes on for longer than it says', packOf(BLOB, Buffer.alloc(200_000), 5), 'not a valid Git pack'],
  ['a file that ends before', packOf(BLOB, Buffer.alloc(5), 6), 'not a valid Git pack'],
  [
    'a delta that makes too much',
    packOf(DELTA, Buffer.from([5, 0xff, 0xff, 0xff, 0x7f])),
    'unpacked, it contains a file of more',
  ],
  ['noise', Buffer.alloc(100, 0xff), /not a valid Git pack|it contains a file/],
])('fails for %s', (_, pack, words) => {
  expect(() => checkPack(pack, BOUNDS)).toThrow(words);
});
