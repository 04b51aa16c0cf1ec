/**
 * `pctl catalog update` from a registry as a real process that is killed at random moments. What it
 * leaves must be a lock that is valid and a cache that can be used.
 *
 * `KILLS=100 npx jest test/cli/interrupted-registry` kills it a hundred times.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { LoopbackServer } from '../../servers/loopback-server';
import { ociChart } from '../../servers/oci-chart';
import { PagingRegistry } from '../../servers/paging-registry';
import { readAll, registryAt, strangerOptions } from '../../sources/registry/registry-reading';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);
const FIRST = 40;

const built = programsFolder();
const main = join(built, 'node_modules/cdk8s-profiles/build/lib/cli/main.js');
const registry = new PagingRegistry({ pageSize: 25, auth: 'bearer' });
let server: LoopbackServer;
let versions = 0;

beforeAll(async () => {
  installPackage(built);
  server = await LoopbackServer.start(registry.handle);
});
afterAll(async () => {
  await server.stop();
  fs.rmSync(built, { recursive: true, force: true });
});

function publish(): void {
  registry.push('charts/linkerd2', ociChart({ version: `1.${versions++}.0` }));
}

/** Numbers from 0 to 1, the same in every run (Numerical Recipes). */
function randomNumbers(): () => number {
  let state = 13;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

test(`an update from a registry that is killed ${KILLS} times leaves a valid lock, and a cache that can be used`, async () => {
  const cwd = temporaryFolder();
  const env = { PATH: process.env.PATH, HOME: cwd, XDG_CACHE_HOME: temporaryFolder() };
  const cacheFolder = join(env.XDG_CACHE_HOME, 'cdk8s-profiles');
  const lock = join(cwd, 'catalogs/mesh.lock.yaml');
  const url = `oci://${new URL(server.url).host}/charts/linkerd2`;
  fs.mkdirSync(join(cwd, 'catalogs'));
  const source = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', metadata: { name: 'mesh' } };
  fs.writeFileSync(join(cwd, 'catalogs/mesh.yaml'), JSON.stringify({ ...source, spec: { url } }));
  /** Starts an update; how it ended: its exit code, or the signal. */
  const update = async (killAfterMs?: number, signal: NodeJS.Signals = 'SIGKILL') => {
    const child = spawn(process.execPath, [main, 'catalog', 'update'], { cwd, env, stdio: 'ignore' });
    const ended = new Promise<unknown>(resolve => child.on('close', (code, by) => resolve(by ?? code)));
    if (killAfterMs !== undefined) await sleep(killAfterMs).then(() => child.kill(signal));
    return ended;
  };
  for (let i = 0; i < FIRST; i++) publish();
  const before = Date.now();
  expect(await update()).toBe(0);
  let duration = Date.now() - before;

  const random = randomNumbers();
  const seen = { killed: 0, ended: 0, leftovers: 0 };
  while (seen.killed < KILLS) {
    publish();
    if (random() < 0.3) fs.rmSync(cacheFolder, { recursive: true, force: true });
    const isEnded = (await update(random() * duration, random() < 0.5 ? 'SIGKILL' : 'SIGINT')) === 0;
    seen[isEnded ? 'ended' : 'killed']++;
    if (isEnded) duration *= 0.95;
    const kept = join(cacheFolder, 'registries');
    const names = fs.existsSync(kept) ? fs.readdirSync(kept) : [];
    seen.leftovers += names.filter(name => name.endsWith('.tmp')).length;
    const { problems, lock: written } = parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock);
    expect(problems).toEqual([]);
    expect(written!.entries.length).toBeGreaterThanOrEqual(FIRST);
    const { entries, words } = await readAll(registryAt(url), strangerOptions({ cacheFolder }));
    expect(words).toEqual([]);
    expect(entries).toHaveLength(versions);
  }
  publish();
  expect(await update()).toBe(0);
  expect(parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock).lock!.entries).toHaveLength(versions);
  if (process.env.KILLS) process.stderr.write(`${JSON.stringify({ duration, ...seen })}\n`);
});
