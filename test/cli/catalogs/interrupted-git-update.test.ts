/**
 * `pctl catalog update` from a git repository as a real process that is killed. What it leaves
 * must be a lock that is valid and a mirror that can be used.
 *
 * `KILLS=100 npx jest test/cli/catalogs/interrupted-git` kills it a hundred times.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseCatalogLock } from '../../../lib/model/formats/catalog-lock';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { KillableProgram, spread } from '../../killed/killable-program';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read } from '../../sources/git/git-reading';
import { builtModule } from '../../wrong-inputs/install-package';

jest.setTimeout(900_000);

const KILLS = Number(process.env.KILLS ?? 6);

const cwd = temporaryFolder();
const env = { ...cleanEnv(temporaryFolder()), XDG_CACHE_HOME: temporaryFolder() };
const cacheFolder = join(env.XDG_CACHE_HOME, 'cdk8s-profiles');
const program = new KillableProgram([builtModule('cli/main'), 'catalog', 'update'], { cwd, env });
let server: GitServer;
let repository: GitRepository;
let versions = 0;

beforeAll(async () => {
  const intercept = () => {
    program.countRequest();
    return false;
  };
  server = await GitServer.start(temporaryFolder(), { intercept });
  repository = await server.createRepository('profiles');
  repository.allowFilters();
});
afterAll(() => server.stop());

async function publish(): Promise<void> {
  const version = `1.${versions++}.0`;
  await repository.commitAll({ 'nginx/profile.yaml': profileYaml('nginx', version) });
  await repository.tag(`nginx/v${version}`);
}

const mirrors = () => (fs.existsSync(join(cacheFolder, 'git')) ? fs.readdirSync(join(cacheFolder, 'git')) : []);
const leftovers = () => mirrors().filter(name => name.endsWith('.tmp'));

test(`an update from git that is killed ${KILLS} times leaves a valid lock, and a mirror that can be used`, async () => {
  const lock = join(cwd, 'catalogs/platform.lock.yaml');
  fs.mkdirSync(join(cwd, 'catalogs'));
  const source = { apiVersion: 'weave.works/v1alpha1', kind: 'ProfileCatalogSource', metadata: { name: 'platform' } };
  const spec = { repositories: [{ url: repository.url }] };
  fs.writeFileSync(join(cwd, 'catalogs/platform.yaml'), JSON.stringify({ ...source, spec }));
  await publish();
  const cloning = await program.run();
  await publish();
  const fetching = await program.run();
  expect([cloning.end, fetching.end]).toEqual([0, 0]);

  const half = Math.ceil(KILLS / 2);
  const kills = [
    ...spread(fetching.moments, KILLS - half).map(at => ({ at, isCloning: false })),
    ...spread(cloning.moments, half).map(at => ({ at, isCloning: true })),
  ];
  const seen = { killed: 0, leftovers: 0 };
  for (const [i, { at, isCloning }] of kills.entries()) {
    await publish();
    if (isCloning) fs.rmSync(cacheFolder, { recursive: true, force: true });
    const { end } = await program.run([], { at, signal: i % 2 === 0 ? 'SIGKILL' : 'SIGINT' });
    if (end !== 0) seen.killed++;
    seen.leftovers += leftovers().length;
    const { problems, lock: written } = parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock);
    expect(problems).toEqual([]);
    expect(written!.entries.length).toBeGreaterThan(0);
    const { entries, words } = await read(repository.url, { cacheFolder, env });
    expect(words).toEqual([]);
    expect(entries).toHaveLength(versions);
  }
  expect(seen.killed).toBe(kills.length);
  expect(seen.leftovers).toBeGreaterThan(0);
  await publish();
  expect((await program.run()).end).toBe(0);
  expect(parseCatalogLock(fs.readFileSync(lock, 'utf8'), lock).lock!.entries).toHaveLength(versions);
  // what was killed is swept up by the next run that fetches
  expect(leftovers()).toEqual([]);
  if (process.env.KILLS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
});
