/**
 * Strongly connected components of a directed graph, in linear time and without
 * recursion (R. Tarjan, Depth-first search and linear graph algorithms, 1972).
 */
import type { Graph } from './graph';

/** Components of more than one vertex. */
export function stronglyConnected({ size, starts, edges }: Graph): number[][] {
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const edge = starts.slice(0, size);
  const isOpen = new Uint8Array(size);
  const open: number[] = [];
  const path: number[] = [];
  const components: number[][] = [];
  let count = 0;

  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    enter(root);
    while (path.length > 0) step(path[path.length - 1]);
  }
  return components;

  function enter(vertex: number): void {
    index[vertex] = low[vertex] = count++;
    isOpen[vertex] = 1;
    open.push(vertex);
    path.push(vertex);
  }

  /** Follows the next edge of `vertex`, or leaves it. */
  function step(vertex: number): void {
    if (edge[vertex] < starts[vertex + 1]) {
      const to = edges[edge[vertex]++];
      if (index[to] === -1) enter(to);
      else if (isOpen[to]) low[vertex] = Math.min(low[vertex], index[to]);
      return;
    }
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(low[parent], low[vertex]);
    if (low[vertex] === index[vertex]) leave(vertex);
  }

  /** Takes the component of `root` off the open vertices. */
  function leave(root: number): void {
    const start = open.lastIndexOf(root);
    for (let i = start; i < open.length; i++) isOpen[open[i]] = 0;
    if (open.length - start > 1) components.push(open.slice(start));
    open.length = start;
  }
}
