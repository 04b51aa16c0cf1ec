/**
 * `pctl diff`: shows what changes on each cluster between two outputs, and in which order.
 */
import { resolve } from 'node:path';
import { type CompareOptions, compareOutputs } from '../../changes/compare-outputs';
import type { ReadOutput } from '../../deliver/read-output';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { findGuards } from '../releases/find-guards';
import { nothingFound, unknownNames } from '../releases/written-releases';
import type { Context, ExitCode } from '../terminal/command';
import { formatData } from '../terminal/output';
import { printable } from '../terminal/printable';
import { formatDiffMarkdown } from './diff-markdown';
import { diffToData } from './diff-data';
import type { Diff } from './diff-of';
import { findDiffBase, readBase, readPlace } from './diff-sides';
import { formatDiffTable } from './diff-table';

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
  if (
    given !== undefined &&
    options.ref === undefined &&
    resolve(context.cwd, given) === resolve(context.cwd, folder)
  ) {
    context.stderr(
      `error: ${folder} would be compared with itself. Give what to compare it with first: pctl diff REF ${folder}\n`,
    );
    return 2;
  }
  const base = findDiffBase(given, place, context);
  const [before, after] = [readBase(base, place, context), readPlace(place, context.cwd)];
  const releases = [before, after].flatMap(({ output }) => output.releases.map(({ release }) => release));
  const clusters = compareOutputs(before.output, after.output, {
    areGuarded: guardsOf(before, after),
    folder,
    clusters: options.cluster,
  });
  const problems = [...before.problems, ...after.problems];
  const errors = sortProblems(problems).map(formatProblem);
  const names = [...new Set(releases.map(({ cluster }) => cluster))].filter(
    name => options.cluster?.includes(name) ?? true,
  );
  errors.push(
    ...(releases.length === 0 ? [nothingFound(folder)] : unknownNames('cluster', options.cluster, releases, folder)),
  );
  if (releases.length > 0) context.stdout(format({ base, place, clusters, names: names.sort() }, options.output));
  for (const error of errors) context.stderr(`error: ${error}\n`);
  return errors.length > 0 || (options.exitCode === true && clusters.length > 0) ? 1 : 0;
}

/** A guard that is no longer in the manifests stays on the cluster. */
function guardsOf(old: ReadOutput, now: ReadOutput): CompareOptions['areGuarded'] {
  // at a commit: main:dist/production/…
  const place = (file: string) => file.replace(/^[^/\\]*:(?![\\])/, '');
  const documents = [...old.documents, ...now.documents].map(document => ({ ...document, file: place(document.file) }));
  const { areGuarded } = findGuards(documents);
  return releases =>
    areGuarded(
      releases.map(release => ({ ...release, location: { ...release.location, file: place(release.location.file) } })),
    );
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
