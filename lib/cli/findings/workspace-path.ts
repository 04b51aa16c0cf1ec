/**
 * Paths as workflows of GitHub take them: from the root of the repository, whatever the working directory.
 */
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { foldersUpToGit } from '../synth/folders-up-to-git';
import type { Context } from '../terminal/command';

/** `file`, which is relative to the working directory, from the root of the repository; unchanged outside of it. */
export function workspacePath(file: string, { cwd, env }: Pick<Context, 'cwd' | 'env'>): string {
  if (isAbsolute(file)) return file;
  const here = realpathSync(cwd);
  const [root, path] = [findRoot(here, env.GITHUB_WORKSPACE), resolve(here, file)];
  return root !== undefined && isInside(root, path) ? relative(root, path).replaceAll('\\', '/') : file;
}

/** Where a workflow has checked out a repository, which can be below its `workspace`; without Git, the latter. */
function findRoot(cwd: string, workspace = ''): string | undefined {
  const folder = foldersUpToGit(cwd).at(-1)!;
  if (existsSync(join(folder, '.git'))) return folder;
  // a container may not have the folder
  return existsSync(workspace) ? realpathSync(workspace) : undefined;
}
