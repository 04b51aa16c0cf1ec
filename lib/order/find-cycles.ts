/**
 * Finds cycles among steps, each without the path that leads into it.
 *
 * A layer is one vertex between the steps that wait for it and its members, so that the search is
 * linear in steps, layers and named dependencies: Tarjan's components, then the shortest cycle in
 * each.
 */
import type { CycleStep } from '../model/problem';
import type { InstallStep, LayerRule } from './install-plan';
import { Graph } from './graph';
import { stronglyConnected } from './strongly-connected';

/** What a search for cycles needs to know about a step. */
type WaitingStep = Pick<InstallStep, 'name' | 'layer' | 'dependsOn' | 'dependsOnLayers' | 'after'>;

/**
 * One cycle for each group of steps that wait for each other, starting at its smallest name,
 * sorted. `vertexOf` contains the position of each name in `steps`.
 */
export function findCycles(
  steps: readonly WaitingStep[],
  layers: readonly LayerRule[],
  vertexOf: ReadonlyMap<string, number>,
): CycleStep[][] {
  if (pointsBack(steps, vertexOf)) return [];
  const graph = toGraph(steps, layers, vertexOf);
  const nameOf = (vertex: number) => steps[vertex].name;
  return stronglyConnected(graph)
    .map(group => group.filter(vertex => vertex < steps.length).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)))
    .filter(members => members.length > 1)
    .sort((a, b) => (nameOf(a[0]) < nameOf(b[0]) ? -1 : 1))
    .map(members => toCycleSteps(shortestCycle(members[0], graph, steps.length), steps, layers));
}

/**
 * Whether everything waits only for earlier steps. Steps are sorted by layer, so the rules of
 * layers always do; there is no cycle then, which is the case for most plans.
 */
function pointsBack(steps: readonly WaitingStep[], vertexOf: ReadonlyMap<string, number>): boolean {
  return steps.every(
    ({ dependsOn, dependsOnLayers, layer = Infinity }, i) =>
      dependsOn.every(name => vertexOf.get(name)! < i) && dependsOnLayers.every(named => named < layer),
  );
}

/** The edges of each vertex; vertices are the steps, then the layers. */
function toGraph(
  steps: readonly WaitingStep[],
  layers: readonly LayerRule[],
  vertexOf: ReadonlyMap<string, number>,
): Graph {
  const layerOf = new Map(layers.map((rule, i) => [rule.layer, steps.length + i]));
  const graph = new Graph(steps.length + layers.length);
  for (const { dependsOn, dependsOnLayers, after } of steps) {
    for (const name of dependsOn) graph.add(vertexOf.get(name)!);
    for (const layer of dependsOnLayers) if (layerOf.has(layer)) graph.add(layerOf.get(layer)!);
    if (after !== undefined) graph.add(layerOf.get(after)!);
    graph.close();
  }
  let member = 0;
  for (const { members } of layers) {
    // steps are sorted by layer, so the members of a layer are consecutive
    for (let i = 0; i < members.length; i++) graph.add(member++);
    graph.close();
  }
  return graph;
}

/** Vertices of the shortest path from `start` back to it. Waiting for one's own layer is not a cycle. */
function shortestCycle(start: number, graph: Graph, stepCount: number): number[] {
  const from = new Map<number, number>();
  const queue = [start];
  for (const vertex of queue) {
    const isOwnLayer = vertex >= stepCount && from.get(vertex) === start;
    for (const to of graph.next(vertex)) {
      if (to === start && !isOwnLayer) return wayTo(vertex, from, start);
      // the start's own layer was entered from the start; another step that waits for it waits for the start
      if (to >= stepCount && vertex !== start && from.get(to) === start && graph.next(to).includes(start)) {
        return [...wayTo(vertex, from, start), to];
      }
      if (to === start || from.has(to)) continue;
      from.set(to, vertex);
      queue.push(to);
    }
  }
  return [start];
}

function wayTo(vertex: number, from: ReadonlyMap<number, number>, start: number): number[] {
  const way: number[] = [];
  for (let at = vertex; at !== start; at = from.get(at)!) way.unshift(at);
  return [start, ...way];
}

/** Steps only; a layer on the path is the reason of the step before it. */
function toCycleSteps(
  way: readonly number[],
  steps: readonly WaitingStep[],
  layers: readonly LayerRule[],
): CycleStep[] {
  return way.flatMap((vertex, i) => {
    if (vertex >= steps.length) return [];
    const { name, dependsOnLayers } = steps[vertex];
    const rule = layers[(way[i + 1] ?? -1) - steps.length];
    return { name, reason: rule === undefined || dependsOnLayers.includes(rule.layer) ? 'named' : rule.layer };
  });
}
