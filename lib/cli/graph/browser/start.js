/**
 * Connects the page with its data, and follows the pointer and the keyboard.
 */

/** @returns {Cluster[]} */
function readClusters() {
  const text = /** @type {HTMLElement} */ (document.getElementById('graphs')).textContent ?? '[]';
  return JSON.parse(text).map((/** @type {PageGraph} */ graph, /** @type {number} */ i) => {
    const root = /** @type {HTMLElement} */ (document.querySelector(`[data-cluster="${i}"]`));
    const drawing = /** @type {HTMLElement} */ (root.querySelector('.drawing'));
    const boxes = graph.nodes.map((_, n) => document.getElementById(`c${i}n${n}`));
    return { graph, root, drawing, boxes, frames: [...root.querySelectorAll('.layer')], lines: [], bundles: [] };
  });
}

/**
 * Marks what `node` waits for, and what waits for it; -1: nothing.
 *
 * @param {Cluster} cluster
 * @param {number} node
 */
function follow({ graph, drawing, boxes, lines, bundles }, node) {
  const paths = [...lines.flat(), ...bundles.flat()];
  for (const marked of [...boxes, ...paths]) marked.classList.remove('on', 'before', 'after', 'chosen');
  drawing.classList.toggle('following', node >= 0);
  if (node < 0) return;
  for (const side of ['before', 'after']) {
    const set = reach(graph, node, side === 'before').add(node);
    for (const i of set) boxes[i].classList.add('on', side);
    const within = linesWithin(graph, set);
    for (const i of within.edges) for (const path of lines[i]) path.classList.add('on', side);
    for (const i of within.bundles) for (const path of bundles[i]) path.classList.add('on', side);
  }
  boxes[node].classList.remove('before', 'after');
  boxes[node].classList.add('chosen');
  const [before, after] = [true, false].map(isForward => reach(graph, node, isForward).size);
  const status = /** @type {HTMLElement} */ (document.getElementById('status'));
  status.textContent = `${graph.nodes[node].label} waits for ${before} releases, ${after} wait for it, directly or not`;
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

/**
 * On paper, a drawing that would become too small to read is a list instead.
 *
 * @param {Cluster} cluster
 */
function fitPaper({ root, drawing }) {
  const scale = Math.min(1, 1000 / drawing.offsetWidth, 580 / drawing.offsetHeight);
  const isDrawn = scale > 0.6 && !isNarrow(drawing);
  root.classList.toggle('lists', !isDrawn);
  drawing.style.setProperty('zoom', isDrawn ? String(scale) : '1');
}

function start() {
  const clusters = readClusters();
  /** @type {{ cluster: Cluster, node: number } | undefined} */
  let chosen;
  /** @param {Cluster} cluster */
  const followChosen = cluster => follow(cluster, chosen?.cluster === cluster ? chosen.node : -1);
  /** @param {Cluster} cluster @param {number} node */
  const choose = (cluster, node) => {
    if (chosen !== undefined) chosen.cluster.boxes[chosen.node].setAttribute('aria-pressed', 'false');
    chosen = node < 0 ? undefined : { cluster, node };
    /** @type {HTMLElement} */ (document.getElementById('details')).hidden = true;
    if (node >= 0) {
      cluster.boxes[node].setAttribute('aria-pressed', 'true');
      showDetails(cluster, node, clusters, choose);
    }
    clusters.forEach(followChosen);
  };
  const redraw = () => {
    for (const cluster of clusters.filter(({ root }) => !root.hidden)) {
      drawLines(cluster);
      followChosen(cluster);
      showWay(cluster, cluster.root.querySelector('.show-way')?.getAttribute('aria-pressed') === 'true');
    }
  };
  for (const cluster of clusters)
    listen(cluster, { choose, followChosen, isChosen: node => chosen?.cluster === cluster && chosen.node === node });
  listenToPage(clusters, { redraw, clear: () => choose(clusters[0], -1) });
  redraw();
}

/**
 * @param {Cluster} cluster
 * @param {{ choose: (cluster: Cluster, node: number) => void, followChosen: (cluster: Cluster) => void, isChosen: (node: number) => boolean }} actions
 */
function listen(cluster, { choose, followChosen, isChosen }) {
  const { drawing, boxes, root } = cluster;
  /** @param {Event} event */
  const nodeOf = ({ target }) =>
    boxes.indexOf(/** @type {HTMLElement} */ (/** @type {Element} */ (target).closest('.release')));
  drawing.addEventListener('click', event => {
    const node = nodeOf(event);
    if (node >= 0) choose(cluster, isChosen(node) ? -1 : node);
  });
  drawing.addEventListener('pointerover', event => {
    const node = event.pointerType === 'mouse' ? nodeOf(event) : -1;
    if (node >= 0) follow(cluster, node);
    else followChosen(cluster);
  });
  drawing.addEventListener('pointerleave', () => followChosen(cluster));
  drawing.addEventListener('focusin', event => {
    const node = nodeOf(event);
    if (node < 0) return;
    moveTabStop(cluster, node);
    if (boxes[node].matches(':focus-visible')) follow(cluster, node);
  });
  drawing.addEventListener('focusout', () => followChosen(cluster));
  drawing.addEventListener('keydown', event => {
    const node = nodeOf(event);
    const next = node < 0 ? -1 : nextNode(cluster, node, event.key);
    if (next < 0) return;
    event.preventDefault();
    boxes[next].focus();
  });
  const way = root.querySelector('.show-way');
  way?.addEventListener('click', () => {
    const isShown = way.getAttribute('aria-pressed') !== 'true';
    way.setAttribute('aria-pressed', String(isShown));
    showWay(cluster, isShown);
  });
}

/**
 * @param {Cluster[]} clusters
 * @param {{ redraw: () => void, clear: () => void }} actions
 */
function listenToPage(clusters, { redraw, clear }) {
  const input = /** @type {HTMLInputElement} */ (document.getElementById('search'));
  input.addEventListener('input', () => search(clusters, input.value));
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    // otherwise, the same key would choose the release
    event.preventDefault();
    search(clusters, input.value)[0]?.focus();
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') clear();
    if (event.key !== '/' || document.activeElement === input) return;
    event.preventDefault();
    input.focus();
  });
  for (const box of document.querySelectorAll('[data-show]')) {
    box.addEventListener('change', () => {
      const { root } = clusters[Number(box.getAttribute('data-show'))];
      root.hidden = !(/** @type {HTMLInputElement} */ (box).checked);
      redraw();
    });
  }
  addEventListener('resize', redraw);
  addEventListener('beforeprint', () => clusters.forEach(fitPaper));
  addEventListener('afterprint', () => clusters.forEach(({ drawing }) => drawing.style.removeProperty('zoom')));
}
