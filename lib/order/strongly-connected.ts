/**
 * Strongly connected components of a directed graph, in linear time and without
 * recursion (R. Tarjan, Depth-first search and linear graph algorithms, 1972).
 */
import type { Graph } from './graph';

/** Components of more than one vertex. */
export function stronglyConnected(graph: Graph): number[][] {
  const search = new DepthFirstSearch(graph);
  for (let root = 0; root < graph.size; root++) search.visit(root);
  return search.components;
}

class DepthFirstSearch {
  readonly components: number[][] = [];
  /** When each vertex was found, counted from 0; -1 before that. */
  private readonly index: Int32Array;
  private readonly low: Int32Array;
  /** The next edge of each vertex. */
  private readonly edge: Int32Array;
  private readonly isOpen: Uint8Array;
  private readonly open: number[] = [];
  private readonly path: number[] = [];
  private count = 0;

  constructor(private readonly graph: Graph) {
    this.index = new Int32Array(graph.size).fill(-1);
    this.low = new Int32Array(graph.size);
    this.edge = graph.starts.slice(0, graph.size);
    this.isOpen = new Uint8Array(graph.size);
  }

  /** Visits everything that can be reached from `root`, unless it was visited before. */
  visit(root: number): void {
    if (this.index[root] !== -1) return;
    this.enter(root);
    while (this.path.length > 0) this.step(this.path[this.path.length - 1]);
  }

  private enter(vertex: number): void {
    this.index[vertex] = this.low[vertex] = this.count++;
    this.isOpen[vertex] = 1;
    this.open.push(vertex);
    this.path.push(vertex);
  }

  /** Follows the next edge of `vertex`, or leaves it. */
  private step(vertex: number): void {
    const { graph, index, low, edge } = this;
    if (edge[vertex] < graph.starts[vertex + 1]) {
      const to = graph.edges[edge[vertex]++];
      if (index[to] === -1) this.enter(to);
      else if (this.isOpen[to]) low[vertex] = Math.min(low[vertex], index[to]);
      return;
    }
    this.path.pop();
    const parent = this.path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(low[parent], low[vertex]);
    if (low[vertex] === index[vertex]) this.leave(vertex);
  }

  /** Takes the component of `root` off the open vertices. */
  private leave(root: number): void {
    const { open } = this;
    const start = open.lastIndexOf(root);
    for (let i = start; i < open.length; i++) this.isOpen[open[i]] = 0;
    if (open.length - start > 1) this.components.push(open.slice(start));
    open.length = start;
  }
}
