/**
 * Formats columns of text, made safe for a terminal.
 */
import { displayWidth, fitText, padText, wrapText } from './display-width';
import { printable } from './printable';

/** Minimum width of a column that is cut or wrapped. */
export const LEAST = 16;
const GAP = 2;

export interface TableWidth {
  /** Cells of a line. @default unlimited */
  readonly columns?: number;
  /** How the last column is made to fit: cells are cut and end in `…`, or continue on more lines. @default 'cut' */
  readonly last?: 'cut' | 'wrap';
}

/** Formats each row as one line, or more if it is wrapped, its cells as wide as the widest of their column, two spaces apart. */
export function formatTable(texts: readonly (readonly string[])[], width: TableWidth = {}): string[] {
  return formatRows(texts, width).flat();
}

/** The lines of each row. */
export function formatRows(
  texts: readonly (readonly string[])[],
  { columns = Infinity, last }: TableWidth,
): string[][] {
  const rows = texts.map(row => row.map(printable));
  const widths = columnWidths(rows);
  const before = tableWidth(widths.slice(0, -1)) + (widths.length > 1 ? GAP : 0);
  const rest = Math.max(columns - before, LEAST);
  const fit = (cell: string) => (last === 'wrap' ? wrapText(cell, rest) : [fitText(cell, rest)]);
  return rows.map(row => {
    const isFull = row.length === widths.length;
    const first = isFull ? row.slice(0, -1) : row;
    const head = first.map((cell, i) => padText(cell, widths[i]) + ' '.repeat(GAP)).join('');
    const lines = isFull ? fit(row.at(-1) ?? '') : [''];
    return lines.map((line, i) => `${i === 0 ? head : ' '.repeat(before)}${line}`.trimEnd());
  });
}

/** Cells that each column of `rows` needs. */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  return widths;
}

/** Cells of a line with columns of these `widths`. */
export function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(widths.length - 1, 0);
}
