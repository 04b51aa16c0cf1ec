/**
 * `pctl synth` as a real process that is killed, or runs twice at once.
 *
 * `KILLS=100 npx jest test/cli/synth/interrupted-synth` kills it at up to a hundred places.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from '../../../lib/cli/pctl';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import { builtModule } from '../../wrong-inputs/install-package';
import { generated, synthIn, writeProgram } from './synth-in';

jest.setTimeout(600_000);

const KILLS = Number(process.env.KILLS ?? 4);
const [OLD, NEW] = ['old', 'new'].map(content => ({
  'production/a.k8s.yaml': generated(content),
  'staging/a.k8s.yaml': generated(content),
}));

let cwd: string;
let program: KillableProgram;

beforeEach(() => {
  cwd = temporaryFolder();
  program = new KillableProgram([builtModule('cli/main'), 'synth'], { cwd, env: process.env });
});

const dist = () => (existsSync(join(cwd, 'dist')) ? filesIn(join(cwd, 'dist')) : undefined);

function reset(): void {
  rmSync(join(cwd, 'dist'), { recursive: true, force: true });
  for (const [path, text] of Object.entries({ ...OLD, 'README.md': 'kept' })) {
    mkdirSync(join(cwd, 'dist', path, '..'), { recursive: true });
    writeFileSync(join(cwd, 'dist', path), text);
  }
}

test(`a synthesis that is killed ${KILLS} times leaves the old output or the new one, at the latest when the next one ends`, async () => {
  writeProgram(cwd, NEW);
  reset();
  const whole = await program.run();
  expect(whole.end).toBe(0);
  expect(dist()).toEqual({ ...NEW, 'README.md': 'kept' });
  const seen = { old: 0, new: 0, missing: 0 };
  // at the two moves of folders too
  const moves = whole.moments.filter(moment => 'path' in moment && /dist$|\.pctl\/new$/.test(moment.path));
  for (const at of [...moves, ...spread(whole.moments, KILLS)]) {
    reset();
    const { end } = await program.run([], { at, signal: 'SIGKILL' });
    expect(end).toBe('SIGKILL');
    if (dist() === undefined) seen.missing++;
    writeProgram(cwd, {}, 'process.exit(1)');
    expect((await synthIn(cwd)).code).toBe(1);
    writeProgram(cwd, NEW);
    const { 'README.md': kept, ...left } = dist()!;
    expect(kept).toBe('kept');
    expect([OLD, NEW]).toContainEqual(left);
    seen[JSON.stringify(left) === JSON.stringify(OLD) ? 'old' : 'new']++;
    expect(readdirSync(cwd).sort()).toEqual(['cdk8s.yaml', 'dist', 'main.js']);
  }
  expect(Object.values(seen)).not.toContain(0);
});

test.each(['dist/my files', 'dist'])('a mount at %s is refused, and nothing is lost', async folder => {
  reset();
  writeProgram(cwd, NEW);
  const [source, mount] = [temporaryFolder(), join(cwd, folder)];
  mkdirSync(mount, { recursive: true });
  // only root can mount, and not everywhere
  if (spawnSync('mount', ['--bind', source, mount]).status !== 0) return;
  try {
    writeFileSync(join(source, 'a.k8s.yaml'), generated('old'));
    const before = filesIn(cwd);
    const remedy = `Unmount it, or mount a folder that contains ${join(cwd, 'dist')}`;
    expect(await synthIn(cwd)).toMatchObject({
      code: 1,
      stderr: `error: ${mount} is a mount, and pctl replaces ${join(cwd, 'dist')} as a whole. ${remedy}\n`,
    });
    expect(filesIn(cwd)).toEqual(before);
  } finally {
    spawnSync('umount', [mount]);
  }
});

/** A process that has ended may stay in the table, because the shell that started it has ended too. */
function isRunning(id: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(id)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the program too, and leaves nothing', async signal => {
  reset();
  writeProgram(cwd, NEW, 'writeFileSync("started", String(process.pid)); setInterval(() => {}, 1000)');
  // with more than one command, a shell stays
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'app: node main.js && true\n');
  const child = spawn(process.execPath, [builtModule('cli/main'), 'synth'], { cwd, stdio: 'ignore' });
  while (!existsSync(join(cwd, 'started'))) await setTimeout(20);
  const id = Number(readFileSync(join(cwd, 'started'), 'utf8'));
  child.kill(signal);
  expect((await once(child, 'exit')) as unknown[]).toEqual([null, signal]);
  expect(isRunning(id)).toBe(false);
  expect(dist()).toEqual({ ...OLD, 'README.md': 'kept' });
  expect(readdirSync(cwd).sort()).toEqual(['cdk8s.yaml', 'dist', 'main.js', 'started']);
});

test('two at once write one after the other', async () => {
  reset();
  writeProgram(
    cwd,
    NEW,
    `
const { existsSync, rmSync } = require('node:fs');
if (existsSync('running')) process.exit(1);
writeFileSync('running', '');
setTimeout(() => rmSync('running'), 300);`,
  );
  const ends = await Promise.all([synthIn(cwd), synthIn(cwd), program.run()]);
  expect(ends).toMatchObject([{ code: 0 }, { code: 0 }, { end: 0 }]);
  expect(ends[1].stderr).toMatch(/^waiting for another run of pctl, process \d+\n/);
  expect(dist()).toEqual({ ...NEW, 'README.md': 'kept' });
  expect(readdirSync(cwd).sort()).toEqual(['cdk8s.yaml', 'dist', 'main.js']);
});

test('waiting for a process that cannot be seen says what to remove if it is gone', async () => {
  reset();
  writeProgram(cwd, NEW);
  const place = join(cwd, '.dist.pctl');
  mkdirSync(place);
  writeFileSync(join(place, '.pctl-00000000-4711-00000000.tmp'), '');
  const told: string[] = [];
  const stderr = (text: string) => {
    if (told.push(text) === 1) rmSync(place, { recursive: true });
  };
  expect(await run(['synth'], { stdout: () => undefined, stderr, cwd, env: process.env })).toBe(0);
  expect(told[0]).toBe('waiting for another run of pctl, process 4711; remove .dist.pctl if that process is gone\n');
});
