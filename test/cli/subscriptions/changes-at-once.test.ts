/**
 * Several runs of pctl that change one repository at once.
 */
import fs, { existsSync, readdirSync } from 'node:fs';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn } from '../../constructs/temporary-folder';
import { KillableProgram } from '../../killed/killable-program';
import { builtModule } from '../../wrong-inputs/install-package';
import { pctlIn } from '../pctl-in';

let root: string;

beforeEach(async () => {
  root = repositoryOf({
    'subscriptions/production/linkerd2.yaml': subscription(
      'linkerd2',
      '  profile: linkerd2\n  version: 0.0.15 # mesh\n',
    ),
    'subscriptions/production/flagger.yaml': subscription('flagger', '  profile: flagger\n  dependsOn: [linkerd2]\n'),
  });
  expect((await pctlIn(root, ['synth'])).code).toBe(0);
});

test('two at once change one after the other', async () => {
  const commands = [['add', 'cert-manager'], ['upgrade', 'linkerd2'], ['add', 'linkerd2', '--name', 'mesh', '--target-namespace', 'mesh']]; // prettier-ignore
  const ends = await Promise.all(
    commands.map(argv =>
      new KillableProgram([builtModule('cli/main'), ...argv], { cwd: root, env: process.env }).run(),
    ),
  );
  expect(ends.map(({ end }) => end)).toEqual([0, 0, 0]);
  const releases = Object.keys(filesIn('dist')).filter(path => path.includes('HelmRelease.'));
  expect(releases).toHaveLength(4);
  expect((await pctlIn(root, ['synth'])).stderr).toBe('dist: nothing changed\n');
});

test('a change is finished before another one may begin, and after the old output is removed', async () => {
  const { renameSync, rmSync: remove } = fs;
  const left: number[] = [];
  const removal = jest.spyOn(fs, 'rmSync').mockImplementation((path, options) => {
    // only what says whose place it is
    if (String(path).endsWith('.pctl-unfinished')) left.push(readdirSync('.dist.pctl').length);
    remove(path, options);
  });
  const unfinished: boolean[] = [];
  const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(from).endsWith('.dist.pctl')) unfinished.push(existsSync('subscriptions/.pctl-unfinished'));
    return renameSync(from, to);
  });
  expect((await pctlIn(root, ['upgrade', 'linkerd2'])).code).toBe(0);
  rename.mockRestore();
  removal.mockRestore();
  expect(unfinished).toEqual([false]);
  expect(left).toEqual([1]);
});
