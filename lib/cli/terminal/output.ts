/**
 * Prints lists in the format of `-o`. JSON and YAML are one document: `{profiles: [...]}`.
 */
import type { Context } from './command';
import { formatOrderedYaml } from '../../model/yaml/yaml-text';
import type { OutputFormat } from './output-format';
import { isPrintable, printable, printableJson } from './printable';
import { styled, takesStyle } from './style';
import { wrapText } from './display-width';
import { formatFittedTable } from './fit-columns';
import { terminalWidth } from './terminal-width';

/** One column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (item: T) => string | number | undefined;
  /** Only in `-o wide`. @default false */
  readonly isWide?: boolean;
  /** Whether it stays on a narrow terminal. @default false */
  readonly isKey?: boolean;
  /** For the last column: cut to the width of the terminal, except in `-o wide`. @default false */
  readonly isCut?: boolean;
  /** For the last column: continued on more lines, except in `-o wide`. @default false */
  readonly isWrapped?: boolean;
}

/** A list of things of one kind, and how they are shown. */
export interface PrintedList<T> {
  /** Key of the list in JSON and YAML: `profiles`. */
  readonly key: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  /** What `-o name` prints; other commands accept it. */
  readonly name: (item: T) => string;
  /** An item in JSON and YAML output; its keys are documented, and frozen. */
  readonly data: (item: T) => object;
  /** What stderr says instead of an empty table: why, or what to do. @default nothing */
  readonly empty?: string;
}

/** How a terminal shows a table. */
export interface TableStyle {
  /** Cells of a line; `wide` tables ignore it. @default unlimited */
  readonly columns?: number;
  /** Whether titles are bold. @default false */
  readonly isStyled?: boolean;
}

/** Prints `listing` to stdout; an empty table says on stderr why it is empty. */
export function printListing<T>(context: Context, listing: PrintedList<T>, output: OutputFormat): void {
  const isTable = output === 'table' || output === 'wide';
  if (isTable && listing.items.length === 0) {
    if (listing.empty !== undefined) context.stderr(`${printable(listing.empty)}\n`);
    return;
  }
  const isStyled = takesStyle(context.columns !== undefined, context.env);
  context.stdout(formatListing(listing, output, { columns: terminalWidth(context), isStyled }));
}

/** Formats `listing`; an empty table has only its titles. */
export function formatListing<T>(listing: PrintedList<T>, output: OutputFormat, style: TableStyle = {}): string {
  const { key, items, name, data } = listing;
  if (output === 'json' || output === 'yaml') return formatData({ [key]: items.map(data) }, output);
  if (output === 'name') return items.map(item => `${printable(name(item))}\n`).join('');
  return formatColumns(listing, output, style);
}

function formatColumns<T>(listing: PrintedList<T>, output: OutputFormat, style: TableStyle): string {
  const isWide = output === 'wide';
  const columns = listing.columns.filter(column => isWide || column.isWide !== true);
  const rows = listing.items.map(item => columns.map(({ cell }) => String(cell(item) ?? '-')));
  const width = isWide ? Infinity : (style.columns ?? Infinity);
  const fitted = columns.map(({ title, isKey, isCut, isWrapped }) => ({
    ...{ title, isKey, ...(isCut && { fit: 'cut' as const }) },
    ...(isWrapped && { fit: 'wrap' as const }),
  }));
  const { lines, notes } = formatFittedTable(fitted, rows, width);
  const [titles, ...others] = lines;
  const below = notes.length === 0 ? [] : ['', ...notes.flatMap(note => wrapText(note, width))];
  return [styled(titles, 'bold', style.isStyled === true), ...others, ...below].map(line => `${line}\n`).join('');
}

/** One document, its keys in the order of `data`. Where YAML would contain unsafe characters, it is written as JSON, which is valid YAML. */
export function formatData(data: object, output: 'json' | 'yaml'): string {
  const yaml = output === 'yaml' ? formatOrderedYaml(data) : undefined;
  return yaml !== undefined && isPrintable(yaml) ? yaml : `${printableJson(data)}\n`;
}
