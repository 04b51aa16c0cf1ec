/**
 * `pctl diff`: shows what changes on each cluster between two outputs, and in which order.
 */
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { printable } from '../terminal/printable';
import { formatDiffMarkdown } from './diff-markdown';
import { diffToData } from './diff-data';
import type { Diff } from './diff-of';
import { isItself } from './diff-sides';
import { formatDiffTable } from './diff-table';
import { readDiff } from './read-diff';

/** The formats of `diff`, by the names that `--output` accepts. */
export type DiffFormat = 'table' | 'wide' | 'markdown' | 'json' | 'yaml' | 'name';

interface DiffOptions {
  /** Absent: all. */
  readonly cluster?: readonly string[];
  /** Absent: the folder on disk. */
  readonly ref?: string;
  readonly exitCode?: boolean;
  readonly output: DiffFormat;
}

export function run(
  context: Context,
  [given, folder]: readonly [string | undefined, string],
  options: DiffOptions,
): ExitCode {
  const place = { folder, ref: options.ref };
  if (isItself(given, place, context)) {
    context.stderr(
      `error: ${folder} would be compared with itself. Give what to compare it with first: pctl diff REF ${folder}\n`,
    );
    return 2;
  }
  const { diff, errors } = readDiff(context, given, place, options.cluster);
  if (diff !== undefined) context.stdout(format(diff, options.output));
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length > 0 || (options.exitCode === true && diff !== undefined && diff.clusters.length > 0) ? 1 : 0;
}

function format(diff: Diff, output: DiffFormat): string {
  switch (output) {
    case 'json':
    case 'yaml':
      return formatData(diffToData(diff), output);
    case 'markdown':
      return formatDiffMarkdown(diff);
    case 'name':
      return diff.clusters
        .flatMap(({ name: cluster, releases }) =>
          releases.map(({ namespace, name }) => [...(cluster === '' ? [] : [cluster]), namespace, name].join('/')),
        )
        .map(name => `${printable(name)}\n`)
        .join('');
    default:
      return formatDiffTable(diff, output === 'wide');
  }
}
