/**
 * `pctl catalog update` as a real process that is killed, or runs twice at once, against a
 * repository that changes all the time.
 *
 * `KILLS=100 npx jest test/cli/catalogs/interrupted-update` kills it a hundred times.
 */
import * as fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { formatCatalogLock, type LockSource, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import { serve } from '../../sources/serve';
import { builtModule } from '../../wrong-inputs/install-package';
import { pctlIn } from '../pctl-in';

jest.setTimeout(600_000);

const KILLS = Number(process.env.KILLS ?? 8);
const VERSIONS = 150;
const PIECES = 8;

/** Digests depend on the version alone: what is there is never replaced. */
function index(newest: number): string {
  const versions = Array.from({ length: VERSIONS }, (_, i) => {
    const digest = String(newest - i).padStart(64, '0');
    return `  - name: linkerd2
    version: 1.0.${newest - i}
    digest: "${digest}"
    urls: [a.tgz]
    description: Encrypts traffic between services and measures it
    annotations: {weave.works/profile: linkerd2, weave.works/layer: layer-1}
`;
  });
  return `apiVersion: v1\nentries:\n  linkerd2:\n${versions.join('')}`;
}

/** The newest patch on offer: each update meets an index that it has not seen. */
let current = 1000;
let cwd: string;
let env: Record<string, string>;
let source: LockSource;
let program: KillableProgram;

beforeEach(async () => {
  cwd = temporaryFolder();
  env = { PATH: process.env.PATH!, XDG_CACHE_HOME: temporaryFolder() };
  program = newProgram();
  const { url } = await serve(answer);
  fs.mkdirSync(join(cwd, 'catalogs'));
  const manifest = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', spec: { url } };
  const named = { ...manifest, metadata: { name: 'platform', namespace: 'flux-system' } };
  fs.writeFileSync(join(cwd, 'catalogs/platform.yaml'), JSON.stringify(named));
  source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url };
});

/** The current index in pieces, or 304 when the client has it; each piece counts as a request. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [text, etag] = [index(current), `"${current}"`];
  const isKnown = request.headers['if-none-match'] === etag;
  program.countRequest();
  response.writeHead(isKnown ? 304 : 200, { etag });
  const size = Math.ceil(text.length / PIECES);
  for (let i = 0; i < text.length && !isKnown; i += size) {
    await new Promise(done => response.write(text.slice(i, i + size), done));
    program.countRequest();
  }
  response.end();
}

function newProgram(): KillableProgram {
  return new KillableProgram([builtModule('cli/main'), 'catalog', 'update'], { cwd, env });
}

/** The newest patch in the lock, which must be valid. */
function readLock(): number {
  const file = join(cwd, 'catalogs/platform.lock.yaml');
  const text = fs.readFileSync(file, 'utf8');
  const { lock, problems } = parseCatalogLock(text, file);
  expect(problems).toEqual([]);
  const newest = Number(lock!.entries[0].version.split('.')[2]);
  expect(text).toBe(formatCatalogLock({ source, entries: parseHelmIndex(index(newest), { file: '' }).entries }));
  return newest;
}

const leftovers = () => Object.keys(filesIn(join(cwd, 'catalogs'))).filter(name => name.endsWith('.tmp'));

test(`an update that is killed ${KILLS} times leaves the old lock or the new one, and a cache that can be used`, async () => {
  expect((await program.run()).end).toBe(0);
  current++;
  const whole = await program.run();
  expect(whole.end).toBe(0);
  const seen = { killed: 0, old: 0, new: 0, leftovers: 0 };
  for (const [i, at] of spread(whole.moments, KILLS).entries()) {
    const old = readLock();
    current++;
    const { end } = await program.run([], { at, signal: i % 2 === 0 ? 'SIGKILL' : 'SIGINT' });
    if (end !== 0) seen.killed++;
    const left = readLock();
    expect([old, current]).toContain(left);
    seen[left === old ? 'old' : 'new']++;
    seen.leftovers = Math.max(seen.leftovers, leftovers().length);
    // reads the cache, or the server when there is nothing in it, and writes no lock
    const checked = await pctlIn(cwd, ['catalog', 'update', '--check'], env);
    expect(checked.stderr).not.toContain('error');
    expect(checked.code).toBe(left === current ? 0 : 1);
  }
  expect(seen.killed).toBe(Math.min(KILLS, whole.moments.length));
  expect([seen.old, seen.new]).not.toContain(0);
  expect((await program.run()).end).toBe(0);
  expect(readLock()).toBe(current);
  expect(leftovers()).toEqual([]);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
});

test('two updates at once both succeed', async () => {
  for (let i = 0; i < 2; i++) {
    current++;
    const both = await Promise.all([program, newProgram()].map(one => one.run()));
    expect(both.map(({ end }) => end)).toEqual([0, 0]);
    expect(readLock()).toBe(current);
    expect(leftovers()).toEqual([]);
  }
});
