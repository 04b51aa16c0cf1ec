/**
 * Shows all releases, or only those that a change does something to.
 */

/** @param {HTMLElement} box */
function isShown(box) {
  return box.parentElement?.hidden !== true;
}

/** @returns {HTMLInputElement | null} Null: nothing is compared */
function findFilter() {
  return /** @type {HTMLInputElement | null} */ (document.getElementById('changes-only'));
}

function isFiltered() {
  return findFilter()?.checked === true;
}

/**
 * Hides and shows releases as the filter says.
 *
 * @param {Cluster} cluster
 */
function filterReleases(cluster) {
  const { graph, drawing, boxes } = cluster;
  const isOn = isFiltered();
  boxes.forEach((box, i) => {
    /** @type {HTMLElement} */ (box.parentElement).hidden = isOn && graph.nodes[i].isChanged !== true;
  });
  for (const list of drawing.querySelectorAll('ol')) list.hidden = list.querySelector('li:not([hidden])') === null;
  const current = boxes.findIndex(box => box.tabIndex === 0);
  if (current < 0 || !isShown(boxes[current])) moveTabStop(cluster, boxes.findIndex(isShown));
}
