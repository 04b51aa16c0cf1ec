/**
 * Lists of things, printed as `-o` says. JSON and YAML are one document: `{profiles: [...]}`.
 */
import { formatYaml } from '../model/yaml-text';
import { printable, printableJson } from './printable';
import { formatTable } from './table';

export const OUTPUT_FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;

export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** One column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (item: T) => string | number | undefined;
  /** Only in `-o wide`. @default false */
  readonly isWide?: boolean;
}

/** Things of one kind, and how they are shown. */
export interface Listing<T> {
  /** Key of the list in JSON and YAML: `profiles`. */
  readonly key: string;
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  /** What `-o name` prints, and other commands take. */
  readonly name: (item: T) => string;
  /** As JSON and YAML have it; its keys are documented, and frozen. */
  readonly data: (item: T) => object;
}

/** The text of `listing`; an empty table is its titles alone. */
export function formatListing<T>(listing: Listing<T>, output: OutputFormat): string {
  const { key, items, name, data } = listing;
  if (output === 'json') return `${printableJson({ [key]: items.map(data) })}\n`;
  if (output === 'yaml') return formatYaml({ [key]: items.map(data) });
  if (output === 'name') return items.map(item => `${printable(name(item))}\n`).join('');
  const columns = listing.columns.filter(({ isWide }) => output === 'wide' || isWide !== true);
  const rows = items.map(item => columns.map(({ cell }) => printable(String(cell(item) ?? '-'))));
  return formatTable([columns.map(({ title }) => title), ...rows])
    .map(line => `${line}\n`)
    .join('');
}
