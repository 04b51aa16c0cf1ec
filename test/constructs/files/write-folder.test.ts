/**
 * Writing a folder of generated files, whose texts are made while they are written.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFolder } from '../../../lib/constructs/files/write-folder';
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
