/**
 * `pctl import` that is killed, in files with Windows line ends, in any folder, and in a pull request.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import { builtModule } from '../../wrong-inputs/install-package';
import { pctlIn } from '../pctl-in';
import { fleetOnForge, git, pctl, stateOf, write } from '../pull-request/fleet-on-forge';
import { handMade } from './hand-made';

jest.setTimeout(600_000);

const KILLS = Number(process.env.KILLS ?? 4);
const VERSION = ['--chart-version', 'podinfo=6.9.2'];
const ANNOTATION = 'kustomize.toolkit.fluxcd.io/prune: disabled';

/** The repository of Git in which `files` are. */
function handMadeIn(files = handMade()): string {
  const root = repositoryOf(files);
  execFileSync('git', ['init', '--quiet']);
  return root;
}

const filesOf = (root: string) =>
  Object.fromEntries(Object.entries(filesIn(root)).filter(([path]) => !path.startsWith('.git/')));

test.each([
  ['the first commit', []],
  ['the second commit', ['--unprotected']],
])('%s of an import that is killed has whole files, and is finished by the next run', async (_, more) => {
  const root = handMadeIn();
  git('add', '.');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'By hand');
  const before = temporaryFolder();
  cpSync(root, before, { recursive: true });
  const argv = ['import', 'clusters/production', ...VERSION, ...more];
  const program = new KillableProgram([builtModule('cli/main'), ...argv], { cwd: root, env: process.env });
  const old = filesOf(root);
  const whole = await program.run();
  expect(whole.end).toBe(0);
  const now = filesOf(root);
  expect(now).not.toEqual(old);
  const moments = whole.moments.filter(moment => 'path' in moment && moment.path.startsWith(root));
  // after that, everything is done, and the next run only removes a temporary folder
  const end = moments.map(moment => basename('path' in moment ? moment.path : '')).lastIndexOf('.pctl-unfinished');
  expect(end).not.toBe(-1);
  for (const at of spread(moments.slice(0, end + 1), Math.ceil(KILLS / 2))) {
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
    cpSync(before, root, { recursive: true });
    expect((await program.run([], { at, signal: 'SIGKILL' })).end).toBe('SIGKILL');
    const left = Object.entries(filesOf(root)).filter(([path]) => !/(^|\/)\.pctl|\.dist/.test(path));
    for (const [path, text] of left) expect([old[path], now[path]]).toContain(text);
    process.chdir(root);
    const finished = await pctlIn(root, argv);
    expect([at, finished.code, finished.stderr.match(/error.*/)?.[0]]).toEqual([at, 0, undefined]);
    expect(filesOf(root)).toEqual(now);
  }
});

test('Windows line ends are kept in the first commit, and do not matter in the second', async () => {
  const unix = handMadeIn();
  const commits = async (root: string) => {
    await pctlIn(root, ['import', 'clusters/production', ...VERSION]);
    const first = filesOf(root);
    const { code } = await pctlIn(root, ['import', 'clusters/production', ...VERSION, '--unprotected']);
    return { code, first, second: filesIn(join(root, 'dist')) };
  };
  const expected = await commits(unix);
  const windows = (files: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')])); // prettier-ignore
  const found = await commits(handMadeIn(windows(handMade())));
  expect(found.first['infrastructure/cert-manager.yaml']).toContain(`  annotations:\r\n    ${ANNOTATION}\r\n`);
  for (const file of ['infrastructure/cert-manager.yaml', 'apps/base/release.yaml']) {
    expect(found.first[file]).toBe(expected.first[file].replaceAll('\n', '\r\n'));
  }
  expect([found.code, found.second]).toEqual([0, expected.second]);
});

test('works from any folder of the repository, with a path that is relative to it', async () => {
  const expected = handMadeIn();
  const argv = [...VERSION, '--unprotected'];
  expect((await pctlIn(expected, ['import', 'clusters/production', ...argv])).code).toBe(0);
  const root = handMadeIn();
  process.chdir('apps/base');
  const { code, stderr } = await pctlIn(process.cwd(), ['import', '../../clusters/production', ...argv]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('\n  ../../infrastructure/cert-manager.yaml:11\n')]);
  for (const folder of ['subscriptions', 'dist']) {
    expect(filesIn(join(root, folder))).toEqual(filesIn(join(expected, folder)));
  }
});

