/**
 * Prints lists in the format of `-o`. JSON and YAML are one document: `{profiles: [...]}`.
 */
import type { Context } from './command';
import { formatYaml } from '../../model/yaml/yaml-text';
import type { OutputFormat } from './output-format';
import { isPrintable, printable, printableJson } from './printable';
import { styled, takesStyle } from './style';
import { formatTable } from './table';

/** One column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (item: T) => string | number | undefined;
  /** Only in `-o wide`. @default false */
  readonly isWide?: boolean;
  /** For the last column: cut to the width of the terminal, except in `-o wide`. @default false */
  readonly isCut?: boolean;
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
}

/** How a terminal shows a table. */
export interface TableStyle {
  /** Width of the table. @default unlimited */
  readonly columns?: number;
  /** Whether titles are bold. @default false */
  readonly isStyled?: boolean;
}

/** Prints `listing` to stdout; an empty table prints nothing. */
export function printListing<T>(context: Context, listing: PrintedList<T>, output: OutputFormat): void {
  const isTable = output === 'table' || output === 'wide';
  if (isTable && listing.items.length === 0) return;
  const { columns, env } = context;
  context.stdout(formatListing(listing, output, { columns, isStyled: takesStyle(columns !== undefined, env) }));
}

/** Formats `listing`; an empty table has only its titles. */
export function formatListing<T>(listing: PrintedList<T>, output: OutputFormat, style: TableStyle = {}): string {
  const { key, items, name, data } = listing;
  if (output === 'json' || output === 'yaml') return formatData({ [key]: items.map(data) }, output);
  if (output === 'name') return items.map(item => `${printable(name(item))}\n`).join('');
  const columns = listing.columns.filter(({ isWide }) => output === 'wide' || isWide !== true);
  const rows = items.map(item => columns.map(({ cell }) => String(cell(item) ?? '-')));
  const isCut = output === 'table' && columns.at(-1)?.isCut === true;
  const [titles, ...lines] = formatTable(
    [columns.map(({ title }) => title), ...rows],
    isCut ? style.columns : undefined,
  );
  return [styled(titles, 'bold', style.isStyled === true), ...lines].map(line => `${line}\n`).join('');
}

/** One document. Where YAML would contain unsafe characters, it is written as JSON, which is valid YAML. */
export function formatData(data: object, output: 'json' | 'yaml'): string {
  const yaml = output === 'yaml' ? formatYaml(data) : undefined;
  return yaml !== undefined && isPrintable(yaml) ? yaml : `${printableJson(data)}\n`;
}
