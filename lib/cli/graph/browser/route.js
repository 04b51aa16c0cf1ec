/**
 * The ways of lines: between the columns, and from one side to the other between two rows.
 *
 * @typedef {{ left: number, right: number, top: number, bottom: number, y: number, isFrame?: boolean, isHidden?: boolean }} Box
 * `y` is where lines begin and end.
 */

/** How far from a box its lines go up or down, in pixels: in a few tracks, within the room between two columns. */
const TRACKS = [20, 12, 16, 24, 8];
/** No column is narrower, so that nothing is between boxes that are closer. */
const NARROWEST = 100;

/**
 * A path from the right of `a` to the left of `b`.
 *
 * @param {Box} a
 * @param {Box} b
 * @param {{ space: number, above: number, number: number }} room height between two rows; where nothing is above the columns; which line it is
 */
function route(a, b, { space, above, number }) {
  const distance = b.left - a.right;
  if (distance > 0 && distance < NARROWEST) {
    if (Math.abs(a.y - b.y) < 1) return `M${a.right} ${a.y}H${b.left}`;
    const middle = a.right + distance / 2;
    return `M${a.right} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${b.left} ${b.y}`;
  }
  const shift = ((number % 3) - 1) * 3;
  const lane = a.isFrame && b.isFrame ? above : laneOf(a, b, space) + shift;
  // a point is already between two columns
  const start = a.right + (a.left === a.right ? 0 : TRACKS[number % 5]);
  const end = b.left - (b.left === b.right ? 0 : TRACKS[number % 4]);
  return (
    `M${a.right} ${a.y}C${start} ${a.y} ${start} ${lane} ${start} ${lane}` +
    `H${end}C${end} ${lane} ${end} ${b.y} ${b.left} ${b.y}`
  );
}

/**
 * Between two rows: at the box that is not a frame, on the side of the other.
 *
 * @param {Box} a
 * @param {Box} b
 * @param {number} space
 */
function laneOf(a, b, space) {
  const [at, other] = b.isFrame ? [a, b] : [b, a];
  return other.y > at.y ? at.bottom + space / 2 : at.top - space / 2;
}

/**
 * A path between boxes below each other, to their left.
 *
 * @param {Box} a
 * @param {Box} b
 * @param {number} edge left of all boxes
 */
function routeBeside(a, b, edge) {
  const far = Math.min(22, 6 + 3 * Math.log2(1 + Math.abs(b.y - a.y) / 40));
  const x = edge - far;
  const turn = Math.sign(b.y - a.y || 1) * 6;
  return `M${a.left} ${a.y}H${x + 6}Q${x} ${a.y} ${x} ${a.y + turn}V${b.y - turn}Q${x} ${b.y} ${x + 6} ${b.y}H${b.left}`;
}
