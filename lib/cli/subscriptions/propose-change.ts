/**
 * Makes a change of subscriptions here, or with `--create-pr` in a pull request.
 */
import { join } from 'node:path';
import { SUBSCRIPTIONS } from '../../constructs/folder/read-cluster-folder';
import { formatDiffMarkdown } from '../diff/diff-markdown';
import { text } from '../diff/markdown-text';
import { describeMisuse } from '../pull-request/pull-request-options';
import type { Context, ExitCode } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import type { ChangeOptions, RepositoryChange } from './repository-change';
import { tellResult } from './tell-result';

/** A command of this folder, and what else makes its branch. */
export interface ChangeCommand {
  /** `add` */
  readonly name: string;
  /** In place of the subscription, if there can be several: `all`. */
  readonly subject?: string;
}

/** Runs `change`, and tells what it did; returns the exit code. */
export async function proposeChange(
  context: Context,
  options: ChangeOptions,
  command: ChangeCommand,
  change: (context: Context) => Promise<RepositoryChange | ChangeFailure>,
): Promise<ExitCode> {
  const misuse = describeMisuse(options);
  if (misuse !== undefined) {
    context.stderr(`error: ${misuse}\n`);
    return 2;
  }
  if (options.createPr !== true) return tellResult(context, options, await change(context));
  // most runs need neither Git nor the network
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { openPullRequest } = require('../pull-request/open-pull-request') as typeof import('../pull-request/open-pull-request'); // prettier-ignore
  return openPullRequest(context, options, async (inside, { folder }) => {
    const result = await change(inside);
    const exit = tellResult(inside, options, result);
    if ('errors' in result || options.dryRun === true) return { exit };
    const { title, root, written, removed, diff, notes } = result;
    const body = [formatDiffMarkdown(diff), ...notes.map(note => `- ${text(note)}\n`)].join('\n');
    const paths = [...written, ...removed].map(path => join(root, path));
    return { title, body, paths, branch: branchOf(command, result, root.slice(folder.length + 1)) };
  });
}

/** `pctl/upgrade-production-linkerd2`; with the folder of the repository if subscriptions are not at its root. */
function branchOf({ name, subject }: ChangeCommand, { written, removed }: RepositoryChange, prefix: string): string {
  const [file] = [...removed, ...written].filter(path => path.startsWith(`${SUBSCRIPTIONS}/`));
  const changed = subject ?? (file ?? '').replace(`${SUBSCRIPTIONS}/`, '').replace(/\.yaml$/, '');
  const parts = [prefix, name, changed].filter(part => part !== '').map(part => part.replace(/[^A-Za-z0-9]+/g, '-'));
  return `pctl/${parts.join('-')}`;
}
