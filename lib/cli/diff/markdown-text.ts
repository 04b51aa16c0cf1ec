/**
 * Text that Markdown shows as it is: names and values cannot add links, mentions or HTML.
 */
import { printable } from '../terminal/printable';

/** `value` as code. */
export function code(value: string): string {
  const line = printable(value);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** `value` as plain text. */
export function text(value: string): string {
  return printable(value)
    .replace(/[\\`*_[\]|~#]/g, character => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/@/g, '@<!-- -->');
}

/** A row of a table; a table ends a cell at `|`, even in code. */
export function row(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}
