/**
 * What is left of a private key when the process that uses it is ended by a signal.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { pctlIn } from '../../cli/pctl-in';
import { builtModule } from '../../wrong-inputs/install-package';

// it compiles the sources, and others may keep the machine busy
jest.setTimeout(60_000);

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nc29tZXRoaW5n\n-----END RSA PRIVATE KEY-----';
const PROGRAM = `
  const [file, cacheFolder, identity] = process.argv.slice(1);
  const { readGitRepository } = require(file);
  const credentials = { kind: 'ssh', identity, knownHosts: 'none' };
  void readGitRepository({ url: 'ssh://git@git.example.com/x', credentials }, { env: process.env, secrets: new Map(), cacheFolder });`;

interface Run {
  readonly child: ChildProcess;
  readonly env: Record<string, string>;
  /** Path of the program that replaces ssh. */
  readonly ssh: number;
  readonly keys: () => string[];
}

/** A process that has written the key, and waits for ssh, which does not end. */
async function start(): Promise<Run> {
  const folder = temporaryFolder();
  const [bin, cache, runtime, started] = ['bin', 'cache', 'runtime', 'started'].map(name => join(folder, name));
  for (const name of [bin, cache, runtime]) mkdirSync(name);
  execFileSync('mkfifo', [started]);
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\necho $$ > ${started}\nexec sleep 600\n`);
  chmodSync(join(bin, 'ssh'), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder, TMPDIR: cache, XDG_RUNTIME_DIR: runtime, XDG_CACHE_HOME: cache }; // prettier-ignore
  const child = spawn(process.execPath, ['-e', PROGRAM, builtModule('sources/git/git-repository'), cache, KEY], {
    env,
  });
  const [pid] = (await once(createReadStream(started), 'data')) as [Buffer];
  const keys = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(file => file.isFile() && readFileSync(join(file.parentPath, file.name), 'utf8').includes('PRIVATE KEY'))
      .map(file => join(file.parentPath, file.name).replace(`${folder}/`, ''));
  return { child, env, ssh: Number(pid.toString()), keys };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('nothing is left after %s', async signal => {
  const { child, keys } = await start();
  expect(keys()).toEqual([expect.stringMatching(/^runtime\/cdk8s-profiles\/.*\/identity$/)]);
  child.kill(signal);
  expect(await once(child, 'close')).toEqual([null, signal]);
  expect(keys()).toEqual([]);
});

test('files left by SIGKILL are not in the cache, and the next run removes them', async () => {
  const { child, env, keys, ssh } = await start();
  child.kill('SIGKILL');
  await once(child, 'exit');
  process.kill(ssh);
  expect(keys()).toEqual([expect.stringMatching(/^runtime\//)]);
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'catalogs'));
  await pctlIn(cwd, ['catalog', 'update'], env);
  expect(keys()).toEqual([]);
});
