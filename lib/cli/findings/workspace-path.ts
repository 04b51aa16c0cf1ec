/**
 * Paths as workflows of GitHub take them: from the root of the repository, whatever the working directory.
 */
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { foldersUpToGit } from '../synth/folders-up-to-git';
import type { Context } from '../terminal/command';

/** Names files that are relative to the working directory from the root of the repository; unchanged outside of it. */
export function workspacePaths({ cwd, env }: Pick<Context, 'cwd' | 'env'>): (file: string) => string {
  const here = realpathSync(cwd);
  const root = findRoot(here, env.GITHUB_WORKSPACE);
  return file => {
    const path = resolve(here, file);
    const isNamed = !isAbsolute(file) && root !== undefined && isInside(root, path);
    return isNamed ? relative(root, path).replaceAll('\\', '/') : file;
  };
}

/** Where a workflow has checked out a repository, which can be below its `workspace`; without Git, the latter. */
function findRoot(cwd: string, workspace = ''): string | undefined {
  const folder = foldersUpToGit(cwd).at(-1)!;
  if (existsSync(join(folder, '.git'))) return folder;
  // a container may not have the folder
  return existsSync(workspace) ? realpathSync(workspace) : undefined;
}
