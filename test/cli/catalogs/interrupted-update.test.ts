/**
 * `pctl catalog update` as a real process that is killed at random moments, or runs twice
 * at once, against a repository that changes all the time.
 *
 * `KILLS=100 npx jest test/cli/interrupted-update` kills it a hundred times.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatCatalogLock, parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { parseHelmIndex } from '../../../lib/model/helm-index/helm-index';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { serve } from '../../sources/serve';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { pctlIn } from '../pctl-in';
import { randomNumbers } from './random-numbers';

jest.setTimeout(600_000);

const KILLS = Number(process.env.KILLS ?? 8);
const VERSIONS = 150;
const PIECES = 8;

/** Digests hang on the version alone: what is there is never replaced. */
function index(newest: number): string {
  const versions = Array.from({ length: VERSIONS }, (_, i) => {
    const digest = String(newest - i).padStart(64, '0');
    return `  - name: linkerd2
    version: 1.0.${newest - i}
    digest: "${digest}"
    description: Encrypts traffic between services and measures it
    annotations: {weave.works/profile: linkerd2, weave.works/layer: layer-1}
`;
  });
  return `apiVersion: v1\nentries:\n  linkerd2:\n${versions.join('')}`;
}

const INDEXES = [index(1000), index(1001)];

const built = programsFolder();
const main = join(built, 'node_modules/cdk8s-profiles/build/lib/cli/main.js');
let current = 0;
let cwd: string;
let env: Record<string, string>;
let locks: string[];

beforeAll(() => installPackage(built));
afterAll(() => fs.rmSync(built, { recursive: true, force: true }));

beforeEach(async () => {
  cwd = temporaryFolder();
  env = { PATH: process.env.PATH!, XDG_CACHE_HOME: temporaryFolder() };
  const { url } = await serve(answer);
  fs.mkdirSync(join(cwd, 'catalogs'));
  const manifest = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', spec: { url } };
  const named = { ...manifest, metadata: { name: 'platform', namespace: 'flux-system' } };
  fs.writeFileSync(join(cwd, 'catalogs/platform.yaml'), JSON.stringify(named));
  const source = { kind: 'HelmRepository', name: 'platform', namespace: 'flux-system', url } as const;
  locks = INDEXES.map(text => formatCatalogLock({ source, entries: parseHelmIndex(text, { file: '' }).entries }));
});

/** The current index in pieces, or 304 when the client has it. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [text, etag] = [INDEXES[current], `"${current}"`];
  const isKnown = request.headers['if-none-match'] === etag;
  response.writeHead(isKnown ? 304 : 200, { etag });
  const size = Math.ceil(text.length / PIECES);
  for (let i = 0; i < text.length && !isKnown; i += size) {
    response.write(text.slice(i, i + size));
    await sleep(5);
  }
  response.end();
}

function start(): ChildProcess {
  return spawn(process.execPath, [main, 'catalog', 'update'], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** How the process ended: its exit code, or the signal. */
function end(child: ChildProcess): Promise<number | string | null> {
  return new Promise(resolve => child.on('close', (code, signal) => resolve(signal ?? code)));
}

/** Which of the two valid texts the lock is; -1 when there is none yet. */
function readLock(): number {
  const file = join(cwd, 'catalogs/platform.lock.yaml');
  if (!fs.existsSync(file)) return -1;
  const text = fs.readFileSync(file, 'utf8');
  expect(parseCatalogLock(text, file).problems).toEqual([]);
  expect(locks).toContain(text);
  return locks.indexOf(text);
}

const leftovers = () => Object.keys(filesIn(join(cwd, 'catalogs'))).filter(name => name.endsWith('.tmp'));

test(`an update that is killed ${KILLS} times leaves the old lock or the new one, and a cache that can be used`, async () => {
  const before = Date.now();
  expect(await end(start())).toBe(0);
  let duration = Date.now() - before;
  const random = randomNumbers(7);
  const seen = { killed: 0, ended: 0, old: 0, new: 0, leftovers: 0 };
  while (seen.killed < KILLS) {
    const old = readLock();
    current = 1 - old;
    const child = start();
    const ended = end(child);
    await sleep(random() * duration);
    child.kill(random() < 0.5 ? 'SIGKILL' : 'SIGINT');
    const isEnded = (await ended) === 0;
    seen[isEnded ? 'ended' : 'killed']++;
    if (isEnded) duration *= 0.95;
    seen[readLock() === old ? 'old' : 'new']++;
    seen.leftovers = Math.max(seen.leftovers, leftovers().length);
    // reads the cache, or the server when there is nothing in it, and writes no lock
    const checked = await pctlIn(cwd, ['catalog', 'update', '--check'], env);
    expect(checked.stderr).not.toContain('error');
    expect(checked.code).toBe(readLock() === current ? 0 : 1);
  }
  expect(await end(start())).toBe(0);
  expect(readLock()).toBe(current);
  expect(leftovers()).toEqual([]);
  if (process.env.KILLS) process.stderr.write(`${JSON.stringify({ duration, ...seen })}\n`);
});

test('two updates at once both succeed', async () => {
  for (let i = 0; i < 2; i++) {
    current = 1 - current;
    expect(await Promise.all([start(), start()].map(end))).toEqual([0, 0]);
    expect(readLock()).toBe(current);
    expect(leftovers()).toEqual([]);
  }
});
