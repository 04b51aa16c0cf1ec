/**
 * What a release waits for, and what waits for it, directly or not.
 *
 * @typedef {{ label: string, detail: string, column: number, place?: string, change?: string[], isChanged?: boolean, isGone?: boolean }} PageNode
 * @typedef {[from: number, to: number, isNamed: number, isInStep: number, change?: number]} PageEdge `change` is 1 if it is new, 2 if it is gone
 * @typedef {{ from: number[], to: number[], fromColumn: number, toColumn: number, isNamed: boolean, gaps: number[], change?: number }} PageBundle
 * @typedef {{ name: string, columns: string[], nodes: PageNode[], edges: PageEdge[], bundles: PageBundle[], way: number[] }} PageGraph
 */

/**
 * What counts for a release: what is gone does not, unless the release itself is.
 *
 * @param {PageGraph} graph
 * @param {number} node
 * @returns {(change: number | undefined) => boolean}
 */
function lineFilter({ nodes }, node) {
  return change => change !== 2 || nodes[node].isGone === true;
}

/**
 * Everything that is reached from `start`: forward, what it waits for; otherwise, what waits for it.
 * Each bundle is entered once, so that the time is linear in what is drawn.
 *
 * @param {PageGraph} graph
 * @param {number} start
 * @param {boolean} isForward
 * @returns {Set<number>} without `start`, unless it is in a cycle
 */
function reach(graph, start, isForward) {
  const { nodes, edges, bundles } = graph;
  const counts = lineFilter(graph, start);
  /** @type {[0, 1] | [1, 0]} */
  const [near, far] = isForward ? [0, 1] : [1, 0];
  const lists = nodes.map(() => /** @type {number[]} */ ([]));
  for (const edge of edges) if (counts(edge[4])) lists[edge[near]].push(edge[far]);
  const ends = bundles.map(({ from, to }) => (isForward ? [from, to] : [to, from]));
  /** @type {Set<number>} */
  const entered = new Set();
  /** @type {Set<number>} */
  const reached = new Set();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const targets = [...lists[next]];
    ends.forEach(([inside, outside], i) => {
      if (entered.has(i) || !counts(bundles[i].change) || !inside.includes(/** @type {number} */ (next))) return;
      entered.add(i);
      targets.push(...outside.filter(other => other !== next));
    });
    for (const target of targets) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

/**
 * Numbers of the edges and bundles that lead from `set` to `set`, one side of `chosen`.
 *
 * @param {PageGraph} graph
 * @param {number} chosen
 * @param {Set<number>} set including the chosen release
 */
function linesWithin(graph, chosen, set) {
  const { edges, bundles } = graph;
  const counts = lineFilter(graph, chosen);
  /** @param {number} node */
  const isIn = node => set.has(node);
  return {
    edges: edges.flatMap(([from, to, , , change], i) => (counts(change) && isIn(from) && isIn(to) ? [i] : [])),
    bundles: bundles.flatMap(({ from, to, change }, i) =>
      counts(change) && from.some(isIn) && to.some(isIn) ? [i] : [],
    ),
  };
}
