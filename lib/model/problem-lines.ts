/**
 * Lists problems, one line each. A mistake that a fleet repeats in every cluster is one line.
 */
import { groupBy } from './data/group-by';
import { escapeInvisible } from './data/invisible-text';
import type { Problem } from './problem';
import { describeProblem, formatProblem } from './problem-words';

/** A problem, the cluster that it is in, and what it has in common with the same problem in others. */
interface PlacedProblem {
  readonly problem: Problem;
  readonly cluster?: string;
  readonly key: string;
}

/**
 * The lines of `problems`, in their order. Those that differ only in their cluster are one line, at
 * the place of the first; `clusters` are the paths of all clusters.
 */
export function formatProblems(problems: readonly Problem[], clusters: readonly string[] = []): string[] {
  const known = new Set(clusters);
  const groups = groupBy(
    problems.map(problem => placeProblem(problem, known)),
    ({ key }) => key,
  );
  return [...groups.values()].map(formatGroup);
}

function placeProblem(problem: Problem, clusters: ReadonlySet<string>): PlacedProblem {
  const { path, location } = problem;
  const cluster = path === undefined || location !== undefined ? undefined : findCluster(path, clusters);
  if (path === undefined || cluster === undefined) return { problem, key: `0\n${formatProblem(problem)}` };
  // paths in the words are those of the cluster too
  const words = describeProblem(problem).replaceAll(`${cluster}/`, '/');
  return { problem, cluster, key: `1\n${path.slice(cluster.length)}\n${words}` };
}

/** The innermost of `clusters` around the construct at `path`. */
function findCluster(path: string, clusters: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (clusters.has(path.slice(0, end))) return path.slice(0, end);
  }
  return undefined;
}

function formatGroup(group: readonly PlacedProblem[]): string {
  const [{ problem }] = group;
  const more = new Set(group.map(({ cluster }) => cluster)).size - 1;
  if (more === 0) return formatProblem(problem);
  const where = `[${problem.path} and ${more} more ${more === 1 ? 'cluster' : 'clusters'}] `;
  return escapeInvisible(where) + describeProblem(problem);
}
