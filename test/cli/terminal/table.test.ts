import { formatTable } from '../../../lib/cli/terminal/table';

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

test('cuts the last column to the available width, but keeps some of it', () => {
  const rows = [
    ['NAME', 'DESCRIPTION'],
    ['vault', 'Keeps secrets, and leases them'],
  ];
  expect(formatTable(rows, 37)).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets, and leases them']);
  expect(formatTable(rows, 36)).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets, and leases th…']);
  expect(formatTable(rows, 10)).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets,…']);
});
