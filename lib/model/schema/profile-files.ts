/**
 * The files that belong to a lock file: the types of its profiles, and the schemas of their values.
 */
import type { CatalogEntry } from '../catalog-entry';
import { formatProfileTypes, newestEntries } from './format-profile-types';
import { digestOf, formatValuesSchema, schemaFileOf, type ValuesSchema, withoutLockEnding } from './values-schema';

/** The files next to a lock file, and the entries for the lock file itself. */
export interface ProfileFiles {
  /** With the digests of their schemas. */
  readonly entries: readonly CatalogEntry[];
  /** Texts of schemas by their paths, which begin like that of the lock file. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly typesFile: string;
  readonly types: string;
  /** By profile: references to other documents, which are not followed. */
  readonly foreign: ReadonlyMap<string, readonly string[]>;
}

/** `catalogs/platform.profiles.ts` for `catalogs/platform.lock.yaml`. */
export function typesFileOf(lockFile: string): string {
  return `${withoutLockEnding(lockFile)}.profiles.ts`;
}

/** The files for the lock file `file`; `known` contains the schemas of newest versions. */
export function profileFiles(
  file: string,
  entries: readonly CatalogEntry[],
  known: ReadonlyMap<CatalogEntry, ValuesSchema>,
): ProfileFiles {
  const schemas = new Map<string, string>();
  const written = entries.map(entry => {
    const schema = known.get(entry);
    if (schema === undefined) return entry;
    const text = formatValuesSchema(schema);
    const valuesSchema = digestOf(text);
    schemas.set(schemaFileOf(file, valuesSchema), text);
    return { ...entry, valuesSchema };
  });
  const byName = new Map(
    newestEntries(entries).flatMap(entry => (known.has(entry) ? [[entry.name, known.get(entry)!] as const] : [])),
  );
  const catalog = withoutLockEnding(file.replace(/^.*[/\\]/, ''));
  const { text, foreign } = formatProfileTypes({ catalog, entries, schemas: byName });
  return { entries: written, schemas, typesFile: typesFileOf(file), types: text, foreign };
}
