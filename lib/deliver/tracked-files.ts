/**
 * Which files of a folder Git tracks, by the installed git command.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Paths, or the first line of what git says if it cannot tell. */
export type TrackedFiles = { readonly paths: ReadonlySet<string> } | { readonly failure: string };

/** Paths in `folder` that are in the index of its repository. Absent: no repository, or no such folder. */
export function trackedFiles(folder: string): TrackedFiles | undefined {
  if (!existsSync(folder)) return undefined;
  const options = { cwd: folder, env: gitEnvironment(process.env), maxBuffer: Infinity };
  const { error, status, stdout, stderr } = spawnSync('git', ['ls-files', '-z'], options);
  if (error !== undefined) return { failure: error.message };
  if (status === 0) return { paths: new Set(stdout.toString('utf8').split('\0')) };
  const [failure] = stderr.toString('utf8').split('\n');
  return failure.includes('not a git repository') ? undefined : { failure };
}

/** In a hook, git sets variables for the folder that the hook runs in, which is another one. */
function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const index = env.GIT_INDEX_FILE;
  const own = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: index && resolve(index) };
  return { ...env, ...own, LC_ALL: 'C' };
}
