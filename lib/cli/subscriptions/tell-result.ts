/**
 * Shows what a command changed, or why it changed nothing.
 */
import { formatDiffTable } from '../diff/diff-table';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import type { ChangeFailure } from './change-repository';
import type { ChangeOptions, RepositoryChange } from './repository-change';

/** Prints the diff on stdout and the files on stderr; returns the exit code. */
export function tellResult(
  { stdout, stderr }: Context,
  { dryRun = false, verbose = false }: ChangeOptions,
  result: RepositoryChange | ChangeFailure,
): ExitCode {
  if ('errors' in result) {
    for (const error of result.errors) stderr(`error: ${printable(error)}\n`);
    return 1;
  }
  const { title, written, removed, diff, notes } = result;
  stdout(`${printable(title)}\n\n${formatDiffTable(diff, verbose)}`);
  const subscriptions = (files: readonly string[]) => files.filter(file => !file.startsWith(`${diff.place.folder}/`));
  const verbs = dryRun ? ['would be written', 'would be removed'] : ['written', 'removed'];
  for (const file of subscriptions(written)) stderr(`${printable(file)} ${verbs[0]}\n`);
  for (const file of subscriptions(removed)) stderr(`${printable(file)} ${verbs[1]}\n`);
  const generated = [...written, ...removed].length - subscriptions([...written, ...removed]).length;
  const files = `${generated} generated file${generated === 1 ? '' : 's'} in ${diff.place.folder}`;
  stderr(`${printable(files)} ${dryRun ? 'would change' : 'changed'}\n`);
  for (const note of notes) stderr(`${printable(note)}\n`);
  return 0;
}
