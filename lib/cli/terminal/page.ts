/**
 * Formats the details of one thing as a page: titles on the left, values on the right.
 */
import { printable } from './printable';
import { styled } from './style';

/** Formats `rows`, one line for each line of a value; `-` if there is no value. */
export function formatPage(rows: readonly (readonly [title: string, lines: readonly string[]])[], isStyled: boolean) {
  const width = Math.max(...rows.map(([title]) => title.length)) + 1;
  const text = rows.flatMap(([title, lines]) =>
    (lines.length === 0 ? ['-'] : lines).map((line, i) => {
      const head = styled((i === 0 ? `${title}:` : '').padEnd(width), 'bold', isStyled && i === 0);
      return `${head}  ${printable(line)}\n`;
    }),
  );
  return text.join('');
}
