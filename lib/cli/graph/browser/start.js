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
    const filter = findFilter();
    if (node >= 0 && filter !== null && !isShown(cluster.boxes[node])) {
      filter.checked = false;
      filter.dispatchEvent(new Event('change'));
    }
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
  findFilter()?.addEventListener('change', () => {
    clusters.forEach(filterReleases);
    redraw();
  });
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
