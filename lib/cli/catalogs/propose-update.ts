/**
 * `pctl catalog update --create-pr`: proposes new lock files in a pull request.
 */
import { isAbsolute, join, relative, resolve } from 'node:path';
import { findChanges } from '../../forge/branch-commit';
import { openPullRequest } from '../pull-request/open-pull-request';
import type { PullRequestOptions } from '../pull-request/pull-request-options';
import type { Context, ExitCode } from '../terminal/command';

/** What is updated. */
export interface UpdateToPropose {
  /** Names of catalogs; empty for all. */
  readonly names: readonly string[];
  /** Finds the folder of catalogs, relative to the working directory. */
  readonly folderIn: (inside: Context) => string;
  readonly update: (inside: Context) => Promise<ExitCode>;
}

/** Runs `update` in the files of the base, and proposes what it changed in the folder of catalogs, if it succeeds. */
export function proposeUpdate(
  context: Context,
  options: PullRequestOptions,
  { names, folderIn, update }: UpdateToPropose,
): Promise<ExitCode> {
  return openPullRequest(context, options, async (inside, base) => {
    const folder = relative(base.folder, resolve(inside.cwd, folderIn(inside)));
    if (isAbsolute(folder) || folder.startsWith('..')) {
      inside.stderr('error: the folder of catalogs is outside of the repository. Give one in it with "--catalogs"\n');
      return { exit: 1 };
    }
    const lines: string[] = [];
    const stderr = (text: string) => {
      inside.stderr(text);
      lines.push(text);
    };
    const exit = await update({ ...inside, isTerminal: false, stderr });
    if (exit !== 0) return { exit };
    const sorted = [...new Set(names)].sort();
    const title = sorted.length === 0 ? 'Update catalogs' : `Update ${sorted.length === 1 ? 'catalog' : 'catalogs'} ${sorted.join(', ')}`; // prettier-ignore
    const parts = ['update-catalogs', ...sorted].map(part => part.replace(/[^A-Za-z0-9]+/g, '-'));
    const body = `${lines.join('').trimEnd().replaceAll(/^/gm, '    ')}\n`;
    const paths = (await findChanges(base, [folder || '.'])).map(path => join(base.folder, path));
    return { title, body, paths, branch: `pctl/${parts.join('-')}` };
  });
}
