/**
 * Lists of things, printed as `-o` says. JSON and YAML are one document: `{profiles: [...]}`.
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
  /** Cut to what is left of a terminal's width, but in `-o wide`; for the last column. @default false */
  readonly isCut?: boolean;
}

/** Things of one kind, and how they are shown. */
export interface PrintedList<T> {
  /** Key of the list in JSON and YAML: `profiles`. */
  readonly key: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  /** What `-o name` prints, and other commands take. */
  readonly name: (item: T) => string;
  /** As JSON and YAML have it; its keys are documented, and frozen. */
  readonly data: (item: T) => object;
}

/** How a terminal shows a table. */
export interface TableStyle {
  /** Width that the table shall keep to. @default as wide as need be */
  readonly columns?: number;
  /** Whether titles are bold. @default false */
  readonly isStyled?: boolean;
}

/** Prints `listing` on stdout; of an empty table, nothing. */
export function printListing<T>(context: Context, listing: PrintedList<T>, output: OutputFormat): void {
  const isTable = output === 'table' || output === 'wide';
  if (isTable && listing.items.length === 0) return;
  const { columns, env } = context;
  context.stdout(formatListing(listing, output, { columns, isStyled: takesStyle(columns !== undefined, env) }));
}

/** The text of `listing`; an empty table is its titles alone. */
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

/** One document; JSON, which is YAML, where YAML would show what is unsafe. */
export function formatData(data: object, output: 'json' | 'yaml'): string {
  const yaml = output === 'yaml' ? formatYaml(data) : undefined;
  return yaml !== undefined && isPrintable(yaml) ? yaml : `${printableJson(data)}\n`;
}
