/**
 * Synthesis as a real process that is killed: each file is the old one or the new one, and the
 * next run finishes.
 *
 * `KILLS=100 npx jest test/constructs/files/killed` kills it a hundred times.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KillableProgram, spread } from '../../killed/killable-program';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { filesIn } from '../temporary-folder';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);
const MARK = '.cdk8s-profiles-unfinished';

const folder = programsFolder();
const dist = join(folder, 'dist');
const program = new KillableProgram(['main.js'], { cwd: folder, env: process.env });

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

beforeAll(() => {
  installPackage(folder);
  writeFileSync(join(folder, 'main.js'), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files of the output that are neither those of `wholes`, nor what a run makes for itself. */
function torn(wholes: readonly Record<string, string>[]): string[] {
  const others = Object.entries(filesIn(dist)).filter(([path, text]) => !wholes.some(files => files[path] === text));
  return others.map(([path]) => path).filter(path => path !== MARK && !/(^|\/)\.pctl-[^/]*\.tmp(\/|$)/.test(path));
}

test(`a synthesis that is killed ${KILLS} times leaves files that are old or new, and the next one finishes`, async () => {
  const wholes: Record<string, string>[] = [];
  const moments = [];
  for (const round of [1, 2, 1]) {
    const whole = await program.run([`${round}`]);
    expect(whole.end).toBe(0);
    moments.push(whole.moments);
    wholes[round] = filesIn(dist);
  }
  // of a run that changes what another has written
  const [shorter] = moments.slice(1).sort((a, b) => a.length - b.length);
  expect(shorter.length).toBeGreaterThan(100);
  const kill = async (round: number, change: number) => {
    const { end } = await program.run([`${round}`], { at: shorter[change], signal: 'SIGKILL' });
    expect(end).toBe('SIGKILL');
    expect(torn(wholes.slice(1))).toEqual([]);
  };
  let marked = 0;
  for (const [i, at] of spread(shorter, KILLS).entries()) {
    const round = 2 - (i % 2);
    await kill(round, shorter.indexOf(at));
    if (MARK in filesIn(dist)) marked++;
    // one that finishes the work may be killed as well
    if (i % 3 === 2) await kill(round, Math.floor(shorter.indexOf(at) / 2));
    expect((await program.run([`${round}`])).end).toBe(0);
    expect(filesIn(dist)).toEqual(wholes[round]);
  }
  if (process.env.KILLS !== undefined)
    process.stderr.write(`${KILLS} kills in ${shorter.length} changes, ${marked} left a mark\n`);
});
