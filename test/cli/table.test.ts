import { formatTable } from '../../lib/cli/table';

test('aligns columns, without trailing spaces', () => {
  expect(
    formatTable([
      ['A', 'LONG', 'C'],
      ['long', 'b', ''],
      ['a', '', 'c'],
    ]),
  ).toEqual(['A     LONG  C', 'long  b', 'a           c']);
});

test('of nothing is nothing', () => {
  expect(formatTable([])).toEqual([]);
});
