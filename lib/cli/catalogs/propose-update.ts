/**
 * `pctl catalog update --create-pr`: proposes new lock files, and what they change in the output, in a pull request.
 */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { findChanges } from '../../forge/branch-commit';
import { openPullRequest } from '../pull-request/open-pull-request';
import type { PullRequestOptions } from '../pull-request/pull-request-options';
import { run as runSynth } from '../synth/synth';
import { readSettings } from '../synth/synth-settings';
import type { Context, ExitCode } from '../terminal/command';

/** What is updated. */
export interface UpdateToPropose {
  /** Names of catalogs; empty for all. */
  readonly names: readonly string[];
  /** Finds the folder of catalogs, relative to the working directory. */
  readonly folderIn: (inside: Context) => string;
  readonly update: (inside: Context) => Promise<ExitCode>;
}

/**
 * Runs `update` in the files of the base, renders the output again if it is committed, and proposes what that changes,
 * if everything succeeds.
 */
export function proposeUpdate(
  context: Context,
  options: PullRequestOptions,
  { names, folderIn, update }: UpdateToPropose,
): Promise<ExitCode> {
  return openPullRequest(context, options, async (inside, base) => {
    const path = resolve(inside.cwd, folderIn(inside));
    const folder = relative(base.folder, path);
    if (!isInside(base.folder, path)) {
      inside.stderr('error: the folder of catalogs is outside of the repository. Give one in it with "--catalogs"\n');
      return { exit: 1 };
    }
    const lines: string[] = [];
    const stderr = (text: string) => {
      inside.stderr(text);
      lines.push(text);
    };
    const recorded = { ...inside, isTerminal: false, stderr };
    const output = outputIn(inside);
    const exit = (await update(recorded)) || (output === undefined ? 0 : await runSynth(recorded, [], {}));
    if (exit !== 0) return { exit };
    const sorted = [...new Set(names)].sort();
    const title = sorted.length === 0 ? 'Update catalogs' : `Update ${sorted.length === 1 ? 'catalog' : 'catalogs'} ${sorted.join(', ')}`; // prettier-ignore
    const parts = ['update-catalogs', ...sorted].map(part => part.replace(/[^A-Za-z0-9]+/g, '-'));
    const body = `${lines.join('').trimEnd().replaceAll(/^/gm, '    ')}\n`;
    const folders = [folder || '.', ...(output === undefined ? [] : [relative(base.folder, output)])];
    const paths = (await findChanges(base, folders)).map(path => join(base.folder, path));
    return { title, body, paths, branch: `pctl/${parts.join('-')}` };
  });
}

/** The output, if it is committed: the newest version in a range is in there. */
function outputIn(inside: Context): string | undefined {
  const settings = readSettings(inside, {});
  return 'errors' in settings || !existsSync(settings.target) ? undefined : settings.target;
}
