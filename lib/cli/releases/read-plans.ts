/**
 * Reads the order of each cluster from a folder of manifests.
 */
import { groupBy } from '../../model/data/group-by';
import { readFolder } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import type { Problem } from '../../model/problem';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { planWritten } from '../../order/plan-written';
import type { WrittenPlan } from '../../order/written-plan';
import type { Context } from '../terminal/command';
import { findGuards } from './find-guards';
import { nothingFound, unknownNames } from './written-releases';

/** What was read, and what to say about it. */
export interface ReadPlans {
  /** Sorted by cluster. */
  readonly plans: readonly WrittenPlan[];
  /** Folder of the guard. Absent: there is none. */
  readonly guard?: string;
  /** One message for each problem; with any, the exit code is 1. */
  readonly errors: readonly string[];
  /** One message for each release that others wait for and that was not found. */
  readonly warnings: readonly string[];
}

/** Reads the plans of the clusters called `wanted`, by default of all, in `folder`. */
export function readPlans({ cwd }: Context, folder: string, wanted?: readonly string[]): ReadPlans {
  const content = readFolder(folder, cwd);
  const { releases, problems } = readReleases(content.documents);
  const guards = findGuards(content.documents);
  const all = planWritten(releases, guards.areGuarded);
  const plans = all.filter(({ name }) => wanted?.includes(name) ?? true);
  const unknown = () => unknownNames('cluster', wanted, releases, folder);
  const found = [...content.problems, ...problems, ...plans.flatMap(plan => plan.problems)];
  const errors = releases.length === 0 ? nothingFound(folder, found) : [...describe(found), ...unknown()];
  return { plans, guard: guards.folder, errors, warnings: plans.flatMap(plan => findMissing(plan, folder)) };
}

function describe(problems: readonly Problem[]): string[] {
  return sortProblems(problems).map(formatProblem);
}

/** One message for each release that others wait for and that is not in `folder`. */
export function findMissing({ releases }: WrittenPlan, folder: string): string[] {
  const missing = releases.flatMap(({ label: from, release, waitsFor }) =>
    waitsFor
      .filter(({ target, elsewhere }) => target === undefined && elsewhere === undefined)
      .map(({ label: to }) => ({ from, to, at: release.location })),
  );
  return [...groupBy(missing, ({ to }) => to)].map(([label, [first, ...others]]) => {
    const { file, line, column } = first.at;
    const who = others.length === 0 ? `"${first.from}" waits` : `"${first.from}" and ${others.length} more wait`;
    const effect = 'until it is ready on the cluster, Flux installs nothing that waits for it';
    return `${file}:${line}:${column}: ${who} for "${label}", which is not in ${folder}; ${effect}`;
  });
}
