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
  const { nodes } = graph;
  const shown = boxes.flatMap((box, i) => (isShown(box) ? [i] : []));
  const at = shown.indexOf(current);
  if (key === 'Home') return shown[0] ?? -1;
  if (key === 'End') return shown.at(-1) ?? -1;
  if (key === 'ArrowUp') return shown[at - 1] ?? -1;
  if (key === 'ArrowDown') return shown[at + 1] ?? -1;
  if (key === 'n') return shown.find(i => i > current && nodes[i].isChanged) ?? -1;
  if (key === 'N') return shown.filter(i => i < current && nodes[i].isChanged).at(-1) ?? -1;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return -1;
  const counts = lineFilter(graph, current);
  const groups = neighbours(graph, current, key === 'ArrowLeft').flatMap(group => {
    const targets = counts(group.change) ? group.nodes.filter(node => isShown(boxes[node])) : [];
    return targets.length === 0 ? [] : [targets];
  });
  // a release that is named tells more than one of many
  const nearest = groups.find(targets => targets.length === 1) ?? groups[0];
  return nearest?.[0] ?? -1;
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
