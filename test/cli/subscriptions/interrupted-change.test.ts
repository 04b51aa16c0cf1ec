/**
 * `pctl add`, `upgrade` and `remove` as real processes that are killed, or that cannot write.
 *
 * `KILLS=100 npx jest test/cli/subscriptions/interrupted-change` kills them at up to a hundred places in all.
 */
import { spawnSync } from 'node:child_process';
import fs, { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import { builtModule } from '../../wrong-inputs/install-package';
import { pctlIn } from '../pctl-in';

jest.setTimeout(600_000);

const KILLS = Number(process.env.KILLS ?? 9);
const FILES = {
  'subscriptions/production/linkerd2.yaml': subscription('linkerd2', '  profile: linkerd2\n  version: 0.0.15 # mesh\n'),
  'subscriptions/production/flagger.yaml': subscription('flagger', '  profile: flagger\n  dependsOn: [linkerd2]\n'),
};

let root: string;
let before: string;

beforeEach(async () => {
  root = repositoryOf(FILES);
  expect((await pctlIn(root, ['synth'])).code).toBe(0);
  before = temporaryFolder();
  cpSync(root, before, { recursive: true });
});

function reset(): void {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  cpSync(before, root, { recursive: true });
}

const visible = (files: Record<string, string>) => Object.entries(files).filter(([path]) => !/(^|\/)\./.test(path));

test.each([
  ['add', ['add', 'cert-manager']],
  ['upgrade', ['upgrade', 'linkerd2']],
  ['remove', ['remove', 'linkerd2', '--drop-dependencies']],
])(`%s that is killed leaves whole files, and is finished by the next run`, async (_, argv) => {
  const program = new KillableProgram([builtModule('cli/main'), ...argv], { cwd: root, env: process.env });
  const old = filesIn(root);
  const whole = await program.run();
  expect(whole.end).toBe(0);
  const now = filesIn(root);
  expect(now).not.toEqual(old);
  // not where it prints, nor what it keeps elsewhere
  const moments = whole.moments.filter(moment => 'path' in moment && moment.path.startsWith(root));
  for (const at of spread(moments, Math.ceil(KILLS / 3))) {
    reset();
    expect((await program.run([], { at, signal: 'SIGKILL' })).end).toBe('SIGKILL');
    for (const [path, text] of visible(filesIn(root))) expect([old[path], now[path]]).toContain(text);
    const isFinished = !existsSync(join(root, 'subscriptions/.pctl-unfinished'));
    const isNew = JSON.stringify(visible(filesIn(root))) === JSON.stringify(visible(now));
    process.chdir(root);
    // killed while it removes what was before, it is done
    const finished = await pctlIn(root, isFinished && isNew ? ['synth'] : argv);
    expect([at, finished.code, finished.stderr.match(/error.*/)?.[0]]).toEqual([at, 0, undefined]);
    expect(filesIn(root)).toEqual(now);
  }
});

test('only the same command finishes what was killed, and what changed since is kept', async () => {
  const refused = ['add linkerd2', 'move linkerd2 --name flagger', 'remove nosuch', 'upgrade --all', 'add cert-manager --layer 3']; // prettier-ignore
  for (const command of ['move linkerd2 --name mesh', 'add cert-manager']) {
    const argv = command.split(' ');
    const program = new KillableProgram([builtModule('cli/main'), ...argv], { cwd: root, env: process.env });
    reset();
    const { moments } = await program.run();
    const now = filesIn(root);
    reset();
    const at = moments.filter(moment => 'path' in moment && moment.path === join(root, 'subscriptions/production')).at(-1)!; // prettier-ignore
    expect((await program.run([], { at, signal: 'SIGKILL' })).end).toBe('SIGKILL');
    process.chdir(root);
    const killed = filesIn(join(root, 'subscriptions'));
    for (const other of refused) {
      const { code, stderr } = await pctlIn(root, other.split(' '));
      expect([other, code, stderr]).toEqual([other, 1, expect.stringContaining('Run the same command again, or "pctl synth"')]); // prettier-ignore
    }
    expect(filesIn(join(root, 'subscriptions'))).toEqual(killed);
    expect((await pctlIn(root, [...argv, '--quiet'])).code).toBe(0);
    expect(filesIn(root)).toEqual(now);
    for (const [file, text] of Object.entries(killed)) writeFileSync(join('subscriptions', file), text);
  }
  // as it was when it was killed, but somebody went on with what it had written
  const file = 'subscriptions/production/cert-manager.yaml';
  const edited = `${readFileSync(file, 'utf8')}  layer: 4\n`;
  writeFileSync(file, edited);
  expect((await pctlIn(root, ['add', 'cert-manager'])).stderr).toContain(
    'is subscribed on cluster "production" already',
  );
  expect(readFileSync(file, 'utf8')).toBe(edited);
  writeFileSync('subscriptions/.pctl-unfinished', '');
  expect((await pctlIn(root, ['remove', 'nosuch'])).stderr).toContain('was stopped before everything was written. Run "pctl synth"'); // prettier-ignore
});

test('fails with everything as it was if the output cannot be exchanged', async () => {
  const old = filesIn(root);
  const { renameSync } = fs;
  const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(to).endsWith('dist.old'))
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    return renameSync(from, to);
  });
  const { code, stderr } = await pctlIn(root, ['upgrade', 'linkerd2']);
  rename.mockRestore();
  expect([code, stderr]).toEqual([1, 'error: ENOSPC: no space left on device\n']);
  expect(filesIn(root)).toEqual(old);
});

