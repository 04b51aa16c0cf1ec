/**
 * Chooses which columns of a table are shown on a terminal that is too narrow for all of them.
 *
 * Columns without news are left out first: those with the same value in all rows, then those that repeat another.
 * Notes below the table say what was left out.
 */
import { printable } from './printable';
import { columnWidths, formatTable, LEAST, tableWidth } from './table';

export interface FittedColumn {
  readonly title: string;
  /** Whether other commands need what it contains. */
  readonly isKey?: boolean;
  /** For the last column: how long cells are made to fit. @default the column is as wide as they are */
  readonly fit?: 'cut' | 'wrap';
}

/** The lines of a table, titles first, and notes about the columns that it leaves out. */
export interface FittedTable {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Formats `rows`, which have no titles, in lines of at most `width` cells as far as possible. */
export function formatFittedTable(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): FittedTable {
  const cells = rows.map(row => row.map(printable));
  const { shown, notes } = fitColumns(columns, cells, width);
  const last = columns[shown.at(-1) ?? 0]?.fit;
  const visible = [columns.map(({ title }) => title), ...cells].map(row => shown.map(i => row[i]));
  return { lines: formatTable(visible, { columns: last === undefined ? Infinity : width, last }), notes };
}

/** Positions of the columns that fit. */
function fitColumns(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): { readonly shown: readonly number[]; readonly notes: readonly string[] } {
  const widths = columnWidths([columns.map(({ title }) => title), ...rows]).map((cells, i) =>
    columns[i].fit !== undefined ? Math.min(cells, LEAST) : cells,
  );
  let shown = columns.map((_, i) => i);
  const fits = () => tableWidth(shown.map(i => widths[i])) <= width;
  const leaveOut = (candidates: readonly number[], canGo: (i: number) => boolean): number[] => {
    const gone: number[] = [];
    for (const i of candidates) {
      if (fits() || shown.length === 1) break;
      if (columns[i].isKey === true || !canGo(i)) continue;
      shown = shown.filter(other => other !== i);
      gone.push(i);
    }
    return gone;
  };
  const isConstant = (i: number) => rows.length > 1 && rows.every(row => row[i] === rows[0][i]);
  const original = (i: number) => shown.find(other => other !== i && rows.every(row => row[i] === row[other]));
  const constant = leaveOut(shown, isConstant);
  const repeated = leaveOut(shown, i => (original(i) ?? i) < i);
  const others = leaveOut([...shown].reverse(), () => true);
  const titles = (some: readonly number[]) => some.map(i => columns[i].title).join(', ');
  const notes = [
    ...constant.map(i => `${columns[i].title}: ${rows[0][i]} (all rows)`),
    ...repeated.map(i => `${columns[i].title}: the same as ${columns[original(i) ?? i].title}`),
    ...(others.length === 0 ? [] : [`Not shown: ${titles(others.sort((a, b) => a - b))}; "-o wide" shows all`]),
  ];
  return { shown, notes };
}
