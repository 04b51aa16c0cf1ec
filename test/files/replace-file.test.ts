import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../lib/files/replace-file';
import { removeStaleFiles } from '../../lib/files/temporary-name';
import { temporaryFolder } from '../constructs/temporary-folder';
import { builtModule } from '../wrong-inputs/install-package';

const read = (path: string) => fs.readFileSync(path, 'utf8');

test('a file is created, and replaced as a whole, without leaving other files', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'platform.lock.yaml');
  replaceFile(file, 'long text\n');
  replaceFile(file, 'new\n');
  expect(read(file)).toBe('new\n');
  expect(fs.readdirSync(folder)).toEqual(['platform.lock.yaml']);
});

test('a process that has the old file open continues to read the old text', () => {
  const file = join(temporaryFolder(), 'a');
  fs.writeFileSync(file, 'old');
  const open = fs.openSync(file, 'r');
  replaceFile(file, 'new');
  expect(fs.readFileSync(open, 'utf8')).toBe('old');
  fs.closeSync(open);
});

test('permissions are kept, even if they forbid writing', () => {
  const file = join(temporaryFolder(), 'a');
  fs.writeFileSync(file, 'old');
  fs.chmodSync(file, 0o440);
  replaceFile(file, 'new');
  expect(fs.statSync(file).mode & 0o7777).toBe(0o440);
});

test('a link is kept, and its target is replaced', () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'shared'));
  fs.mkdirSync(join(folder, 'catalogs'));
  fs.symlinkSync('../shared/a', join(folder, 'catalogs/b'));
  fs.symlinkSync('b', join(folder, 'catalogs/a'));
  for (const text of ['first', 'second']) {
    replaceFile(join(folder, 'catalogs/a'), text);
    expect(read(join(folder, 'shared/a'))).toBe(text);
  }
  expect(fs.readlinkSync(join(folder, 'catalogs/a'))).toBe('b');
  expect(fs.readdirSync(join(folder, 'shared'))).toEqual(['a']);
});

test('fails without leaving anything if the file cannot be replaced', () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'a/b'), { recursive: true });
  expect(() => replaceFile(join(folder, 'a'), 'text')).toThrow();
  expect(fs.readdirSync(folder)).toEqual(['a']);
});

describe('files of a killed process', () => {
  /** The folder, and the name of a file that a process wrote but did not rename. */
  function leave(): { folder: string; name: string } {
    const folder = temporaryFolder();
    const program = `
      require('node:fs').renameSync = () => process.kill(process.pid, 'SIGKILL');
      require(process.argv[1]).replaceFile(process.argv[2], 'text');`;
    const node = () =>
      execFileSync(process.execPath, ['-e', program, builtModule('files/replace-file'), join(folder, 'a')]);
    expect(node).toThrow();
    return { folder, name: fs.readdirSync(folder)[0] };
  }

  test('are removed, and nothing else', () => {
    const { folder, name } = leave();
    const own = name.replace(/-\d+-/, `-${process.pid}-`);
    const foreign = name.replace(/pctl-\w{8}/, 'pctl-00000000');
    for (const other of [own, foreign, '.pctl.tmp', 'platform.yaml']) fs.writeFileSync(join(folder, other), '');
    removeStaleFiles(folder);
    expect(fs.readdirSync(folder).sort()).toEqual([own, foreign, '.pctl.tmp', 'platform.yaml'].sort());
  });

  test('are removed after an hour, whichever process wrote them', () => {
    const { folder, name } = leave();
    const foreign = join(folder, name.replace(/pctl-\w{8}/, 'pctl-00000000'));
    fs.renameSync(join(folder, name), foreign);
    const longAgo = Date.now() / 1000 - 3601;
    fs.utimesSync(foreign, longAgo, longAgo);
    removeStaleFiles(folder);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
