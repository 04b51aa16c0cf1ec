/**
 * What a release waits for, and what waits for it, directly or not.
 *
 * @typedef {{ label: string, detail: string, column: number, place?: string }} PageNode
 * @typedef {[from: number, to: number, isNamed: number, isInStep: number]} PageEdge
 * @typedef {{ from: number[], to: number[], fromColumn: number, toColumn: number, isNamed: boolean, gaps: number[] }} PageBundle
 * @typedef {{ name: string, columns: string[], nodes: PageNode[], edges: PageEdge[], bundles: PageBundle[], way: number[] }} PageGraph
 */

/**
 * Everything that is reached from `start`: forward, what it waits for; otherwise, what waits for it.
 * Each bundle is entered once, so that the time is linear in what is drawn.
 *
 * @param {PageGraph} graph
 * @param {number} start
 * @param {boolean} isForward
 * @returns {Set<number>} without `start`, unless it is in a cycle
 */
function reach({ nodes, edges, bundles }, start, isForward) {
  const [near, far] = isForward ? [0, 1] : [1, 0];
  const lists = nodes.map(() => /** @type {number[]} */ ([]));
  for (const edge of edges) lists[edge[near]].push(edge[far]);
  const ends = bundles.map(({ from, to }) => (isForward ? [from, to] : [to, from]));
  /** @type {Set<number>} */
  const entered = new Set();
  /** @type {Set<number>} */
  const reached = new Set();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const targets = [...lists[next]];
    ends.forEach(([inside, outside], i) => {
      if (entered.has(i) || !inside.includes(/** @type {number} */ (next))) return;
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
 * @param {Set<number>} set including the chosen release
 */
function linesWithin({ edges, bundles }, set) {
  /** @param {number} node */
  const isIn = node => set.has(node);
  return {
    edges: edges.flatMap(([from, to], i) => (isIn(from) && isIn(to) ? [i] : [])),
    bundles: bundles.flatMap(({ from, to }, i) => (from.some(isIn) && to.some(isIn) ? [i] : [])),
  };
}
