/**
 * Marks the releases whose name or version contains what is typed.
 */

/**
 * @param {Cluster[]} clusters
 * @param {string} text
 * @returns {HTMLElement[]} the releases that were found
 */
function search(clusters, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = clusters.flatMap(({ graph, boxes, root }) => {
    const matches = graph.nodes.map(({ label, detail }) => {
      const all = `${label} ${detail}`.toLowerCase();
      return words.length > 0 && words.every(word => all.includes(word));
    });
    boxes.forEach((box, i) => box.classList.toggle('found', matches[i]));
    return root.hidden ? [] : boxes.filter((box, i) => matches[i] && isShown(box));
  });
  const output = /** @type {HTMLElement} */ (document.getElementById('found'));
  output.textContent = words.length === 0 ? '' : `${found.length} found${isFiltered() ? ' among the changes' : ''}`;
  return found;
}
