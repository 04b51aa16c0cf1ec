/**
 * `pctl catalog update` of a catalog with types, as a real process that is killed at random
 * moments. What it leaves must be a lock whose schemas are there, whole types, and a cache
 * that can be used.
 *
 * `KILLS=100 npx jest test/cli/interrupted-types` kills it a hundred times.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { digestOf, schemaFileName } from '../../../lib/model/schema/values-schema';
import { sha256 } from '../../../lib/sources/cache/sha256';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { packChart } from '../../sources/pack-chart';
import { serve } from '../../sources/serve';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { pctlIn } from '../pctl-in';
import { randomNumbers } from './random-numbers';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 4);
const PROFILES = Array.from({ length: 6 }, (_, i) => `profile-${i}`);
const VERSIONS = ['1.0.0', '1.1.0'];

const built = programsFolder();
const main = join(built, 'node_modules/cdk8s-profiles/build/lib/cli/main.js');
const archives = new Map(PROFILES.flatMap(name => VERSIONS.map(version => [`/${name}-${version}.tgz`, pack(name, version)]))); // prettier-ignore
/** How many of `VERSIONS` are on offer. */
let offered = 1;

beforeAll(() => installPackage(built));
afterAll(() => fs.rmSync(built, { recursive: true, force: true }));

function pack(name: string, version: string): Buffer {
  const schema = { type: 'object', properties: { [`${name} ${version}`]: { type: 'integer' } } };
  return packChart(name, { 'values.schema.json': JSON.stringify(schema), 'values.yaml': 'replicas: 1' });
}

function index(): string {
  const entriesOf = (name: string) =>
    VERSIONS.slice(0, offered).map(version => {
      const file = `${name}-${version}.tgz`;
      const annotations = { 'weave.works/profile': name };
      return { name, version, digest: sha256(archives.get(`/${file}`)!), urls: [file], annotations };
    });
  return JSON.stringify({
    apiVersion: 'v1',
    entries: Object.fromEntries(PROFILES.map(name => [name, entriesOf(name)])),
  });
}

test(`an update of types that is killed ${KILLS} times leaves a lock with its schemas, and types that are old or new`, async () => {
  const { url } = await serve(({ url: path = '' }, response) => {
    const answer = path === '/index.yaml' ? index() : archives.get(path);
    response.writeHead(answer === undefined ? 404 : 200);
    void sleep(3).then(() => response.end(answer));
  });
  const cwd = temporaryFolder();
  const catalogs = join(cwd, 'catalogs');
  const env = { PATH: process.env.PATH!, XDG_CACHE_HOME: temporaryFolder() };
  /** Starts an update; how it ended: its exit code, or the signal that came at `moment`. */
  const update = async (moment?: (ended: Promise<unknown>) => Promise<unknown>, signal: NodeJS.Signals = 'SIGKILL') => {
    const child = spawn(process.execPath, [main, 'catalog', 'update', '--types'], { cwd, env, stdio: 'ignore' });
    const ended = new Promise<unknown>(resolve => child.on('close', (code, by) => resolve(by ?? code)));
    if (moment !== undefined) await moment(ended).then(() => child.kill(signal));
    return ended;
  };
  const read = (name: string) => fs.readFileSync(join(catalogs, name), 'utf8');
  const checkLock = () => {
    const { problems, lock } = parseCatalogLock(read('platform.lock.yaml'), 'platform.lock.yaml');
    expect(problems).toEqual([]);
    const digests = lock!.entries.flatMap(({ valuesSchema }) => valuesSchema ?? []);
    expect(digests.map(digest => digestOf(read(`platform.schemas/${schemaFileName(digest)}`)))).toEqual(digests);
    expect(digests.length).toBeGreaterThanOrEqual(PROFILES.length);
  };

  expect((await pctlIn(cwd, ['catalog', 'add', 'platform', url], env)).code).toBe(0);
  const wholes: Record<string, string>[] = [];
  let duration = 0;
  for (offered of [1, 2]) {
    const before = Date.now();
    expect(await update()).toBe(0);
    duration = Date.now() - before;
    wholes[offered] = filesIn(catalogs);
  }
  const random = randomNumbers(13);
  const sometime = () => sleep(random() * duration);
  /** Most of the time nothing is written: waits for the first file, and a little. */
  const whileWriting = async (ended: Promise<unknown>) => {
    const folders = [catalogs, join(catalogs, 'platform.schemas')].map(folder => fs.watch(folder));
    await Promise.race([ended, ...folders.map(folder => once(folder, 'change'))]);
    for (const folder of folders) folder.close();
    await sleep(random() * 30);
  };
  const seen = { killed: 0, ended: 0, between: 0, leftovers: 0 };
  while (seen.killed < KILLS) {
    offered = 3 - offered;
    if (random() < 0.5) fs.rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true });
    const isEnded =
      (await update(random() < 0.5 ? sometime : whileWriting, random() < 0.5 ? 'SIGKILL' : 'SIGINT')) === 0;
    seen[isEnded ? 'ended' : 'killed']++;
    if (isEnded) duration *= 0.97;
    checkLock();
    expect(wholes.map(files => files['platform.profiles.ts'])).toContain(read('platform.profiles.ts'));
    const left = filesIn(catalogs);
    seen.leftovers += Object.keys(left).filter(name => name.endsWith('.tmp')).length;
    if (wholes.every(files => JSON.stringify(files) !== JSON.stringify(left))) seen.between++;
    // reads charts from the cache, as it was left
    const checked = await pctlIn(cwd, ['catalog', 'update', '--check'], env);
    expect(checked.stderr).not.toContain('error');
  }
  expect(await update()).toBe(0);
  // schemas that no lock mentions may be left; the next change of the lock removes them
  const left = Object.entries(filesIn(catalogs)).filter(([name]) => name in wholes[offered] || !name.endsWith('.json'));
  expect(Object.fromEntries(left)).toEqual(wholes[offered]);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify({ duration, ...seen })}\n`);
});
