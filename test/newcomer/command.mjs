/**
 * Commands, and what is said about them: one line while all is well, all output when not.
 */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** What is wrong with the package, in words; no stack is needed. */
export class Failure extends Error {}

/** What npm tells its own scripts about the checkout is not for the app. */
const ENV = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name)),
);

/** Runs `command` in `cwd` and returns what it prints; throws Failure with all of it when it fails. */
export function run(cwd, command, ...args) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: ENV, stdio, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Failure(`${[command, ...args].join(' ')} failed:\n${error?.message ?? stdout + stderr}`);
}

/** As `run`, of a command that fails; throws Failure when it does not. */
export function fail(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: ENV, encoding: 'utf8' });
  if (status !== 0) return stdout + stderr;
  throw new Failure(`${[command, ...args].join(' ')} did not fail`);
}

/** Does `step`, and says how long it took, and what it returns. */
export function step(title, action) {
  const start = performance.now();
  const result = action();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${title} (${seconds} s)${typeof result === 'string' ? `: ${result}` : ''}`);
  return result;
}
