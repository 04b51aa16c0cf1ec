/**
 * `pctl lint`: finds problems of profiles in a working copy, without network.
 */
import { formatProblem, sortProblems } from '../../model/problem-words';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import { findProfileFiles, readLocalProfile } from './local-profile';

interface LintOptions {
  readonly quiet?: boolean;
}

export function run(context: Context, [paths]: readonly [readonly string[]], { quiet }: LintOptions): ExitCode {
  const wanted = paths.length === 0 ? ['.'] : paths;
  const found = wanted.map(path => ({ path, files: findProfileFiles(path, context.cwd) }));
  const missing = found.filter(({ files }) => files.length === 0);
  for (const { path } of missing) {
    context.stderr(
      `error: ${printable(`there is no profile.yaml in ${path}`)}. Give the file, or a folder that holds profiles\n`,
    );
  }
  const files = [...new Set(found.flatMap(({ files }) => files))];
  const problems = files.flatMap(file => sortProblems(readLocalProfile(file, context.cwd).problems));
  for (const problem of problems) context.stdout(`${printable(formatProblem(problem))}\n`);
  const isGood = problems.length === 0 && missing.length === 0;
  if (isGood && quiet !== true)
    context.stderr(`${files.length === 1 ? printable(files[0]) : `${files.length} profiles`}: nothing is wrong\n`);
  return isGood ? 0 : 1;
}
