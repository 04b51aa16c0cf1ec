/**
 * Moves between releases: up and down to the next one, left to what it waits for, right to what
 * waits for it.
 */

/**
 * @param {Cluster} cluster
 * @param {number} current
 * @param {string} key
 * @returns {number} -1: nowhere
 */
function nextNode({ graph, boxes }, current, key) {
  if (key === 'Home') return 0;
  if (key === 'End') return boxes.length - 1;
  if (key === 'ArrowUp') return current - 1;
  if (key === 'ArrowDown') return current + 1 < boxes.length ? current + 1 : -1;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return -1;
  const groups = neighbours(graph, current, key === 'ArrowLeft');
  // a release that is named tells more than one of many
  const nearest = groups.find(({ nodes }) => nodes.length === 1) ?? groups[0];
  return nearest === undefined ? -1 : nearest.nodes[0];
}

/**
 * Of a cluster, the Tab key stops only at the release that was visited last.
 *
 * @param {Cluster} cluster
 * @param {number} current
 */
function moveTabStop({ boxes }, current) {
  boxes.forEach((box, i) => (box.tabIndex = i === current ? 0 : -1));
}
