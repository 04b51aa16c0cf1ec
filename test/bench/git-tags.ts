/**
 * A Git repository of 1,000 tags behind a server on loopback, and ways to read it.
 *
 * Elapsed time is measured, because most of it is spent in other processes.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGitRepository } from '../../lib/sources/git/git-repository';
import { GitRepository } from '../servers/git-repository';
import { publishProfiles } from '../servers/profile-repository';

const TYPESCRIPT = ['--require', 'ts-node/register/transpile-only'];
const PROFILES = 20;
const VERSIONS = 50;

/** Milliseconds of the first reading, or of a later one without changes. */
export function readTags(env: Readonly<Record<string, string>>, isAgain = false): Promise<number> {
  return withRepository(async ({ url }, folder) => {
    const read = async () => {
      const options = { env: { ...process.env, ...env }, secrets: new Map(), cacheFolder: join(folder, 'cache') };
      const { entries } = await readGitRepository({ url }, options);
      if (entries.length !== PROFILES * VERSIONS) throw new Error(`${entries.length} entries were read`);
    };
    if (isAgain) await read();
    return elapsed(read);
  });
}

/** Milliseconds of `git clone --bare` and one `git cat-file --batch` of every profile.yaml. */
export function cloneTags(): Promise<number> {
  return withRepository(async (repository, folder) => {
    const tags = (await repository.git('tag')).split('\n');
    const names = tags.map(tag => `refs/tags/${tag}:${tag.split('/')[0]}/profile.yaml\n`).join('');
    const clone = join(folder, 'clone');
    return elapsed(async () => {
      await run(['clone', '--quiet', '--bare', repository.url, clone]);
      await run(['-C', clone, 'cat-file', '--batch'], names);
    });
  });
}

/** The server is a separate process, as servers are. */
async function withRepository<T>(use: (repository: GitRepository, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-profiles-'));
  const repositories = join(folder, 'repositories');
  const server = fork(join(__dirname, 'git-tags-server.ts'), [repositories], { execArgv: TYPESCRIPT });
  try {
    const [url] = (await once(server, 'message')) as [string];
    const repository = await GitRepository.create(join(repositories, 'profiles.git'), `${url}/profiles.git`);
    await publishProfiles(repository, PROFILES, VERSIONS);
    await repository.git('config', 'uploadpack.allowFilter', 'true');
    return await use(repository, folder);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function elapsed(action: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

async function run(args: readonly string[], input = ''): Promise<void> {
  const child = spawn('git', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.resume();
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`git ${args[0]} ended with ${code}`);
}
