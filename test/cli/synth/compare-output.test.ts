import fs from 'node:fs';
import { join } from 'node:path';
import { compareOutput } from '../../../lib/cli/synth/compare-output';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { generated, synthIn, writeProgram } from './synth-in';

const [LINKERD, VAULT] = ['production/linkerd2.k8s.yaml', 'production/vault.k8s.yaml'];
const FILES = { [LINKERD]: generated(releaseText('linkerd2')), [VAULT]: generated(releaseText('vault')) };

/** Paths of manifests that `run` gives to the function `name` of Node.js. */
async function pathsIn(name: 'readFileSync' | 'openSync', run: () => unknown): Promise<string[]> {
  const called = jest.spyOn(fs, name);
  await run();
  const paths = called.mock.calls.map(([path]) => String(path));
  called.mockRestore();
  return paths.filter(path => path.endsWith('.k8s.yaml')).sort();
}

test('what is the same is read once on each side', async () => {
  const [staged, before] = [writtenFiles(FILES), writtenFiles(FILES)];
  const paths = [staged, before].flatMap(folder => Object.keys(FILES).map(path => join(folder, path)));
  expect(await pathsIn('readFileSync', () => compareOutput(staged, before))).toEqual(paths.sort());
});

test('what is new is compared without being opened', async () => {
  const [staged, before] = [writtenFiles(FILES), writtenFiles({})];
  expect(await pathsIn('openSync', () => compareOutput(staged, before))).toEqual([]);
});

test('what is new is read once to be summarized', async () => {
  const cwd = writtenFiles({});
  writeProgram(cwd, FILES);
  const paths = await pathsIn('readFileSync', () => synthIn(cwd));
  expect(paths.map(path => path.split('/new/')[1])).toEqual([LINKERD, VAULT]);
});
