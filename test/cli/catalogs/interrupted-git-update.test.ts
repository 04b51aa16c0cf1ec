/**
 * `pctl catalog update` from a git repository as a real process that is killed at random
 * moments. What it leaves must be a lock that is valid and a mirror that can be used.
 *
 * `KILLS=100 npx jest test/cli/interrupted-git` kills it a hundred times.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { temporaryFolder } from '../../constructs/temporary-folder';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read } from '../../sources/git/git-reading';
import { installPackage } from '../../wrong-inputs/install-package';
import { programsFolder } from '../../wrong-inputs/synthesize';
import { randomNumbers } from './random-numbers';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);

const built = programsFolder();
const main = join(built, 'node_modules/cdk8s-profiles/build/lib/cli/main.js');
let server: GitServer;
let repository: GitRepository;
let versions = 0;

beforeAll(async () => {
  installPackage(built);
  server = await GitServer.start(temporaryFolder());
  repository = await server.createRepository('profiles');
  await repository.git('config', 'uploadpack.allowFilter', 'true');
});
afterAll(async () => {
  await server.stop();
  fs.rmSync(built, { recursive: true, force: true });
});

async function publish(): Promise<void> {
  const version = `1.${versions++}.0`;
  await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', version) });
  await repository.tag(`nginx/v${version}`);
}

test(`an update from git that is killed ${KILLS} times leaves a valid lock, and a mirror that can be used`, async () => {
  const cwd = temporaryFolder();
  const env = { ...cleanEnv(), XDG_CACHE_HOME: temporaryFolder() };
  const cacheFolder = join(env.XDG_CACHE_HOME, 'cdk8s-profiles');
  const lock = join(cwd, 'catalogs/platform.lock.yaml');
  fs.mkdirSync(join(cwd, 'catalogs'));
  const source = { apiVersion: 'weave.works/v1alpha1', kind: 'ProfileCatalogSource', metadata: { name: 'platform' } };
  fs.writeFileSync(
    join(cwd, 'catalogs/platform.yaml'),
    JSON.stringify({ ...source, spec: { repositories: [{ url: repository.url }] } }),
  );
  /** Starts an update; how it ended: its exit code, or the signal. */
  const update = async (killAfterMs?: number, signal: NodeJS.Signals = 'SIGKILL') => {
    const child = spawn(process.execPath, [main, 'catalog', 'update'], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<unknown>(resolve => child.on('close', (code, by) => resolve(by ?? code)));
    child.stderr.resume();
    if (killAfterMs !== undefined) await sleep(killAfterMs).then(() => child.kill(signal));
    return ended;
  };
  await publish();
  const before = Date.now();
  expect(await update()).toBe(0);
  let duration = Date.now() - before;

  const random = randomNumbers(11);
  const seen = { killed: 0, ended: 0, leftovers: 0 };
  while (seen.killed < KILLS) {
    await publish();
    if (random() < 0.3) fs.rmSync(cacheFolder, { recursive: true, force: true });
    const isEnded = (await update(random() * duration, random() < 0.5 ? 'SIGKILL' : 'SIGINT')) === 0;
    seen[isEnded ? 'ended' : 'killed']++;
    if (isEnded) duration *= 0.95;
    if (fs.existsSync(join(cacheFolder, 'git'))) {
      seen.leftovers += fs.readdirSync(join(cacheFolder, 'git')).filter(name => name.endsWith('.tmp')).length;
    }
    const { problems, lock: written } = parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock);
    expect(problems).toEqual([]);
    expect(written!.entries.length).toBeGreaterThan(0);
    const { entries, words } = await read(repository.url, { cacheFolder, env });
    expect(words).toEqual([]);
    expect(entries).toHaveLength(versions);
  }
  await publish();
  expect(await update()).toBe(0);
  expect(parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock).lock!.entries).toHaveLength(versions);
  // what was killed is swept up by the next run that fetches
  expect(fs.readdirSync(join(cacheFolder, 'git')).filter(name => name.endsWith('.tmp'))).toEqual([]);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
});
