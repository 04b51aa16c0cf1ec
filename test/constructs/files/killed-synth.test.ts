/**
 * Synthesis as a real process that is killed at steps of its own: each file is the old one or
 * the new one, and the next run finishes.
 *
 * A step is a call that changes a file or a folder; one that writes is stopped halfway.
 * `KILLS=100 npx jest test/constructs/files/killed` kills it a hundred times.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { filesIn } from '../temporary-folder';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);
const MARK = '.cdk8s-profiles-unfinished';

const folder = programsFolder();
const dist = join(folder, 'dist');

/** Four clusters of forty releases; half of their files change from round 1 to round 2, and some come or go. */
const PROGRAM = `
const { Cluster, Fleet, Profile } = require('cdk8s-profiles');
const round = Number(process.argv[2]);
const fleet = new Fleet({ outdir: 'dist' });
for (const name of ['canary', 'staging', 'europe', 'america']) {
  const cluster = new Cluster(fleet, name, { upgradeOrder: 'flux' });
  for (let i = round; i < 40 + round; i++) {
    const profile = { repository: 'https://charts.example.com', chart: 'chart-' + i, version: '1.2.0', layer: i % 3 };
    cluster.subscribe(Profile.fromHelmChart(profile), { values: { round: i % 2 === 0 ? 0 : round } });
  }
}
fleet.synth();
`;

/** Counts the steps of a program, and kills it in the midst of step KILL_AT; prints how many there were. */
const KILLER = `
const fs = require('node:fs');
let steps = 0;
const half = data => data.slice(0, data.length / 2);
const begin = {
  writeSync: (write, [file, data, ...rest]) => write(file, half(data), ...rest),
  writeFileSync: (write, [file, text]) => write(file, half(text)),
};
for (const name of ['openSync', 'writeSync', 'writeFileSync', 'renameSync', 'mkdirSync', 'rmSync', 'rmdirSync']) {
  const whole = fs[name];
  fs[name] = (...args) => {
    const isChange = name !== 'openSync' || (args[1] !== undefined && args[1] !== 'r');
    if (isChange && ++steps === Number(process.env.KILL_AT)) {
      begin[name]?.(whole, args);
      process.kill(process.pid, 'SIGKILL');
      for (;;);
    }
    return whole(...args);
  };
}
process.on('exit', () => process.stdout.write(String(steps)));
`;

beforeAll(() => {
  installPackage(folder);
  writeFileSync(join(folder, 'main.js'), PROGRAM);
  writeFileSync(join(folder, 'killer.js'), KILLER);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes `round`, all of it or up to step `killAt`: how it ended, and how many steps it took. */
function synthesize(round: number, killAt = 0): { readonly end: string | number | null; readonly steps: number } {
  const { status, signal, stdout } = spawnSync(process.execPath, ['--require', './killer.js', 'main.js', `${round}`], {
    cwd: folder,
    env: { ...process.env, KILL_AT: String(killAt) },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  return { end: signal ?? status, steps: Number(stdout) };
}

/** Files of the output that are neither those of `wholes`, nor what a run makes for itself. */
function torn(wholes: readonly Record<string, string>[]): string[] {
  const others = Object.entries(filesIn(dist)).filter(([path, text]) => !wholes.some(files => files[path] === text));
  return others.map(([path]) => path).filter(path => path !== MARK && !/(^|\/)\.pctl-[^/]*\.tmp$/.test(path));
}

test(`a synthesis that is killed ${KILLS} times leaves files that are old or new, and the next one finishes`, () => {
  const wholes = [1, 2, 1].map(round => {
    const { end, steps } = synthesize(round);
    expect(end).toBe(0);
    return { steps, files: filesIn(dist) };
  });
  const texts = wholes.map(({ files }) => files);
  // of a run that changes what another has written
  const steps = Math.min(wholes[1].steps, wholes[2].steps);
  expect(steps).toBeGreaterThan(100);
  let marked = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const round = 2 - (kill % 2);
    // the first step, the last one, and others between them
    const killAt = 1 + Math.floor((kill * (steps - 1)) / Math.max(1, KILLS - 1));
    expect(synthesize(round, killAt).end).toBe('SIGKILL');
    expect(torn(texts)).toEqual([]);
    if (MARK in filesIn(dist)) marked++;
    // one that finishes the work may be killed as well
    if (kill % 3 === 2) {
      expect(synthesize(round, Math.ceil(killAt / 2)).end).toBe('SIGKILL');
      expect(torn(texts)).toEqual([]);
    }
    expect(synthesize(round).end).toBe(0);
    expect(filesIn(dist)).toEqual(texts[round - 1]);
  }
  if (process.env.KILLS !== undefined)
    process.stderr.write(`${KILLS} kills in ${steps} steps, ${marked} left a mark\n`);
});
