/**
 * The types and schemas next to a lock file: written if they are missing or outdated, and removed
 * together with it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ProfileFiles, typesFileOf } from '../../model/schema/profile-files';
import { schemaFileName, schemaFileOf, schemaFolderOf } from '../../model/schema/values-schema';
import { replaceFile } from '../../files/replace-file';

/** Whether there are types or schemas next to the lock file `file`. */
export function hasTypes(file: string, cwd: string): boolean {
  return existsSync(resolve(cwd, typesFileOf(file))) || existsSync(resolve(cwd, schemaFolderOf(file)));
}

/** Paths of those of `files` that do not exist, or have another content. */
export function outdatedFiles(files: ProfileFiles, cwd: string): string[] {
  const all = [...files.schemas, [files.typesFile, files.types] as const];
  return all.filter(([file, text]) => tryRead(resolve(cwd, file)) !== text).map(([file]) => file);
}

/** Writes the schemas in `missing`, before a lock file refers to them. */
export function writeSchemas({ schemas }: ProfileFiles, missing: readonly string[], cwd: string): void {
  for (const file of missing) {
    const text = schemas.get(file);
    if (text === undefined) continue;
    mkdirSync(dirname(resolve(cwd, file)), { recursive: true });
    replaceFile(resolve(cwd, file), text);
  }
}

/** Writes the types, and removes schemas that the lock file `file` no longer refers to. */
export function writeTypes({ typesFile, types, entries }: ProfileFiles, file: string, cwd: string): void {
  if (tryRead(resolve(cwd, typesFile)) !== types) replaceFile(resolve(cwd, typesFile), types);
  const folder = resolve(cwd, schemaFolderOf(file));
  const used = new Set(entries.flatMap(({ valuesSchema }) => (valuesSchema ? schemaFileName(valuesSchema) : [])));
  for (const name of namesIn(folder)) {
    if (/^[0-9a-f]{64}\.json$/.test(name) && !used.has(name)) rmSync(join(folder, name), { force: true });
  }
}

/** Removes the files that belong to the lock file `file`; returns messages about what was removed. */
export function removeProfileFiles(file: string, typesFile: string, digests: readonly string[], cwd: string): string[] {
  const removed: string[] = [];
  for (const path of [typesFile, ...digests.map(digest => schemaFileOf(file, digest))]) {
    if (tryRead(resolve(cwd, path)) === undefined) continue;
    rmSync(resolve(cwd, path), { force: true });
    if (path === typesFile) removed.push(`${path} removed`);
  }
  const folder = schemaFolderOf(file);
  if (namesIn(resolve(cwd, folder)).length > 0) return removed;
  rmSync(resolve(cwd, folder), { recursive: true, force: true });
  return removed;
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined; // it is written, or there is nothing to remove
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no schema was ever written
  }
}
