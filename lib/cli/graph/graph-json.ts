/**
 * Graphs as JSON for programs. The keys are frozen: all are always present, and null if there is no
 * value.
 */
import { describeProblem } from '../../model/problem-words';
import type {
  ClusterGraph,
  GraphBundle,
  GraphEdge,
  GraphNode,
  GraphProblem,
} from '../../order/cluster-graph/cluster-graph';

/** One document with all of `graphs`. */
export function graphsToJson(graphs: readonly ClusterGraph[]): object {
  return { clusters: graphs.map(graphToJson) };
}

function graphToJson(graph: ClusterGraph) {
  const { name, isRemovalGuarded, columns, nodes, edges, bundles, longestWay, problems } = graph;
  return {
    name,
    isRemovalGuarded: isRemovalGuarded ?? null,
    columns: columns.map(({ layer, ranks }) => ({ layer: layer ?? null, ranks })),
    releases: nodes.map(nodeToJson),
    edges: edges.map(edgeToJson),
    bundles: bundles.map(bundleToJson),
    longestWay,
    problems: problems.map(problemToJson),
  };
}

function nodeToJson({ label, name, namespace, release }: GraphNode) {
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
    found: release !== undefined,
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
