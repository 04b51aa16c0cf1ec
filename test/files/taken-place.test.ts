/**
 * The place where an output is built, which processes take, release, or leave when they are killed.
 */
import fs, { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryName } from '../../lib/files/temporary-name';
import { temporaryFolder } from '../constructs/temporary-folder';
import { StagedOutput } from './staged-output';

let output: StagedOutput;
let cwd: string;

beforeEach(() => {
  output = new StagedOutput();
  cwd = output.folder;
});

test('the place of a process that was killed goes to one of those that want it, however old it is', async () => {
  const owner = output.placeOfEnded();
  fs.utimesSync(owner, 1, 1);
  const taken = join(cwd, '.dist.pctl', temporaryName());
  // another process sees the same, and takes the place first
  const rename = fs.renameSync;
  const spy = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (from === owner && existsSync(owner)) rename(owner, taken);
    rename(from, to);
  });
  await expect(output.openUnlessTaken()).rejects.toThrow('aborted');
  spy.mockRestore();
  expect(readdirSync(join(cwd, '.dist.pctl')).sort()).toEqual([basename(taken), 'new'].sort());
});

test('a place that is released and taken between two looks at it is left alone', async () => {
  const [place, taken] = [join(cwd, '.dist.pctl'), join(cwd, 'taken')];
  const first = await output.open();
  mkdirSync(taken);
  writeFileSync(join(taken, temporaryName()), '');
  const before = readdirSync(taken);
  const read = fs.readdirSync;
  jest.spyOn(fs, 'readdirSync').mockImplementationOnce((...args) => {
    first.close();
    try {
      return read(...args);
    } finally {
      fs.renameSync(taken, place);
    }
  });
  await expect(output.openUnlessTaken()).rejects.toThrow('aborted');
  jest.restoreAllMocks();
  expect(readdirSync(place)).toEqual(before);
});

test('a place that is released between the attempt to take it and a look at it is taken', async () => {
  const first = await output.open();
  const rename = fs.renameSync;
  const spy = jest.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
    try {
      rename(from, to);
    } finally {
      first.close();
    }
  });
  const second = await output.open();
  spy.mockRestore();
  second.close();
  expect(readdirSync(cwd)).toEqual([]);
});

test.each(['file', 'link'])('a %s in the way of the place is not touched', async kind => {
  const place = join(cwd, '.dist.pctl');
  if (kind === 'file') writeFileSync(place, 'mine');
  else fs.symlinkSync(temporaryFolder(), place);
  await expect(output.open()).rejects.toThrow(`${place} is in the way, and belongs to no run of pctl. Move it away`);
  expect(readdirSync(cwd)).toEqual(['.dist.pctl']);
});

test('a place that Windows does not give up at once is tried again, but not forever', async () => {
  const refused = (count: number) => {
    const rename = fs.renameSync;
    return jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (count-- > 0) throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
      rename(from, to);
    });
  };
  const once = refused(1);
  const staged = await output.open();
  once.mockRestore();
  staged.close();
  const always = refused(Infinity);
  await expect(output.open()).rejects.toThrow('EPERM');
  always.mockRestore();
});

test('a folder in the way of the place is not touched', async () => {
  mkdirSync(join(cwd, '.dist.pctl'));
  writeFileSync(join(cwd, '.dist.pctl/notes'), 'mine');
  await expect(output.open()).rejects.toThrow(
    `${join(cwd, '.dist.pctl')} is in the way, and belongs to no run of pctl. Move it away`,
  );
  expect(readdirSync(cwd)).toEqual(['.dist.pctl']);
});

test('a place that was removed by hand is not taken from the one who has it now', async () => {
  const first = await output.open();
  rmSync(join(cwd, '.dist.pctl'), { recursive: true });
  const second = await output.open();
  first.close();
  expect(existsSync(join(cwd, '.dist.pctl'))).toBe(true);
  second.close();
  expect(readdirSync(cwd)).toEqual([]);
});
