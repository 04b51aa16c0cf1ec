/**
 * Marks the releases and lines of what is followed, and of the longest way.
 */

/**
 * Marks what `node` waits for, and what waits for it; -1: nothing.
 *
 * @param {Cluster} cluster
 * @param {number} node
 */
function follow(cluster, node) {
  const { graph, drawing, boxes, lines, bundles } = cluster;
  const paths = [...lines.flat(), ...bundles.flat()];
  for (const marked of [...boxes, ...paths]) marked.classList.remove('on', 'before', 'after', 'chosen');
  drawing.classList.toggle('following', node >= 0);
  if (node < 0) return;
  for (const side of ['before', 'after']) {
    const set = reach(graph, node, side === 'before').add(node);
    for (const i of set) boxes[i].classList.add('on', side);
    const within = linesWithin(graph, node, set);
    for (const i of within.edges) for (const path of lines[i]) path.classList.add('on', side);
    for (const i of within.bundles) for (const path of bundles[i]) path.classList.add('on', side);
  }
  for (const path of goneLines(cluster, node)) path.classList.add('on');
  boxes[node].classList.remove('before', 'after');
  boxes[node].classList.add('chosen');
  const [before, after] = [true, false].map(isForward => reach(graph, node, isForward).size);
  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  const { label, isGone } = graph.nodes[node];
  const [waits, wait] = isGone === true ? ['was removed, and waited', 'waited'] : ['waits', 'wait'];
  status.textContent = `${label} ${waits} for ${before} releases, ${after} ${wait} for it, directly or not`;
}

/**
 * What `node` no longer waits for, and what no longer waits for it.
 *
 * @param {Cluster} cluster
 * @param {number} node
 */
function goneLines({ graph, lines, bundles }, node) {
  const single = graph.edges.flatMap(([from, to, , , change], i) =>
    change === 2 && (from === node || to === node) ? lines[i] : [],
  );
  const grouped = graph.bundles.flatMap(({ from, to, change }, i) =>
    change === 2 && (from.includes(node) || to.includes(node)) ? bundles[i] : [],
  );
  return [...single, ...grouped];
}

/**
 * @param {Cluster} cluster
 * @param {boolean} isShown
 */
function showWay({ graph, boxes, lines, bundles }, isShown) {
  const steps = new Set(graph.way);
  boxes.forEach((box, i) => box.classList.toggle('on-way', isShown && steps.has(i)));
  graph.way.slice(1).forEach((node, i) => {
    const before = graph.way[i];
    graph.edges.forEach(([from, to], n) => {
      if (from === node && to === before) lines[n].forEach(path => path.classList.toggle('on-way', isShown));
    });
    graph.bundles.forEach(({ from, to }, n) => {
      if (!from.includes(node) || !to.includes(before)) return;
      bundles[n].forEach(path => path.classList.toggle('on-way', isShown));
    });
  });
}
