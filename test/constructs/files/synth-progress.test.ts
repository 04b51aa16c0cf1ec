import { SynthProgress } from '../../../lib/constructs/files/synth-progress';
import { run } from '../../../lib/cli/pctl';
import { temporaryFolder } from '../temporary-folder';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

test('shows how far it is, not for every file, and removes the line', () => {
  const lines: string[] = [];
  const progress = new SynthProgress(text => lines.push(text), 0);
  expect([...progress.over('writing', ['a', 'b', 'c'], 3)]).toEqual(['a', 'b', 'c']);
  expect([lines[0], lines.at(-1)]).toEqual(['\r\x1b[Kwriting 1 of 3 files', '\r\x1b[K']);
});

test('shows nothing if it does not take long, or nothing goes to a terminal', () => {
  const lines: string[] = [];
  const fast = new SynthProgress(text => lines.push(text));
  expect([...fast.over('writing', ['a'], 1), ...fast.over('writing', [], 0)]).toEqual(['a']);
  expect([...new SynthProgress(undefined, 0).over('writing', ['a'], 1)]).toEqual(['a']);
  expect(lines).toEqual([]);
});

test('removes the line if something fails', () => {
  const lines: string[] = [];
  const progress = new SynthProgress(text => lines.push(text), 0);
  const fail = () => {
    for (const item of progress.over('writing', ['a', 'b', 'c'], 3)) if (item === 'b') throw new Error('full');
  };
  expect(fail).toThrow('full');
  expect(lines.at(-1)).toBe('\r\x1b[K');
});

test.each([
  ['on a terminal', [], { isTerminal: true }, '1'],
  ['on a terminal with --quiet', ['--quiet'], { isTerminal: true }, ''],
  ['without a terminal', [], {}, ''],
])('the program that pctl runs %s', async (_, argv, options, expected) => {
  const cwd = temporaryFolder();
  const env = { ...process.env, TERM: 'xterm', CDK8S_PROFILES_PROGRESS: undefined };
  const app = 'echo $CDK8S_PROFILES_PROGRESS > found; mkdir $CDK8S_OUTDIR';
  const context = { stdout: () => undefined, stderr: () => undefined, cwd, env, ...options };
  expect(await run(['synth', '--app', app, ...argv], context)).toBe(0);
  expect(readFileSync(join(cwd, 'found'), 'utf8').trim()).toBe(expected);
});
