/**
 * Damages files as accidents and attackers do: the same way for the same random numbers.
 */

/** What may be put into a text: what readers look at, in numbers that make a difference. */
const TOKENS = [
  '? ', '- ', '[', '{', '"', "'", ': ', '&a ', '*a ', '&a [*a]', '<<: ', '!!map ', '|', '>', '#', '%YAML 1.2\n', '---\n', '...\n', '\n', '\r', '\t', ' ', '\\', '\\ud83d', ',', ']', '}', '@', '`', '\u0000', '\u0007', '\u2028', '\ufeff', '\ud83d\ude80', '/', '$ref', '"$ref":"#",', '1', '-', '0x', 'e9', '.', 'null', 'true', 'a: 1\n', '"a":1,', '__proto__', 'constructor',
]; // prettier-ignore
const VALUES = [
  'null',
  '1',
  '1e999',
  'true',
  '""',
  '[]',
  '{}',
  '"a"',
  '-0',
  '[[[[]]]]',
  '{"a":{"b":[1]}}',
  '"\\ud800"',
];
const COUNTS = [1, 1, 1, 2, 30, 300];

export interface Damage {
  /** From 0 to 1. */
  readonly random: () => number;
  /** Other files, parts of which may be put in. */
  readonly others: readonly Buffer[];
}

/** `file`, damaged in up to three places. */
export function damaged(file: Buffer, damage: Damage): Buffer {
  let found = file;
  for (let times = 1 + below(3, damage); times > 0; times--) found = damageOnce(found, damage);
  return found;
}

function damageOnce(file: Buffer, damage: Damage): Buffer {
  const at = below(file.length + 1, damage);
  const to = Math.min(file.length, at + 1 + below(40, damage));
  const cut = (middle: Buffer | string, end = at) =>
    Buffer.concat([file.subarray(0, at), Buffer.from(middle), file.subarray(end)]);
  switch (below(8, damage)) {
    case 0:
      return file.subarray(0, at);
    case 1:
      return cut('', to);
    case 2:
      return cut(Buffer.concat(Array.from({ length: pick(COUNTS, damage) }, () => file.subarray(at, to))));
    case 3:
      return cut(Buffer.from([below(256, damage)]), Math.min(at + 1, file.length));
    case 4: {
      const other = pick(damage.others, damage);
      const from = below(other.length, damage);
      return cut(other.subarray(from, from + 200), to);
    }
    case 5:
      return replaceValue(file, damage);
    default:
      return cut(pick(TOKENS, damage).repeat(pick(COUNTS, damage)));
  }
}

/** Puts something else behind a colon. */
function replaceValue(file: Buffer, damage: Damage): Buffer {
  const colon = file.indexOf(':', below(file.length, damage));
  if (colon === -1) return file;
  const ends = [',', '\n', '}'].map(end => file.indexOf(end, colon)).filter(end => end !== -1);
  const end = ends.length === 0 ? file.length : Math.min(...ends);
  return Buffer.concat([file.subarray(0, colon + 1), Buffer.from(` ${pick(VALUES, damage)}`), file.subarray(end)]);
}

function pick<T>(items: readonly T[], damage: Damage): T {
  return items[below(items.length, damage)];
}

function below(count: number, { random }: Damage): number {
  return Math.floor(random() * count);
}
