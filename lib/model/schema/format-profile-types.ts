/**
 * Writes the file that tells the TypeScript compiler what a catalog offers: `platform.profiles.ts`.
 *
 * The same lock file and schemas give the same bytes. Formatters and linters skip the file.
 */
import type { CatalogEntry } from '../catalog-entry';
import { sortEntries } from '../entry-order';
import { groupBy } from '../data/group-by';
import { formatInterface } from './schema-object-type';
import { unite } from './schema-place';
import { formatKey, quote, typeName } from './type-text';
import type { ValuesSchema } from './values-schema';
import { valuesType } from './values-type';
import { newestInRange } from '../version/version-range';

/** The content of the file of one catalog. */
export interface ProfileTypesInput {
  /** Name of the catalog: `platform`. */
  readonly catalog: string;
  readonly entries: readonly CatalogEntry[];
  /** Schemas of the newest versions, by the name of the profile. */
  readonly schemas: ReadonlyMap<string, ValuesSchema>;
}

/** The text of the file. */
export interface ProfileTypesText {
  readonly text: string;
  /** Profiles whose schema refers to other documents, and these references. */
  readonly foreign: ReadonlyMap<string, readonly string[]>;
}

const IGNORE = '// prettier-ignore';
const HEAD =
  '/* eslint-disable */\n// Written by "pctl catalog update --types". Commit it, and change nothing by hand.';

/** Writes the types of a catalog. */
export function formatProfileTypes({ catalog, entries, schemas }: ProfileTypesInput): ProfileTypesText {
  const foreign = new Map<string, readonly string[]>();
  const root = `${typeName(catalog)}Profiles`;
  const declarations = new Map([[root, '']]);
  const lines: string[] = [];
  for (const [name, versions] of groupBy(sortEntries(entries), entry => entry.name)) {
    const schema = schemas.get(name);
    const type = schema === undefined ? undefined : valuesType(name, schema, declarations);
    if (type !== undefined && type.foreign.length > 0) foreign.set(name, type.foreign);
    lines.push(`${formatKey(name)}: ${formatProfile(versions, type?.name ?? 'object')};`);
  }
  // a type, not an interface: only a type has no members other than those it lists
  declarations.set(root, formatInterface('', lines).replace('export interface  ', `export type ${root} = `));
  const about = `/** Profiles of catalog ${quote(catalog)}: versions on offer, and values of the newest. */`;
  const texts = [...declarations.values()].map(text => `${IGNORE}\n${text}`);
  return { text: `${HEAD}\n\n${about}\n${texts.join('\n\n')}\n`, foreign };
}

/** The entries whose values are typed: one of each profile. */
export function newestEntries(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return [...groupBy(entries, ({ name }) => name).values()].map(newestEntry);
}

/** The newest release, or the newest prerelease if there is no release. */
function newestEntry(versions: readonly CatalogEntry[]): CatalogEntry {
  return newestInRange(versions, ({ version }) => version) ?? sortEntries(versions)[0];
}

function formatProfile(versions: readonly CatalogEntry[], values: string): string {
  const newest = newestEntry(versions);
  const older = unite(versions.filter(entry => entry !== newest).map(({ version }) => quote(version)));
  return `{ newest: ${quote(newest.version)}; older: ${older}; values: ${values} }`;
}
