/**
 * Git repositories for `pctl diff`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** Housekeeping after a commit would be one more process. */
const SETTINGS = ['user.name=Test', 'user.email=test@example.com', 'maintenance.auto=false'].flatMap(each => [
  '-c',
  each,
]);

export const git = (cwd: string, ...argv: string[]) =>
  execFileSync('git', [...SETTINGS, ...argv], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** A new repository with one commit of `files` on the branch main. */
export function repository(files: Files): string {
  const cwd = writtenFiles(files);
  // what `git init` writes, without a process
  for (const name of ['objects', 'refs']) mkdirSync(join(cwd, '.git', name), { recursive: true });
  writeFileSync(join(cwd, '.git/HEAD'), 'ref: refs/heads/main\n');
  commit(cwd, 'One');
  return cwd;
}

export function commit(cwd: string, message: string): void {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** Replaces everything in `dist` of a repository. */
export function replaceDist(cwd: string, files: Files): void {
  rmSync(join(cwd, 'dist'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

/** `pctl diff` with `before` committed and `after` on disk. */
export async function diff(before: Files, after: Files, ...argv: string[]) {
  const cwd = repository(before);
  replaceDist(cwd, after);
  const { code, stdout, stderr } = await pctlIn(cwd, ['diff', ...argv]);
  // the commit differs from run to run
  return {
    code,
    stderr,
    stdout: stdout.replaceAll(/\b[0-9a-f]{40}\b|\b[0-9a-f]{10}\b(?=, the merge base)/g, '1a2b3c4d5e'),
  };
}
