/**
 * What is shown of the chosen release: what it waits for and why, and what waits for it.
 */

/**
 * @param {string} tag
 * @param {string} text
 */
function element(tag, text = '') {
  const created = document.createElement(tag);
  created.textContent = text;
  return created;
}

/**
 * Direct neighbours with their reasons.
 *
 * @param {PageGraph} graph
 * @param {number} chosen
 * @param {boolean} isForward
 * @returns {{ words: string, nodes: number[], change?: number }[]}
 */
function neighbours({ edges, bundles, columns, nodes }, chosen, isForward) {
  /** @type {[0, 1] | [1, 0]} */
  const [near, far] = isForward ? [0, 1] : [1, 0];
  const single = edges
    .filter(edge => edge[near] === chosen)
    .map(edge => ({
      words: [edge[2] ? 'named' : 'layer', ...(edge[3] ? [] : ['upgrades do not wait']), ...lineWords(edge[4])],
      node: edge[far],
      change: edge[4],
    }));
  const grouped = bundles
    .map(bundle => ({ bundle, sides: isForward ? [bundle.from, bundle.to] : [bundle.to, bundle.from] }))
    .filter(({ sides }) => sides[0].includes(chosen))
    .map(({ bundle, sides }) => {
      const others = sides[1].filter(node => node !== chosen);
      const isWhole = (isForward ? bundle.toColumn : bundle.fromColumn) >= 0;
      const title = columns[nodes[others[0]].column].toLowerCase();
      const gap = bundle.gaps.length === 0 ? '' : '; some upgrades do not wait';
      const words = [`${isWhole ? 'all ' : ''}${others.length} of ${title}${gap}`, ...lineWords(bundle.change)];
      return { words: words.join(', '), nodes: others, change: bundle.change };
    });
  return [...grouped, ...single.map(({ words, node, change }) => ({ words: words.join(', '), nodes: [node], change }))];
}

/** @param {number | undefined} change */
function lineWords(change) {
  return change === undefined ? [] : [change === 1 ? 'new' : 'no longer'];
}

/**
 * @param {Cluster} cluster
 * @param {number} chosen
 * @param {Cluster[]} clusters
 * @param {(cluster: Cluster, node: number) => void} choose
 */
function showDetails(cluster, chosen, clusters, choose) {
  const panel = /** @type {HTMLElement} */ (document.getElementById('details'));
  const { label, detail, place, column, change, isGone } = cluster.graph.nodes[chosen];
  const close = element('button', 'Close');
  close.className = 'close';
  close.addEventListener('click', () => {
    choose(cluster, -1);
    cluster.boxes[chosen].focus();
  });
  const where = [detail, cluster.graph.columns[column], ...(place === undefined ? [] : [place])];
  panel.replaceChildren(close, element('h2', label), element('p', where.join(' · ')));
  for (const words of change ?? []) panel.append(element('p', words));
  for (const isForward of [true, false]) {
    const groups = neighbours(cluster.graph, chosen, isForward);
    const now = isForward ? 'Waits for' : 'What waits for it';
    const title = isGone === true ? (isForward ? 'Waited for' : 'What waited for it') : now;
    panel.append(element('h3', groups.length === 0 ? `${title}: nothing` : title));
    const list = element('ul');
    for (const group of groups) list.append(formatGroup(group, cluster, choose));
    if (groups.length > 0) panel.append(list);
  }
  const others = clusters.flatMap(other => {
    const found = other === cluster ? undefined : other.graph.nodes.find(node => node.label === label);
    return found === undefined ? [] : `${other.graph.name}: ${found.detail}, ${other.graph.columns[found.column]}`;
  });
  if (others.length > 0) panel.append(element('h3', 'In other clusters'), element('p', others.join('; ')));
  panel.hidden = false;
}

/**
 * @param {{ words: string, nodes: number[] }} group
 * @param {Cluster} cluster
 * @param {(cluster: Cluster, node: number) => void} choose
 */
function formatGroup({ words, nodes }, cluster, choose) {
  const links = nodes.map(node => {
    const link = element('button', cluster.graph.nodes[node].label);
    link.addEventListener('click', () => {
      choose(cluster, node);
      cluster.boxes[node].focus();
    });
    return link;
  });
  const item = element('li');
  if (links.length === 1) {
    item.append(links[0], ` (${words})`);
    return item;
  }
  const list = element('ul');
  for (const link of links) {
    const entry = element('li');
    entry.append(link);
    list.append(entry);
  }
  const details = element('details');
  details.append(element('summary', words), list);
  item.append(details);
  return item;
}
