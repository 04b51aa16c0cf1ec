/**
 * Writing a folder of generated files, whose texts are made while they are written.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNFINISHED, writeFolder } from '../../../lib/constructs/files/write-folder';
import { temporaryName } from '../../../lib/files/temporary-name';
import { HEADER } from '../../../lib/constructs/files/file-header';
import { sweepFolder } from '../../../lib/constructs/files/sweep-folder';
import { filesIn, temporaryFolder } from '../temporary-folder';

const keepAll = () => undefined;

function* broken(): IterableIterator<[string, string]> {
  yield ['production/a.yaml', 'new'];
  throw new Error('cannot be written');
}

test('each text is written before the next one is made', () => {
  const folder = temporaryFolder();
  const found: string[][] = [];
  function* texts(): IterableIterator<[string, string]> {
    for (const name of ['a', 'b', 'c']) {
      found.push(Object.values(filesIn(folder)));
      yield [`production/${name}.yaml`, name];
    }
  }
  writeFolder(folder, texts(), keepAll);
  expect(found).toEqual([[], ['a'], ['a', 'b']]);
  expect(filesIn(folder)).toEqual({ 'production/a.yaml': 'a', 'production/b.yaml': 'b', 'production/c.yaml': 'c' });
});

/** In memory, on most systems. */
const OTHER = '/dev/shm';
const hasOther = existsSync(OTHER) && statSync(OTHER).dev !== statSync(temporaryFolder()).dev;

(hasOther ? test : test.skip)('a cluster may be on another file system, by a link, and old files go there too', () => {
  const [folder, other] = [temporaryFolder(), mkdtempSync(join(OTHER, 'production-'))];
  try {
    symlinkSync(other, join(folder, 'production'));
    const write = (...names: readonly string[]) => {
      const texts = new Map(names.map(name => [`production/${name}.yaml`, `${HEADER}${name}`]));
      const sweep = { header: HEADER, kept: texts };
      writeFolder(folder, texts, isResumed => sweepFolder(folder, '.yaml', { ...sweep, isResumed }));
    };
    write('a', 'b');
    write('b', 'c');
    expect(filesIn(other)).toEqual({ 'b.yaml': `${HEADER}b`, 'c.yaml': `${HEADER}c` });
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('fails with the folder as it was if a text cannot be made', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'production'));
  writeFileSync(join(folder, 'production/a.yaml'), 'old');
  expect(() => writeFolder(folder, broken(), keepAll)).toThrow('cannot be written');
  expect(filesIn(folder)).toEqual({ 'production/a.yaml': 'old' });
});

test('fails without a folder if there was none', () => {
  const folder = temporaryFolder();
  expect(() => writeFolder(join(folder, 'apps/dist'), broken(), keepAll)).toThrow('cannot be written');
  expect(existsSync(join(folder, 'apps'))).toBe(false);
});

test('an empty fleet leaves an empty folder', () => {
  const folder = join(temporaryFolder(), 'dist');
  writeFolder(folder, [], keepAll);
  expect(existsSync(folder)).toBe(true);
  expect(filesIn(folder)).toEqual({});
});

test('what a killed run left in a linked folder is removed', () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  symlinkSync(other, join(folder, 'production'));
  symlinkSync('nowhere', join(folder, 'staging'));
  // no process has this id
  writeFileSync(join(other, temporaryName().replace(/-\d+-/, '-999999999-')), 'half a file');
  writeFileSync(join(folder, UNFINISHED), '');
  writeFolder(folder, [['production/a.yaml', 'a']], keepAll);
  expect(filesIn(other)).toEqual({ 'a.yaml': 'a' });
});
