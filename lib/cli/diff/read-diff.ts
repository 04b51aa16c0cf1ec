/**
 * Reads and compares two outputs, for `pctl diff` and `pctl graph --against`.
 */
import { type CompareOptions, compareOutputs } from '../../changes/compare-outputs';
import type { ReadOutput } from '../../deliver/read-output';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { findGuards } from '../releases/find-guards';
import { nothingFound, unknownNames } from '../releases/written-releases';
import type { Context } from '../terminal/command';
import type { Diff } from './diff-of';
import { type DiffPlace, findDiffBase, readBase, readPlace } from './diff-sides';

/** Two outputs, how they differ, and what to say about them. */
export interface ReadDiff {
  readonly before: ReadOutput;
  readonly after: ReadOutput;
  readonly areGuarded: CompareOptions['areGuarded'];
  /** Absent: there are no releases in either, or none of the clusters that are asked for. */
  readonly diff?: Diff;
  /** One message for each problem; with any, the exit code is 1. */
  readonly errors: readonly string[];
}

/**
 * Compares the clusters called `wanted`, by default all, in `place` with those in what `given` names, by default the
 * base of the branch; throws ProfilesError if that does not exist.
 */
export function readDiff(
  context: Context,
  given: string | undefined,
  place: DiffPlace,
  wanted?: readonly string[],
): ReadDiff {
  const { folder } = place;
  const base = findDiffBase(given, place, context);
  const [before, after] = [readBase(base, place, context), readPlace(place, context.cwd)];
  const releases = [before, after].flatMap(({ output }) => output.releases.map(({ release }) => release));
  const areGuarded = guardsOf(before, after);
  const clusters = compareOutputs(before.output, after.output, { areGuarded, folder, clusters: wanted });
  const problems = [...before.problems, ...after.problems];
  if (releases.length === 0) return { before, after, areGuarded, errors: nothingFound(folder, problems) };
  const errors = sortProblems(problems).map(formatProblem);
  const names = [...new Set(releases.map(({ cluster }) => cluster))].filter(name => wanted?.includes(name) ?? true);
  errors.push(...unknownNames('cluster', wanted, releases, folder));
  if (names.length === 0) return { before, after, areGuarded, errors };
  return { before, after, areGuarded, diff: { base, place, clusters, names: names.sort() }, errors };
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
