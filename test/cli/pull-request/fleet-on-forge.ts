/**
 * A fleet in a repository on a forge, and a clone of it that is the working directory.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { ForgeServer } from '../../servers/forge-server';
import { GitRepository } from '../../servers/git-repository';
import { PLATFORM } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

export const TOKEN = 'ghp_0123456789abcdef';
export const MESH = 'subscriptions/production/linkerd2.yaml';
const HOME = process.cwd();
export const FILES = {
  'catalogs/platform.lock.yaml': PLATFORM,
  'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n',
  'README.md': 'Fleet\n',
  'apps/.keep': '',
};

/** A fleet, its forge, and the environment of somebody who works on it. */
export interface Fleet {
  readonly forge: ForgeServer;
  readonly remote: GitRepository;
  /** The clone. */
  readonly folder: string;
  readonly env: Record<string, string>;
}

const running: ForgeServer[] = [];

afterEach(async () => {
  process.chdir(HOME);
  for (const forge of running.splice(0)) await forge.stop();
});

/** The repository and a clone of it, which are made once for each file of tests, and copied for each test. */
let made: Promise<string> | undefined;

async function make(): Promise<string> {
  const root = temporaryFolder();
  const remote = await GitRepository.create(join(root, 'served/team/fleet.git'), '');
  await remote.commitAll(FILES);
  execFileSync('git', ['clone', '--quiet', remote.folder, join(root, 'clone')]);
  return root;
}

/** Starts a forge with the repository `team/fleet`, of which there is a clone. */
export async function fleetOnForge(env: Readonly<Record<string, string>> = {}): Promise<Fleet> {
  const root = temporaryFolder();
  cpSync(await (made ??= make()), root, { recursive: true });
  const forge = await ForgeServer.start(join(root, 'served'), TOKEN);
  running.push(forge);
  const remote = await forge.git.createRepository('team/fleet');
  const folder = join(root, 'clone');
  process.chdir(folder);
  const settings = readFileSync('.git/config', 'utf8');
  writeFileSync('.git/config', settings.replace(/url = .*/, `url = ${remote.url}`));
  const own = {
    PATH: process.env.PATH!,
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  return { forge, remote, folder, env: { ...own, ...env } };
}

/** Runs `pctl` in the working directory. */
export function pctl({ env }: Fleet, ...argv: readonly string[]) {
  return pctlIn(process.cwd(), argv, env);
}

/** Runs git in the clone; returns its output. */
export function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Writes a file in the clone. */
export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What is checked out and staged in the clone, and its branches. */
export function stateOf(): string {
  return [git('status', '--porcelain=v2', '--branch', '--ignored'), git('diff'), git('diff', '--cached'), git('for-each-ref', 'refs/heads', 'refs/tags')].join('\n'); // prettier-ignore
}
