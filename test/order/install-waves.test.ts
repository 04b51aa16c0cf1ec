import { installWaves } from '../../lib/order/install-waves';

/** `a: b c` is a, which waits for b and c. */
function waves(...lines: string[]) {
  const parsed = lines
    .map(line => line.split(':'))
    .map(([name, to]): [string, string[]] => [name, to.match(/\S+/g) ?? []]);
  return Object.fromEntries(installWaves(new Map(parsed)));
}

test.each([
  ['nothing', [], {}],
  ['a chain, in any order', ['c: b', 'a:', 'b: a'], { a: 0, b: 1, c: 2 }],
  ['the longest path', ['d: a c', 'c: b', 'b: a', 'a:'], { a: 0, b: 1, c: 2, d: 3 }],
  ['names that are not keys', ['constructor: toString', 'b: constructor'], { constructor: 0, b: 1 }],
  ['a cycle, and what follows it', ['a: b', 'b: a', 'c: b', 'd:'], { a: Infinity, b: Infinity, c: Infinity, d: 0 }],
  ['itself', ['a: a'], { a: Infinity }],
])('counts %s', (_, lines, expected) => {
  expect(waves(...lines)).toEqual(expected);
});

test('takes linear time', () => {
  const names = Array.from({ length: 50_000 }, (_, i) => `release-${i}`);
  const found = installWaves(new Map(names.map((name, i) => [name, i === 0 ? [] : [names[i - 1]]])));
  expect(found.get('release-49999')).toBe(49_999);
});
