/**
 * The place where an output is built: processes that take it, release it, or are killed at the wrong moment.
 */
import { spawnSync } from 'node:child_process';
import fs, { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StagedFolder } from '../../lib/files/staged-folder';
import { temporaryName } from '../../lib/files/temporary-name';
import { filesIn, temporaryFolder } from '../constructs/temporary-folder';

let cwd: string;

beforeEach(() => {
  cwd = temporaryFolder();
});

const dist = () => filesIn(join(cwd, 'dist'));

function writeDist(): void {
  mkdirSync(join(cwd, 'dist/production'), { recursive: true });
  writeFileSync(join(cwd, 'dist/production/a.k8s.yaml'), 'old');
}

const onWait = () => undefined;
const onKept = (message: string) => expect(message).toBeUndefined();
const open = (more = {}) =>
  StagedFolder.open(join(cwd, 'dist'), { signal: new AbortController().signal, onWait, onKept, ...more });

test('an output that can neither be replaced nor put back is kept, and the error says where', async () => {
  writeDist();
  const before = dist();
  const staged = await open();
  mkdirSync(staged.path);
  // another program writes to the output while it is moved away
  const rename = jest.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
    rename.mockRestore();
    fs.renameSync(from, to);
    mkdirSync(join(cwd, 'dist/other'), { recursive: true });
  });
  const kept = join(cwd, '.dist.pctl/dist.old');
  expect(() => staged.exchange()).toThrow(`${kept}: move it back to ${join(cwd, 'dist')}`);
  staged.close();
  expect(filesIn(kept)).toEqual(before);
});

/** A place that belongs to a process which has ended. */
function placeOfEnded(): string {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const owner = join(cwd, '.dist.pctl', temporaryName().replace(/-\d+-/, `-${pid}-`));
  mkdirSync(join(cwd, '.dist.pctl/new'), { recursive: true });
  writeFileSync(owner, '');
  return owner;
}

test('a process that is killed while the output is moved away leaves it to the next one', async () => {
  writeDist();
  const before = dist();
  placeOfEnded();
  fs.renameSync(join(cwd, 'dist'), join(cwd, '.dist.pctl/dist.old'));
  const staged = await open();
  expect(dist()).toEqual(before);
  expect(readdirSync(join(cwd, '.dist.pctl'))).toHaveLength(1);
  staged.close();
  expect(readdirSync(cwd)).toEqual(['dist']);
});

test('an output that was not put back is kept next to one that was made since, and both are named', async () => {
  writeDist();
  const before = dist();
  mkdirSync(join(cwd, 'dist.old'));
  for (const kept of ['dist.old-2', 'dist.old-3']) {
    placeOfEnded();
    fs.renameSync(join(cwd, 'dist'), join(cwd, '.dist.pctl/dist.old'));
    writeDist();
    const messages: string[] = [];
    const staged = await open({ onKept: (message: string) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining(`could not put it back. It is now ${join(cwd, kept)}: take`)]);
    staged.close();
    expect(filesIn(join(cwd, kept))).toEqual(before);
  }
  expect(dist()).toEqual(before);
});

test('an output that was replaced before its process was killed is removed', async () => {
  writeDist();
  placeOfEnded();
  fs.renameSync(join(cwd, '.dist.pctl/new'), join(cwd, '.dist.pctl/dist.old'));
  (await open()).close();
  expect(readdirSync(cwd)).toEqual(['dist']);
});

test('the place of a process that was killed goes to one of those that want it, however old it is', async () => {
  const owner = placeOfEnded();
  fs.utimesSync(owner, 1, 1);
  const [taken, waits] = [join(cwd, '.dist.pctl', temporaryName()), new AbortController()];
  // another process sees the same, and takes the place first
  const rename = fs.renameSync;
  const spy = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (from === owner && existsSync(owner)) rename(owner, taken);
    rename(from, to);
  });
  const signal = waits.signal;
  const second = StagedFolder.open(join(cwd, 'dist'), { signal, onWait: () => waits.abort(), onKept });
  await expect(second).rejects.toThrow('aborted');
  spy.mockRestore();
  expect(readdirSync(join(cwd, '.dist.pctl')).sort()).toEqual([basename(taken), 'new'].sort());
});

test('a place that is released and taken between two looks at it is left alone', async () => {
  const [place, taken] = [join(cwd, '.dist.pctl'), join(cwd, 'taken')];
  const first = await open();
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
  const waits = new AbortController();
  const signal = waits.signal;
  const second = StagedFolder.open(join(cwd, 'dist'), { signal, onWait: () => waits.abort(), onKept });
  await expect(second).rejects.toThrow('aborted');
  jest.restoreAllMocks();
  expect(readdirSync(place)).toEqual(before);
});

test('a place that is released between the attempt to take it and a look at it is taken', async () => {
  const first = await open();
  const rename = fs.renameSync;
  const spy = jest.spyOn(fs, 'renameSync').mockImplementationOnce((from, to) => {
    try {
      rename(from, to);
    } finally {
      first.close();
    }
  });
  const second = await open();
  spy.mockRestore();
  second.close();
  expect(readdirSync(cwd)).toEqual([]);
});

test('a folder in the way of the place is not touched', async () => {
  mkdirSync(join(cwd, '.dist.pctl'));
  writeFileSync(join(cwd, '.dist.pctl/notes'), 'mine');
  await expect(open()).rejects.toThrow(
    `${join(cwd, '.dist.pctl')} is in the way, and belongs to no run of pctl. Move it away`,
  );
  expect(readdirSync(cwd)).toEqual(['.dist.pctl']);
});

test('a place that was removed by hand is not taken from the one who has it now', async () => {
  const first = await open();
  rmSync(join(cwd, '.dist.pctl'), { recursive: true });
  const second = await open();
  first.close();
  expect(existsSync(join(cwd, '.dist.pctl'))).toBe(true);
  second.close();
  expect(readdirSync(cwd)).toEqual([]);
});
