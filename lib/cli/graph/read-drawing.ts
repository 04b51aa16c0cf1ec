/**
 * Reads what `pctl graph` draws: the order of each cluster, alone or compared with another one.
 */
import { formerOrder } from '../../changes/former-order';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { graphPlan } from '../../order/cluster-graph/graph-plan';
import { planWritten } from '../../order/plan-written';
import type { WrittenPlan } from '../../order/written-plan';
import { readDiff, type ReadDiff } from '../diff/read-diff';
import { findMissing, readPlans } from '../releases/read-plans';
import type { Context } from '../terminal/command';
import type { Drawing, DrawnCluster } from './drawn-graph';

/** What was read, and what to say about it. */
export interface ReadDrawing {
  /** Without clusters: there is nothing to draw. */
  readonly drawing: Drawing;
  /** With any, the exit code is 1. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** The clusters called `wanted`, by default all, in `folder`. */
export function readAlone(context: Context, folder: string, wanted?: readonly string[]): ReadDrawing {
  const { plans, errors, warnings } = readPlans(context, folder, wanted);
  return { drawing: { folder, clusters: plans.map(plan => ({ plan, graph: graphPlan(plan) })) }, errors, warnings };
}

/** The same, compared with what `base` names, by default the base of the branch; throws ProfilesError if there is none. */
export function readAgainst(
  context: Context,
  base: string | undefined,
  folder: string,
  wanted?: readonly string[],
): ReadDrawing {
  const read = readDiff(context, base, { folder }, wanted);
  const plans = plansOf(read, 'after');
  const former = plansOf(read, 'before');
  const clusters = (read.diff?.names ?? []).map(name => compare(name, { plans, former }, read));
  const problems = sortProblems(clusters.flatMap(({ plan }) => plan.problems)).map(formatProblem);
  return {
    drawing: { folder, clusters, diff: read.diff },
    errors: [...read.errors, ...problems],
    warnings: clusters.flatMap(({ plan }) => findMissing(plan, folder)),
  };
}

type Plans = ReadonlyMap<string, WrittenPlan>;

function plansOf(read: ReadDiff, side: 'before' | 'after'): Plans {
  const releases = read[side].output.releases.map(({ release }) => release);
  return new Map(planWritten(releases, read.areGuarded).map(plan => [plan.name, plan]));
}

function compare(
  name: string,
  { plans, former: all }: { readonly plans: Plans; readonly former: Plans },
  { diff }: ReadDiff,
): DrawnCluster {
  const former = all.get(name);
  const plan = plans.get(name) ?? { ...EMPTY, name, isRemovalGuarded: former?.isRemovalGuarded };
  const change = diff?.clusters.find(cluster => cluster.name === name);
  const releases = new Map((change?.releases ?? []).map(found => [found.label, found]));
  const graph = { ...graphPlan(plan, formerOrder(former, change)), comparison: { change, releases } };
  return { plan, former, graph };
}

/** Of a cluster that was removed. */
const EMPTY: WrittenPlan = { name: '', releases: [], layers: new Map(), problems: [] };
