/**
 * Graphs as JSON for programs. The keys are frozen: all are always present, and null if there is no
 * value.
 */
import type { ReleaseChange } from '../../changes/change';
import { describeProblem } from '../../model/problem-words';
import type { GraphBundle, GraphEdge, GraphNode, GraphProblem } from '../../order/cluster-graph/cluster-graph';
import type { DiffBase } from '../diff/diff-sides';
import type { ComparedGraph } from './drawn-graph';

/** One document with all of `graphs`; if they are compared with `base`, each part of it says how it changes. */
export function graphsToJson(graphs: readonly ComparedGraph[], base?: DiffBase): object {
  return { ...(base !== undefined && { base: baseToJson(base) }), clusters: graphs.map(graphToJson) };
}

function baseToJson({ kind, name, commit }: DiffBase) {
  return { kind, name: name ?? null, commit: commit ?? null };
}

function graphToJson(graph: ComparedGraph) {
  const { name, isRemovalGuarded, columns, nodes, edges, bundles, longestWay, problems, comparison } = graph;
  const lineChange = (line: GraphEdge | GraphBundle) => comparison && { change: line.change ?? null };
  return {
    name,
    ...(comparison && { change: comparison.change?.kind ?? null }),
    isRemovalGuarded: isRemovalGuarded ?? null,
    columns: columns.map(({ layer, ranks }) => ({ layer: layer ?? null, ranks })),
    releases: nodes.map(node => {
      return { ...nodeToJson(node), ...(comparison && changeToJson(comparison.releases.get(node.label))) };
    }),
    edges: edges.map(edge => ({ ...edgeToJson(edge), ...lineChange(edge) })),
    bundles: bundles.map(bundle => ({ ...bundleToJson(bundle), ...lineChange(bundle) })),
    longestWay,
    problems: problems.map(problemToJson),
  };
}

function changeToJson(change: ReleaseChange | undefined) {
  const { kind, formerLabel, from, to, step } = change ?? {};
  return {
    change: kind ?? null,
    formerLabel: formerLabel ?? null,
    from: from ?? null,
    to: to ?? null,
    step: step ?? null,
  };
}

function nodeToJson({ label, name, namespace, release, isGone }: GraphNode) {
  return {
    label,
    name,
    namespace,
    layer: release?.layer ?? null,
    profile: release?.profile ?? null,
    contents: release?.contents ?? null,
    version: release?.version ?? null,
    catalog: release?.catalog ?? null,
    managed: release?.isManaged ?? null,
    suspended: release?.isSuspended ?? null,
    found: release !== undefined && isGone !== true,
    file: release?.location.file ?? null,
    line: release?.location.line ?? null,
  };
}

function edgeToJson({ from, to, reason, isInStep }: GraphEdge) {
  return { from, to, reason, inStep: isInStep };
}

function bundleToJson({ from, to, fromLayer, toLayer, reason, notInStep }: GraphBundle) {
  return { from, to, fromLayer: fromLayer ?? null, toLayer: toLayer ?? null, reason, notInStep };
}

function problemToJson({ problem, labels }: GraphProblem) {
  const { file, line } = problem.location ?? {};
  return { message: describeProblem(problem), file: file ?? null, line: line ?? null, releases: labels };
}
