/**
 * Which files of a folder Git tracks, by the installed git command.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Paths in `folder` that are in the index of its repository. Absent: no repository, no git, or no such folder. */
export function trackedFiles(folder: string): ReadonlySet<string> | undefined {
  if (!existsSync(folder)) return undefined;
  const env = { ...process.env, LC_ALL: 'C' };
  const { error, status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: folder, env, maxBuffer: Infinity });
  if (error !== undefined || status !== 0) return undefined;
  return new Set(stdout.toString('utf8').split('\0'));
}
