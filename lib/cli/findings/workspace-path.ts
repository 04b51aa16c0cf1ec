/**
 * Paths as workflows of GitHub take them: from the root of the repository, whatever the working directory.
 */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { isInside } from '../../files/is-inside';
import type { Context } from '../terminal/command';

/** `file`, which is relative to the working directory, from the folder that the workflow names; unchanged outside of it. */
export function workspacePath(file: string, { cwd, env }: Pick<Context, 'cwd' | 'env'>): string {
  const { GITHUB_WORKSPACE: workspace = '' } = env;
  if (workspace === '' || isAbsolute(file)) return file;
  const [root, folder] = [workspace, cwd].map(path => realpathSync(path));
  return isInside(root, folder) ? relative(root, `${folder}/${file}`).replaceAll('\\', '/') : file;
}
