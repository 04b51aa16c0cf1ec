import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mountsIn } from '../../lib/files/mounts';
import { temporaryFolder } from '../constructs/temporary-folder';

const lineOf = (path: string) => `36 35 98:0 /root ${path} rw,noatime shared:1 - ext4 /dev/sda1 rw`;

test('mounts of a folder are those at it and below it, whatever their names', () => {
  const root = temporaryFolder();
  const dist = join(root, 'dist');
  mkdirSync(dist);
  const paths = [`${dist}/b`, `${dist}/a\\040b/\\134c`, dist, root, `${dist}2`, '/', `${dist}/b`];
  const text = `${paths.map(lineOf).join('\n')}\n`;
  expect(mountsIn(dist, text)).toEqual([dist, `${dist}/a b/\\c`, `${dist}/b`]);
  expect(mountsIn(dist, '')).toEqual([]);
  expect(mountsIn(join(root, 'none'), text)).toEqual([]);
});