test('fails with everything as it was on a disk that is full, or read-only', async () => {
  const disk = temporaryFolder();
  // only root can mount, and not everywhere
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', disk]).status !== 0) return;
  try {
    cpSync(before, disk, { recursive: true });
    process.chdir(disk);
    const old = filesIn(disk);
    const full = spawnSync('dd', ['if=/dev/zero', 'of=.full', 'bs=1k', 'count=400']);
    expect(full.status).toBe(1);
    for (const free of [0, 4, 4]) {
      truncateSync('.full', statSync('.full').size - free * 1024);
      expect((await pctlIn(disk, ['remove', 'linkerd2', '--drop-dependencies'])).stderr).toMatch(/^error: ENOSPC/);
      const left = filesIn(disk);
      delete left['.full'];
      expect(left).toEqual(old);
    }
    rmSync('.full');
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    expect(await pctlIn(disk, ['upgrade', 'linkerd2'])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: EROFS/) as string }); // prettier-ignore
    expect(filesIn(disk)).toEqual(old);
  } finally {
    process.chdir(root);
    spawnSync('umount', [disk]);
  }
});

test('a program that reads the subscriptions runs with the change before anything is written', async () => {
  const program = (end: string) =>
    writeFileSync(
      'main.js',
      `const { Cluster, Fleet } = require(${JSON.stringify(builtModule('index'))});
const fleet = new Fleet();
Cluster.fromFolder(fleet, 'production', 'subscriptions/production');
fleet.synth();
${end}`,
    );
  writeFileSync('cdk8s.yaml', 'app: node main.js\n');
  program('process.exit(3)');
  const old = filesIn(root);
  const failed = await pctlIn(root, ['upgrade', 'linkerd2', '--overwrite'], process.env as Record<string, string>);
  expect(failed).toMatchObject({ code: 1, stderr: 'error: the program failed with exit code 3; dist is unchanged\n' });
  expect(filesIn(root)).toEqual(old);
  program('');
  expect((await pctlIn(root, ['upgrade', 'linkerd2'], process.env as Record<string, string>)).code).toBe(0);
  expect(readFileSync('subscriptions/production/linkerd2.yaml', 'utf8')).toContain('0.0.16');
  const [release] = Object.entries(filesIn('dist')).filter(([path]) =>
    path.includes('HelmRelease.flux-system.linkerd2'),
  );
  expect(release[1]).toContain('version: 0.0.16');
});

test('an output that is a link stays one', async () => {
  mkdirSync('elsewhere');
  rmSync('dist', { recursive: true });
  symlinkSync('elsewhere', 'dist');
  expect((await pctlIn(root, ['add', 'cert-manager'])).code).toBe(0);
  expect(existsSync('elsewhere/production')).toBe(true);
});
