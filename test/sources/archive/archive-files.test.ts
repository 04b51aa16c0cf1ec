/**
 * Archives with wrong contents, of extreme size, or with paths outside of their folder.
 */
import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { type ArchiveLimits, unpackArchive } from '../../../lib/sources/archive/archive-files';
import { packChart, type PackedFile, packFiles, packHeader } from '../pack-chart';

const unpack = (files: Record<string, PackedFile>, limits?: ArchiveLimits) => unpackArchive([packFiles(files)], limits);

test('only files that describe values are unpacked, of the chart and its subcharts', async () => {
  const archive = packChart('mesh', {
    'values.yaml': '\uFEFFa: 1\n',
    'values.schema.json': '{}',
    'templates/values.yaml': 'b: 1\n',
    'README.md': '#',
    'charts/proxy/values.yaml': 'c: 1\n',
    'charts/proxy/charts/log/values.schema.json': '{}',
    'charts/old.tgz': 'x',
    'charts/README.md': '#',
  });
  const files = await unpackArchive([archive]);
  expect([...files.keys()].sort()).toEqual([
    'Chart.yaml',
    'charts/old.tgz',
    'charts/proxy/charts/log/values.schema.json',
    'charts/proxy/values.yaml',
    'values.schema.json',
    'values.yaml',
  ]);
  expect(files.get('values.yaml')!.toString()).toBe('a: 1\n');
});

test('an archive in pieces of any size gives the same result', async () => {
  const archive = packChart('mesh', { 'values.yaml': 'a: 1\n' });
  for (const size of [1, 7, 512]) {
    const pieces = Array.from({ length: Math.ceil(archive.length / size) }, (_, i) =>
      archive.subarray(i * size, (i + 1) * size),
    );
    expect((await unpackArchive(pieces)).get('values.yaml')!.toString()).toBe('a: 1\n');
  }
});

test.each([1, 10_000])('fails for 10 GB of zeros after a hundred megabytes of them, in files: %d', async files => {
  const block = Buffer.alloc(1024 * 1024);
  let blocks = 0;
  function* zeros() {
    for (; blocks < 10 * 1024; blocks++) {
      if (blocks < files) yield packHeader(`mesh/templates/${blocks}.yaml`, block.length);
      yield block;
    }
  }
  const archive = Readable.from(zeros()).pipe(createGzip({ level: 1 }));
  const unpacked = unpackArchive(archive as AsyncIterable<Buffer>);
  await expect(unpacked).rejects.toThrow('the archive unpacks to more than 100 MB');
  expect(blocks).toBeLessThan(200);
});

test.each<[string, Record<string, PackedFile>]>([
  ['../values.yaml', { '../values.yaml': '' }],
  ['a path up and down', { 'mesh/charts/../../values.yaml': '' }],
  ['an absolute path', { '/etc/values.yaml': '' }],
  ['an absolute path in the folder', { 'mesh//etc/values.yaml': '' }],
  ['a path of Windows', { 'mesh\\..\\..\\values.yaml': '' }],
  ['a drive', { 'mesh/c:/values.yaml': '' }],
  ['a file next to the folder', { 'Chart.yaml': '' }],
])('fails for %s', async (_, files) => {
  await expect(unpack({ 'mesh/Chart.yaml': 'name: mesh', ...files })).rejects.toThrow(
    'the archive contains files outside of the folder of its chart',
  );
});

test.each(['SymbolicLink', 'Link'] as const)('fails for values that are a %s; other files may be', async type => {
  const link = { link: '/etc/passwd', type };
  await expect(unpack({ 'mesh/values.yaml': link })).rejects.toThrow(
    'values.yaml in the archive is a link, and links are not followed',
  );
  expect((await unpack({ 'mesh/Chart.yaml': '', 'mesh/crds/a.yaml': link })).size).toBe(1);
});

test('fails for a file that is too large, and for too many', async () => {
  const limits = { unpackedBytes: 1e6, fileBytes: 100, files: 3, readBytes: 150 };
  const large = unpack({ 'mesh/README.md': 'x'.repeat(101) }, limits);
  await expect(large).rejects.toThrow('the archive contains a file of more than 100 bytes');
  const many = unpack({ 'mesh/a': '', 'mesh/b': '', 'mesh/c': '', 'mesh/d': '' }, limits);
  await expect(many).rejects.toThrow('the archive contains more than 3 files');
  const values = 'x'.repeat(90);
  const long = unpack({ 'mesh/values.yaml': values, 'mesh/charts/a/values.yaml': values }, limits);
  await expect(long).rejects.toThrow('the archive contains more than 150 bytes of values and schemas');
});

test.each<[string, Buffer, string]>([
  ['a text', Buffer.from('<html>'), 'the archive is not a gzipped tar file, or is damaged'],
  ['a compressed text', gzipSync('<html>'.repeat(200)), 'the archive is not a gzipped tar file, or is damaged'],
  ['an archive that is compressed twice', gzipSync(packChart('mesh', {})), 'the archive does not contain a tar file'],
  ['nothing', Buffer.alloc(0), 'the archive is not a gzipped tar file, or is damaged'],
  [
    'the first half of an archive',
    packChart('mesh', {}).subarray(0, 60),
    'the archive is not a gzipped tar file, or is damaged',
  ],
  ['an archive without files', packFiles({}), 'the archive is not a gzipped tar file, or is damaged'],
])('fails for %s', async (_, archive, message) => {
  await expect(unpackArchive([archive])).rejects.toThrow(message);
});