test('with --create-pr, each of the two commits is a pull request, and nothing changes in the clone', async () => {
  const fleet = await fleetOnForge({ GH_TOKEN: 'x' });
  for (const [path, text] of Object.entries(handMade())) write(path, text);
  git('add', '.');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'By hand');
  await fleet.remote.git('fetch', '--quiet', fleet.folder, '+HEAD:refs/heads/by-hand');
  await fleet.remote.git('branch', '-f', 'main', 'by-hand');
  const before = stateOf();
  const propose = (dir: string) => pctl(fleet, 'import', dir, ...VERSION, '--create-pr', '--forge', 'none');
  const branch = 'pctl/import-production';
  const changed = () => fleet.remote.git('diff', '--name-status', 'main', branch);
  expect(await propose(join(process.cwd(), 'clusters/production'))).toMatchObject({ code: 0 });
  expect(await changed()).toBe('M\tapps/base/release.yaml\nM\tinfrastructure/cert-manager.yaml');
  await fleet.remote.git('branch', '-f', 'main', branch);
  const second = await propose('clusters/production');
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('In the same commit, remove these HelmReleases') }); // prettier-ignore
  expect(await changed()).toContain('A\tsubscriptions/production/podinfo.yaml');
  expect(stateOf()).toBe(before);
});

test.each([
  ['left', '', 'stays as it is: kustomize changes the name of ConfigMap "values"'],
  ['imported', ', options: {disableNameSuffixHash: true}', '>=6.0.0 becomes 6.9.2'],
])(
  'a release is %s if kustomize generates its values, with a hash in their name or without',
  async (_, options, result) => {
    const file = 'apps/base/kustomization.yaml';
    const release = handMade()['apps/base/release.yaml'];
    const root = handMadeIn({
      ...handMade(),
      [file]: `${handMade()[file]}configMapGenerator: [{name: values, literals: ["values.yaml=a: 1"]${options}}]\n`,
      'apps/base/release.yaml': `${release}  valuesFrom: [{kind: ConfigMap, name: values}]\n`,
    });
    const { stdout } = await pctlIn(root, ['import', 'clusters/production', ...VERSION, '--unprotected', '--dry-run']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(result);
  },
);

test('fails for files of another Git repository until they let Flux keep the releases', async () => {
  const other = temporaryFolder();
  const text = handMade()['infrastructure/cert-manager.yaml'];
  const file = join(other, 'cert-manager.yaml');
  const commit = (change: string) => {
    writeFileSync(file, change);
    execFileSync('git', ['init', '--quiet'], { cwd: other });
    execFileSync('git', ['add', '.'], { cwd: other });
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'x'], { cwd: other }); // prettier-ignore
  };
  commit(text);
  const root = handMadeIn();
  const refused = await pctlIn(root, ['import', other]);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain(`HelmRelease "cert-manager" is in another Git repository, ${realpathSync(other)}`);
  expect(readFileSync(file, 'utf8')).toBe(text);
  const kept = text.replace('  name: &name cert-manager\n', `$&  annotations:\n    ${ANNOTATION}\n`);
  commit(kept);
  expect(await pctlIn(root, ['import', other])).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toBe(kept);
  expect(existsSync(join(root, 'subscriptions/production/cert-manager.yaml'))).toBe(true);
});

test('fails for files in no Git repository, and leaves them as they are', async () => {
  const other = temporaryFolder();
  const text = handMade()['infrastructure/cert-manager.yaml'];
  writeFileSync(join(other, 'cert-manager.yaml'), text);
  const { code, stderr } = await pctlIn(handMadeIn(), ['import', other]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('HelmRelease "cert-manager" is in no Git repository')]);
  expect(readFileSync(join(other, 'cert-manager.yaml'), 'utf8')).toBe(text);
});
