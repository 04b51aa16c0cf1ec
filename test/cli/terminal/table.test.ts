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
  expect(formatTable(rows, { columns: 37 })).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets, and leases them']);
  expect(formatTable(rows, { columns: 36 })).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets, and leases th…']);
  expect(formatTable(rows, { columns: 10 })).toEqual(['NAME   DESCRIPTION', 'vault  Keeps secrets,…']);
});

test('wraps the last column between words, below itself', () => {
  const rows = [
    ['RELEASE', 'WAITS FOR'],
    ['flagger', 'cert-manager, linkerd2 (layer 1)'],
  ];
  expect(formatTable(rows, { columns: 27, last: 'wrap' })).toEqual([
    'RELEASE  WAITS FOR',
    'flagger  cert-manager,',
    '         linkerd2 (layer 1)',
  ]);
});

test('aligns what follows characters that take two cells, or none', () => {
  const rows = [
    ['漢字', 'a'],
    ['e\u0301', 'b'],
  ];
  expect(formatTable(rows)).toEqual(['漢字  a', 'e\u0301     b']);
});
