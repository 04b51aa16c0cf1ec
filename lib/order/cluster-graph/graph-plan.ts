/**
 * Turns the order of one cluster into a graph to draw.
 */
import type { Problem } from '../../model/problem';
import type { PlannedRelease, WrittenPlan } from '../written-plan';
import { bundleWaits } from './bundle-waits';
import type { ClusterGraph, GraphEdge, GraphNode, GraphProblem } from './cluster-graph';
import { longestWay } from './longest-way';
import { orderRanks } from './order-ranks';
import { placeColumns } from './place-columns';

/** The graph of `plan`; the same releases in another order give the same graph. */
export function graphPlan({ name, releases, isRemovalGuarded, problems }: WrittenPlan): ClusterGraph {
  const nodes = [...releases.map(toNode), ...findMissing(releases)];
  const byLabel = new Map(nodes.map(node => [node.label, node]));
  const waitsFor = new Map(nodes.map(({ label }): [string, readonly string[]] => [label, []]));
  for (const { label, waitsFor: waits } of releases) waitsFor.set(label, waits.map(to => to.label)); // prettier-ignore
  const placed = nodes.map(({ label, release }) => {
    return { label, layer: release?.layer, waitsFor: waitsFor.get(label)! };
  });
  const unordered = placeColumns(placed);
  const { edges, bundles } = bundleWaits(releases.flatMap(toEdges), unordered);
  const pairs = edges.map(({ from, to }) => [from, to] as const);
  const ranks = orderRanks(unordered.flatMap(column => column.ranks), pairs).values(); // prettier-ignore
  const columns = unordered.map(column => ({ ...column, ranks: column.ranks.map(() => ranks.next().value!) }));
  return {
    name,
    columns,
    nodes: columns.flatMap(column => column.ranks.flat().map(label => byLabel.get(label)!)),
    edges,
    bundles,
    longestWay: longestWay(waitsFor),
    isRemovalGuarded,
    problems: problems.map(problem => toProblem(problem, byLabel)),
  };
}

function toNode({ label, release }: PlannedRelease): GraphNode {
  return { label, name: release.name, namespace: release.namespace, release };
}

/** What others wait for and was not found, once each. */
function findMissing(releases: readonly PlannedRelease[]): GraphNode[] {
  const waits = releases.flatMap(({ waitsFor }) => waitsFor.filter(({ target }) => target === undefined));
  const missing = new Map(waits.map(({ label, name, namespace }) => [label, { label, name, namespace }]));
  return [...missing.values()];
}

function toEdges({ label: from, waitsFor }: PlannedRelease): GraphEdge[] {
  return waitsFor.map(({ label: to, reason, isInStep }) => ({ from, to, reason, isInStep }));
}

function toProblem(problem: Problem, byLabel: ReadonlyMap<string, GraphNode>): GraphProblem {
  const labels = new Set(namesOf(problem, byLabel).filter(label => byLabel.has(label)));
  return { problem, labels: [...labels].sort() };
}

function namesOf(problem: Problem, byLabel: ReadonlyMap<string, GraphNode>): string[] {
  if (problem.kind === 'cycle') return problem.steps.map(step => step.name);
  if (problem.kind === 'self-dependency') return [problem.name];
  if (problem.kind !== 'duplicate-object') return [];
  const isNamed = ({ name, namespace }: GraphNode) => problem.object === `HelmRelease ${namespace}/${name}`;
  return [...byLabel.values()].filter(isNamed).map(({ label }) => label);
}
