/**
 * Adds the types of profiles and the schemas of their values to what a source offers.
 *
 * Types are written on request, and kept up to date from then on.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { carryEntries } from '../../model/carry-entries';
import type { CatalogEntry } from '../../model/catalog-entry';
import { profileFiles, type ProfileFiles, typesFileOf } from '../../model/schema/profile-files';
import type { Problem } from '../../model/problem';
import { withoutTokens } from '../../model/data/redact';
import { digestOf, parseValuesSchema, schemaFileOf, type ValuesSchema } from '../../model/schema/values-schema';
import type { SourceContent } from '../../sources/reading/catalog-source';
import type { FoundSchemas } from '../../sources/archive/read-schemas';
import type { LockPath } from './lock-paths';

/** What a source offers, and the files next to its lock file. */
export interface TypedContent extends SourceContent {
  /** Absent: no types are written. */
  readonly files?: ProfileFiles;
  readonly warnings: readonly string[];
}

/** When and how types are written. */
export interface TypesTask {
  /** @default only if there are types already */
  readonly types?: boolean;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  readonly readSchemas: (entries: readonly CatalogEntry[]) => Promise<FoundSchemas>;
}

/** Reads the charts of `content` if types are written; a chart that cannot be read keeps its previous schema. */
export async function addTypes(
  content: SourceContent,
  { file, found }: LockPath,
  task: TypesTask,
): Promise<TypedContent> {
  const isWanted = task.types ?? existsSync(resolve(task.cwd, typesFileOf(file)));
  const { warnings = [] } = content;
  if (!isWanted) return { ...content, warnings };
  const { schemas, problems } = await task.readSchemas(content.entries);
  const carried = carryEntries(found?.lock?.entries ?? [], content.entries);
  const known = new Map<CatalogEntry, ValuesSchema>();
  content.entries.forEach((entry, i) => {
    const { valuesSchema } = carried[i];
    const schema = schemas.has(entry) ? schemas.get(entry) : tryKnownSchema(file, valuesSchema, task.cwd);
    if (schema !== undefined) known.set(entry, schema);
  });
  const files = profileFiles(file, content.entries, known);
  const all: readonly Problem[] = [...content.problems, ...problems];
  return { ...content, entries: files.entries, problems: all, files, warnings: [...warnings, ...warningsOf(files)] };
}

function tryKnownSchema(lockFile: string, digest: string | undefined, cwd: string): ValuesSchema | undefined {
  if (digest === undefined) return undefined;
  try {
    const text = readFileSync(resolve(cwd, schemaFileOf(lockFile, digest)), 'utf8');
    return digestOf(text) === digest ? parseValuesSchema(text) : undefined;
  } catch {
    return undefined; // removed or damaged; synthesis reports it, because the lock file refers to it
  }
}

function warningsOf({ foreign }: ProfileFiles): string[] {
  return [...foreign].map(([profile, references]) => {
    const [first, ...more] = references.map(withoutTokens);
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return `the schema of "${profile}" refers to ${first}${others}, which is not read: whatever it describes is neither in the types nor checked`;
  });
}
