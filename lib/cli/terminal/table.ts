/**
 * Formats columns of text, made safe for a terminal.
 */
import { printable } from './printable';

/** Minimum width of a column that is cut. */
const LEAST = 16;

/**
 * Formats each row as one line, its cells as wide as the widest of their column, two spaces apart.
 * With `columns`, cells of the last column are cut to that width and end in `…`.
 */
export function formatTable(texts: readonly (readonly string[])[], columns = Infinity): string[] {
  const rows = texts.map(row => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = Math.max(columns - before, LEAST);
  return rows.map(row =>
    row
      .map((cell, i) => (i === widths.length - 1 ? cut(cell, last) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}

function cut(cell: string, width: number): string {
  return cell.length <= width ? cell : `${cell.slice(0, width - 1).trimEnd()}…`;
}
