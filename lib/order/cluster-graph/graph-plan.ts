/**
 * Turns the order of one cluster into a graph to draw.
 */
import { groupBy } from '../../model/data/group-by';
import type { Problem } from '../../model/problem';
import type { PlannedRelease, WrittenPlan } from '../written-plan';
import { bundleWaits } from './bundle-waits';
import type { ClusterGraph, GraphColumn, GraphEdge, GraphNode, GraphProblem } from './cluster-graph';
import type { FormerOrder } from './former-order';
import { longestWay } from './longest-way';
import { orderRanks } from './order-ranks';
import { placeColumns, type PlacedNode } from './place-columns';

/**
 * The graph of `plan`; the same releases in another order give the same graph. With `former`, what was removed is in it
 * too, and changes nothing about the rest, except for the order from top to bottom.
 */
export function graphPlan(plan: WrittenPlan, former?: FormerOrder): ClusterGraph {
  const { name, releases, isRemovalGuarded, problems } = plan;
  const gone = new Map((former?.gone ?? []).map(planned => [planned.label, planned]));
  const missing = findOthers(releases);
  const others = [...gone.values()].map(planned => ({ ...toNode(planned), isGone: true }));
  const nodes = [...releases.map(toNode), ...others, ...missing.filter(({ label }) => !gone.has(label))];
  const byLabel = new Map(nodes.map(node => [node.label, node]));
  const waitsFor = new Map(missing.map(({ label }): [string, readonly string[]] => [label, []]));
  for (const { label, waitsFor: waits } of releases) waitsFor.set(label, waits.map(to => to.label)); // prettier-ignore
  const removed = (former?.edges ?? []).filter(({ from, to }) => {
    return byLabel.has(from) && byLabel.has(to) && waitsFor.get(from)?.includes(to) !== true;
  });
  const unordered = placeColumns(placedNodes(nodes, waitsFor, removed));
  const now = bundleWaits(releases.flatMap(planned => toEdges(planned, former)), only(unordered, label => waitsFor.has(label))); // prettier-ignore
  const before = bundleWaits(
    removed,
    only(unordered, label => former?.waits.has(label) === true),
  );
  const [edges, bundles] = [
    [...now.edges, ...before.edges],
    [...now.bundles, ...before.bundles],
  ];
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

/** What was removed is placed by what it waited for, and places nothing but what was removed with it. */
function placedNodes(
  nodes: readonly GraphNode[],
  waitsFor: ReadonlyMap<string, readonly string[]>,
  removed: readonly GraphEdge[],
): PlacedNode[] {
  const gone = new Set(nodes.filter(({ isGone }) => isGone).map(({ label }) => label));
  const former = groupBy(removed, ({ from }) => from);
  return nodes.map(({ label, release, isGone }) => {
    const formerly = (former.get(label) ?? []).map(({ to }) => to);
    const now = isGone === true ? [] : waitsFor.get(label)!;
    const needs = [...now, ...formerly.filter(to => gone.has(to))];
    return { label, layer: release?.layer, waitsFor: isGone === true ? formerly : now, needs };
  });
}

function only(columns: readonly GraphColumn[], isKept: (label: string) => boolean): GraphColumn[] {
  return columns.map(column => ({ ...column, ranks: column.ranks.map(rank => rank.filter(isKept)) }));
}

function toNode({ label, release }: PlannedRelease): GraphNode {
  return { label, name: release.name, namespace: release.namespace, release };
}

/** What others wait for and is on another cluster, outside of the layers of this one, or was not found; once each. */
function findOthers(releases: readonly PlannedRelease[]): GraphNode[] {
  const waits = releases.flatMap(({ waitsFor }) => waitsFor.filter(({ target }) => target === undefined));
  const others = waits.map(({ label, name, namespace, elsewhere }): [string, GraphNode] => {
    const found = elsewhere && { release: { ...elsewhere, layer: undefined }, elsewhere: elsewhere.cluster };
    return [label, { label, name, namespace, ...found }];
  });
  return [...new Map(others).values()];
}

function toEdges({ label: from, waitsFor }: PlannedRelease, former?: FormerOrder): GraphEdge[] {
  return waitsFor.map(({ label: to, reason, isInStep }) => {
    const isAdded = former !== undefined && former.waits.get(from)?.has(to) !== true;
    return { from, to, reason, isInStep, ...(isAdded && { change: 'added' }) };
  });
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
