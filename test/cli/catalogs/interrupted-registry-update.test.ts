/**
 * `pctl catalog update` from a registry as a real process that is killed. What it leaves must be
 * a lock that is valid and a cache that can be used.
 *
 * `KILLS=100 npx jest test/cli/catalogs/interrupted-registry` kills it a hundred times.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import { LoopbackServer } from '../../servers/loopback-server';
import { ociChart } from '../../servers/oci-chart';
import { PagingRegistry } from '../../servers/paging-registry';
import { readAll, registryAt, strangerOptions } from '../../sources/registry/registry-reading';
import { builtModule } from '../../wrong-inputs/install-package';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);
const FIRST = 40;

const registry = new PagingRegistry({ pageSize: 25, auth: 'bearer' });
const cwd = temporaryFolder();
const env = { PATH: process.env.PATH, HOME: cwd, XDG_CACHE_HOME: temporaryFolder() };
const cacheFolder = join(env.XDG_CACHE_HOME, 'cdk8s-profiles');
const program = new KillableProgram([builtModule('cli/main'), 'catalog', 'update'], { cwd, env });
let server: LoopbackServer;
let versions = 0;

beforeAll(async () => {
  server = await LoopbackServer.start((request, response) => {
    program.countRequest();
    registry.handle(request, response);
  });
});
afterAll(() => server.stop());

function publish(): void {
  registry.push('charts/linkerd2', ociChart({ version: `1.${versions++}.0` }));
}

test(`an update from a registry that is killed ${KILLS} times leaves a valid lock, and a cache that can be used`, async () => {
  const lock = join(cwd, 'catalogs/mesh.lock.yaml');
  const url = `oci://${new URL(server.url).host}/charts/linkerd2`;
  fs.mkdirSync(join(cwd, 'catalogs'));
  const source = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', metadata: { name: 'mesh' } };
  fs.writeFileSync(join(cwd, 'catalogs/mesh.yaml'), JSON.stringify({ ...source, spec: { url } }));
  for (let i = 0; i < FIRST; i++) publish();
  const first = await program.run();
  publish();
  const next = await program.run();
  expect([first.end, next.end]).toEqual([0, 0]);

  const half = Math.ceil(KILLS / 2);
  const kills = [
    ...spread(next.moments, KILLS - half).map(at => ({ at, isFirst: false })),
    ...spread(first.moments, half).map(at => ({ at, isFirst: true })),
  ];
  const seen = { killed: 0, leftovers: 0 };
  for (const [i, { at, isFirst }] of kills.entries()) {
    publish();
    if (isFirst) fs.rmSync(cacheFolder, { recursive: true, force: true });
    const { end } = await program.run([], { at, signal: i % 2 === 0 ? 'SIGKILL' : 'SIGINT' });
    if (end !== 0) seen.killed++;
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
  expect(seen.killed).toBe(kills.length);
  publish();
  expect((await program.run()).end).toBe(0);
  expect(parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock).lock!.entries).toHaveLength(versions);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
});
