/**
 * Synthesis as a real process that is killed at random moments: each file is the old one or
 * the new one, and the next run finishes.
 *
 * `KILLS=100 npx jest test/constructs/files/killed` kills it a hundred times.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomNumbers } from '../../cli/catalogs/random-numbers';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { filesIn } from '../temporary-folder';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);

const folder = programsFolder();

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
process.stdout.write('begins');
fleet.synth();
`;

beforeAll(() => {
  installPackage(folder);
  writeFileSync(join(folder, 'main.js'), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes `round`, and kills it once `moment` has come; how it ended, and how many milliseconds it took. */
async function synthesize(round: number, moment?: () => Promise<unknown>) {
  const child = spawn(process.execPath, ['main.js', String(round)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  await once(child.stdout, 'data');
  const begin = performance.now();
  if (moment !== undefined) await Promise.race([ended, moment().then(() => child.kill('SIGKILL'))]);
  const [code, signal] = await ended;
  return { end: signal ?? code, milliseconds: performance.now() - begin };
}

test(`a synthesis that is killed ${KILLS} times leaves files that are old or new, and the next one finishes`, async () => {
  const dist = join(folder, 'dist');
  const wholes: Record<string, string>[] = [];
  let duration = 0;
  for (const round of [1, 2]) {
    const { end, milliseconds } = await synthesize(round);
    expect(end).toBe(0);
    duration = milliseconds;
    wholes[round] = filesIn(dist);
  }
  const random = randomNumbers(17);
  const sometime = () => sleep(random() * duration);
  /** Most of the time nothing is written: waits for the mark, and a little. */
  const whileWriting = async () => {
    const watcher = watch(dist);
    await once(watcher, 'change');
    watcher.close();
    await sleep(random() * 30);
  };
  const seen = { killed: 0, between: 0, leftovers: 0 };
  for (let round = 1; seen.killed < KILLS; round = 3 - round) {
    const { end } = await synthesize(round, random() < 0.5 ? sometime : whileWriting);
    if (end === 0) duration *= 0.97;
    else seen.killed++;
    const left = Object.entries(filesIn(dist));
    const isWhole = ([path, text]: [string, string]) => wholes.some(files => files[path] === text);
    const others = left.filter(file => !isWhole(file)).map(([path]) => path);
    expect(others.filter(path => !/(^|\/)\.(pctl-.*\.tmp|cdk8s-profiles-unfinished)$/.test(path))).toEqual([]);
    if (others.includes('.cdk8s-profiles-unfinished')) seen.between++;
    seen.leftovers += others.filter(path => path.endsWith('.tmp')).length;
    expect((await synthesize(round)).end).toBe(0);
    expect(filesIn(dist)).toEqual(wholes[round]);
  }
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify({ duration, ...seen })}\n`);
});
