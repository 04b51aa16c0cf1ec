/**
 * Draws the lines of one cluster over its columns, from where its boxes are on the screen.
 *
 * @typedef {{ graph: PageGraph, root: HTMLElement, drawing: HTMLElement, boxes: HTMLElement[], frames: HTMLElement[], lines: SVGPathElement[][], bundles: SVGPathElement[][] }} Cluster
 */

const SVG = 'http://www.w3.org/2000/svg';

/** @param {HTMLElement} drawing */
function isNarrow(drawing) {
  return getComputedStyle(drawing).flexDirection === 'column';
}

/**
 * As few rows as fit on the screen next to each other, and at least eight.
 *
 * @param {Cluster} cluster
 */
function chooseRows({ drawing, root }) {
  const lists = [...drawing.querySelectorAll('ol')].map(list => list.querySelectorAll('li:not([hidden])').length);
  const style = getComputedStyle(drawing);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const column = parseFloat(style.getPropertyValue('--column')) * rem;
  const frames = drawing.querySelectorAll('.layer').length;
  const room = root.clientWidth - frames * 4.5 * rem;
  const most = Math.max(...lists, 8);
  let rows = 8;
  /** @param {number} size */
  const columnsOf = size => Math.ceil(size / rows);
  while (rows < most && lists.reduce((sum, size) => sum + columnsOf(size) * (column + 2.25 * rem), 0) > room) rows++;
  lists.forEach((size, i) => {
    drawing.querySelectorAll('ol')[i].style.setProperty('--rows', String(Math.min(Math.max(size, 1), rows)));
  });
}

/** @param {Cluster} cluster */
function drawLines(cluster) {
  const { root, drawing, boxes, frames } = cluster;
  drawing.querySelector('svg')?.remove();
  if (!isNarrow(drawing)) chooseRows(cluster);
  const base = drawing.getBoundingClientRect();
  /** @param {HTMLElement} element */
  const boxOf = element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const box = { left: left - base.left, right: right - base.left, top: top - base.top, bottom: bottom - base.top };
    return { ...box, y: (box.top + box.bottom) / 2, isHidden: element.offsetParent === null };
  };
  const framed = frames.map(boxOf).map(box => ({ ...box, y: box.top + 20, isFrame: true }));
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'lines');
  svg.setAttribute('aria-hidden', 'true');
  const { cluster: number } = root.dataset;
  svg.append(
    createMarker(`arrow${number}`, 'M0 0L8 4L0 8z', { refX: '7', orient: 'auto' }),
    createMarker(`dot${number}`, 'M0 4a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', { refX: '4' }),
  );
  const space = parseFloat(getComputedStyle(drawing.querySelector('ol') ?? drawing).rowGap) || 12;
  const line = isNarrow(drawing) ? narrowLines(framed) : wideLines(space);
  addLines(cluster, { boxes: boxes.map(boxOf), frames: framed }, (a, b, classes) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', line(a, b));
    path.classList.add(...classes);
    if (classes.includes('new')) path.setAttribute('marker-start', `url(#dot${root.dataset.cluster})`);
    if (b.left !== b.right) path.setAttribute('marker-end', `url(#arrow${root.dataset.cluster})`);
    svg.append(path);
    return path;
  });
  // the lines of releases that are gone would cover those that are left
  for (const paths of cluster.bundles) {
    const isQuiet = paths.length > 3 && paths.every(({ classList }) => classList.contains('gone'));
    for (const path of paths) path.classList.toggle('quiet', isQuiet);
  }
  drawing.append(svg);
}

/**
 * @param {Cluster} cluster
 * @param {{ boxes: Box[], frames: Box[] }} places of releases and layers
 * @param {(a: Box, b: Box, classes: string[]) => SVGPathElement} add
 */
function addLines(cluster, { boxes, frames }, add) {
  const { edges, bundles } = cluster.graph;
  /** @param {Box} a @param {Box} b @param {string[]} classes */
  const draw = (a, b, classes) => (a.isHidden || b.isHidden ? [] : [add(a, b, classes)]);
  cluster.lines = edges.map(([from, to, , isInStep, change]) =>
    draw(boxes[to], boxes[from], [isInStep ? 'single' : 'gap', ...CHANGES[change ?? 0]]),
  );
  cluster.bundles = bundles.map(bundle => {
    const isInside = bundle.from.some(node => bundle.to.includes(node));
    const firsts = bundle.toColumn < 0 || isInside ? bundle.to.map(i => boxes[i]) : [frames[bundle.toColumn]];
    const thens = bundle.fromColumn < 0 || isInside ? bundle.from.map(i => boxes[i]) : [frames[bundle.fromColumn]];
    const isThick = firsts.concat(thens).every(box => box.isFrame);
    const marks = [...(bundle.gaps.length > 0 ? ['gap'] : []), ...CHANGES[bundle.change ?? 0]];
    const classes = [isThick ? 'thick' : 'single', ...marks];
    if (firsts.length === 1 || thens.length === 1) {
      return firsts.flatMap(a => thens.filter(b => a !== b).flatMap(b => draw(a, b, classes)));
    }
    const shown = thens.filter(({ isHidden }) => !isHidden);
    if (shown.length === 0) return [];
    const point = junctionOf(shown);
    return [...firsts.flatMap(a => draw(a, point, classes)), ...shown.flatMap(b => draw(point, b, classes))];
  });
}

/** Classes of lines that are new, and that are gone. */
const CHANGES = [[], ['new'], ['gone']];

/**
 * What a line has at an end, in its colour: a shape of 8 by 8.
 *
 * @param {string} id
 * @param {string} path
 * @param {Record<string, string>} placing where the line meets it
 */
function createMarker(id, path, placing) {
  const marker = document.createElementNS(SVG, 'marker');
  const size = { markerWidth: '8', markerHeight: '8', refY: '4', markerUnits: 'userSpaceOnUse' };
  for (const [name, value] of Object.entries({ ...size, ...placing, id })) marker.setAttribute(name, value);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  shape.setAttribute('class', 'head');
  marker.append(shape);
  return marker;
}

/**
 * A point left of the highest of `boxes`, where lines meet.
 *
 * @param {Box[]} boxes
 * @returns {Box}
 */
function junctionOf(boxes) {
  const left = Math.min(...boxes.map(box => box.left)) - 12;
  const { y, top, bottom } = boxes[0];
  return { left, right: left, top, bottom, y };
}

/**
 * @param {number} space
 * @returns {(a: Box, b: Box) => string}
 */
function wideLines(space) {
  let number = 0;
  return (a, b) => route(a, b, { space, above: 8, number: number++ });
}

/**
 * Layers that follow each other are joined by a line from one to the next.
 *
 * @param {Box[]} frames
 * @returns {(a: Box, b: Box) => string}
 */
function narrowLines(frames) {
  return (a, b) => {
    const isNext = frames.indexOf(b) === frames.indexOf(a) + 1 && frames.includes(a);
    if (isNext) return `M${a.left + 40} ${a.bottom}V${b.top}`;
    return routeBeside(a, b, Math.min(...frames.map(({ left }) => left)));
  };
}
