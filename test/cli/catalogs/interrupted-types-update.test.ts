/**
 * `pctl catalog update` of a catalog with types, as a real process that is killed. What it leaves
 * must be a lock whose schemas are there, whole types, and a cache that can be used.
 *
 * `KILLS=100 npx jest test/cli/catalogs/interrupted-types` kills it a hundred times.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { digestOf, schemaFileName } from '../../../lib/model/schema/values-schema';
import { sha256 } from '../../../lib/sources/cache/sha256';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, type Moment, spread } from '../../killed/killable-program';
import { packChart } from '../../sources/pack-chart';
import { serve } from '../../sources/serve';
import { builtModule } from '../../wrong-inputs/install-package';
import { pctlIn } from '../pctl-in';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 4);
const PROFILES = Array.from({ length: 6 }, (_, i) => `profile-${i}`);
const VERSIONS = ['1.0.0', '1.1.0'];

const archives = new Map(PROFILES.flatMap(name => VERSIONS.map(version => [`/${name}-${version}.tgz`, pack(name, version)]))); // prettier-ignore
/** How many of `VERSIONS` are on offer. */
let offered = 1;

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
    program.countRequest();
    const answer = path === '/index.yaml' ? index() : archives.get(path);
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  const cwd = temporaryFolder();
  const catalogs = join(cwd, 'catalogs');
  const env = { PATH: process.env.PATH!, XDG_CACHE_HOME: temporaryFolder() };
  const program = new KillableProgram([builtModule('cli/main'), 'catalog', 'update', '--types'], { cwd, env });
  const read = (name: string) => fs.readFileSync(join(catalogs, name), 'utf8');
  const checkLock = () => {
    const { problems, lock } = parseCatalogLock(read('platform.lock.yaml'), 'platform.lock.yaml');
    expect(problems).toEqual([]);
    const digests = lock!.entries.flatMap(({ valuesSchema }) => valuesSchema ?? []);
    expect(digests.map(digest => digestOf(read(`platform.schemas/${schemaFileName(digest)}`)))).toEqual(digests);
    expect(digests.length).toBeGreaterThanOrEqual(PROFILES.length);
  };

  expect((await pctlIn(cwd, ['catalog', 'add', 'platform', url], env)).code).toBe(0);
  const clearCache = () => fs.rmSync(env.XDG_CACHE_HOME, { recursive: true, force: true });
  const wholes: Record<string, string>[] = [];
  const update = async (to: number): Promise<readonly Moment[]> => {
    offered = to;
    const { end, moments } = await program.run();
    expect(end).toBe(0);
    wholes[to] = filesIn(catalogs);
    return moments;
  };
  /** What was there before; only what a process that was killed had begun stays. */
  const restore = (files: Record<string, string>) => {
    const others = Object.keys(filesIn(catalogs)).filter(name => !(name in files) && !name.endsWith('.tmp'));
    for (const name of others) fs.rmSync(join(catalogs, name));
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(join(catalogs, name), text);
  };
  await update(1);
  clearCache();
  /** Most of what is done is reading, which leaves nothing to damage but the cache. */
  const whileWriting = (moments: readonly Moment[]) =>
    moments.filter(moment => 'path' in moment && moment.path.startsWith(catalogs));
  const adding = spread(whileWriting(await update(2)), Math.ceil(KILLS / 2));
  const removing = spread(await update(1), adding.length);
  const seen = { killed: 0, between: 0, leftovers: 0 };
  const kills = 2 * Math.min(adding.length, removing.length);
  for (let i = 0; i < kills; i++) {
    const isAdding = i % 2 === 0;
    const at = (isAdding ? adding : removing)[Math.floor(i / 2)];
    offered = isAdding ? 2 : 1;
    restore(wholes[3 - offered]);
    if (isAdding) clearCache();
    const { end } = await program.run([], { at, signal: i % 4 < 2 ? 'SIGKILL' : 'SIGINT' });
    if (end !== 0) seen.killed++;
    checkLock();
    expect(wholes.map(files => files['platform.profiles.ts'])).toContain(read('platform.profiles.ts'));
    const left = filesIn(catalogs);
    seen.leftovers += Object.keys(left).filter(name => name.endsWith('.tmp')).length;
    if (wholes.every(files => JSON.stringify(files) !== JSON.stringify(left))) seen.between++;
    // reads charts from the cache, as it was left
    const checked = await pctlIn(cwd, ['catalog', 'update', '--check'], env);
    expect(checked.stderr).not.toContain('error');
  }
  expect(seen.killed).toBe(kills);
  expect((await program.run()).end).toBe(0);
  // schemas that no lock mentions may be left; the next change of the lock removes them
  const left = Object.entries(filesIn(catalogs)).filter(([name]) => name in wholes[offered] || !name.endsWith('.json'));
  expect(Object.fromEntries(left)).toEqual(wholes[offered]);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
});
