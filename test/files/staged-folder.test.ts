/**
 * An output that is replaced as a whole, or is as before.
 */
import fs, { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesIn } from '../constructs/temporary-folder';
import { StagedOutput } from './staged-output';

let output: StagedOutput;
let cwd: string;

beforeEach(() => {
  output = new StagedOutput();
  cwd = output.folder;
});

test('an output that can neither be replaced nor put back is kept, and the error says where', async () => {
  output.write();
  const before = output.files;
  const staged = await output.open();
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

test('a process that is killed while the output is moved away leaves it to the next one', async () => {
  output.write();
  const before = output.files;
  output.placeOfEnded();
  fs.renameSync(join(cwd, 'dist'), join(cwd, '.dist.pctl/dist.old'));
  const staged = await output.open();
  expect(output.files).toEqual(before);
  expect(readdirSync(join(cwd, '.dist.pctl'))).toHaveLength(1);
  staged.close();
  expect(readdirSync(cwd)).toEqual(['dist']);
});

test('an output that was not put back is kept next to one that was made since, and both are named', async () => {
  output.write();
  const before = output.files;
  mkdirSync(join(cwd, '.dist.old'));
  for (const kept of ['.dist.old-2', '.dist.old-3']) {
    output.placeOfEnded();
    fs.renameSync(join(cwd, 'dist'), join(cwd, '.dist.pctl/dist.old'));
    output.write();
    const messages: string[] = [];
    const staged = await output.open({ onWarning: (message: string) => messages.push(message) });
    expect(messages).toEqual([expect.stringContaining(`could not put it back. It is now ${join(cwd, kept)}: take`)]);
    staged.close();
    expect(filesIn(join(cwd, kept))).toEqual(before);
  }
  expect(output.files).toEqual(before);
});

test('an output that was replaced before its process was killed is removed', async () => {
  output.write();
  output.placeOfEnded();
  fs.renameSync(join(cwd, '.dist.pctl/new'), join(cwd, '.dist.pctl/dist.old'));
  (await output.open()).close();
  expect(readdirSync(cwd)).toEqual(['dist']);
});

test('a process whose place was taken away, because it was stopped for long, changes nothing', async () => {
  output.write();
  const before = output.files;
  const first = await output.open();
  mkdirSync(join(first.path, 'first'), { recursive: true });
  const [owner] = readdirSync(join(cwd, '.dist.pctl')).filter(name => name.endsWith('.tmp'));
  fs.utimesSync(join(cwd, '.dist.pctl', owner), 1, 1);
  const second = await output.open();
  mkdirSync(join(second.path, 'second'), { recursive: true });
  expect(() => first.exchange()).toThrow('was taken away while this ran');
  first.clear();
  first.close();
  expect(output.files).toEqual(before);
  expect(readdirSync(second.path)).toEqual(['second']);
  second.exchange();
  second.close();
  expect(readdirSync(join(cwd, 'dist'))).toEqual(['second']);
});

test('what cannot be removed is named, and does not keep this run or the next one from its work', async () => {
  output.write();
  // left by a run that has ended
  const owner = output.placeOfEnded();
  fs.renameSync(owner, join(cwd, basename(owner)));
  fs.rmSync(join(cwd, '.dist.pctl'), { recursive: true });
  const rm = jest.spyOn(fs, 'rmSync').mockImplementation(() => {
    throw new Error('EACCES: permission denied');
  });
  const messages: string[] = [];
  for (const content of ['one', 'two']) {
    const staged = await output.open({ onWarning: (message: string) => messages.push(message) });
    mkdirSync(join(staged.path, content), { recursive: true });
    staged.exchange();
    staged.close();
    expect(readdirSync(join(cwd, 'dist'))).toEqual([content]);
  }
  rm.mockRestore();
  expect(messages).toHaveLength(2);
  expect(messages[0]).toMatch(/\.pctl-[^/]*\.tmp cannot be removed: EACCES: permission denied\. Remove it$/);
});
