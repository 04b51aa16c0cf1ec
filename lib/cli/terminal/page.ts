/**
 * What is known of one thing, as a page of titles and what stands beside them.
 */
import { printable } from './printable';
import { styled } from './style';

/** The text of `rows`: one line a line, below each other; `-` where there is none. */
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
