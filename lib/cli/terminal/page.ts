/**
 * Formats the details of one thing as a page: titles on the left, values on the right.
 */
import type { Context } from './command';
import { wrapText } from './display-width';
import { printable } from './printable';
import { styled, takesStyle } from './style';
import { LEAST } from './table';
import { terminalWidth } from './terminal-width';

/** How a terminal shows a page. */
export interface PageStyle {
  /** Cells of a line. */
  readonly columns: number;
  /** Whether titles are bold. */
  readonly isStyled: boolean;
}

export function pageStyle(context: Context): PageStyle {
  return { columns: terminalWidth(context), isStyled: takesStyle(context.columns !== undefined, context.env) };
}

/** Formats `rows`: values begin a line for each of their lines, and more if they are too long; `-` if there is none. */
export function formatPage(
  rows: readonly (readonly [title: string, lines: readonly string[]])[],
  { columns, isStyled }: PageStyle,
): string {
  const width = Math.max(...rows.map(([title]) => title.length)) + 1;
  const rest = Math.max(columns - width - 2, LEAST);
  const text = rows.flatMap(([title, values]) =>
    (values.length === 0 ? ['-'] : values)
      .flatMap(value => wrapText(printable(value), rest))
      .map((line, i) => {
        const head = styled((i === 0 ? `${title}:` : '').padEnd(width), 'bold', isStyled && i === 0);
        return `${head}  ${line}\n`;
      }),
  );
  return text.join('');
}
