/**
 * Updates one lock file to what its source offers now: written, unchanged, refused or failed.
 */
import { resolve } from 'node:path';
import { typesFileOf } from '../../model/schema/profile-files';
import { formatCatalogLock } from '../../model/formats/catalog-lock';
import type { CatalogEntry } from '../../model/catalog-entry';
import { compareEntries, type EntryChanges } from '../../model/compare-entries';
import type { Problem } from '../../model/problem';
import type { CatalogSource, SourceContent } from '../../sources/reading/catalog-source';
import type { TypedContent } from './add-types';
import { readLockFile } from './find-catalogs';
import { type AcceptedChanges, isAccepted } from './limited-update';
import type { LockPath } from './lock-paths';
import { lockedEntries } from './locked-entries';
import { toLockSource } from './lock-source';
import { replaceFile } from '../../files/replace-file';
import { hasTypes, outdatedFiles, removeProfileFiles, writeSchemas, writeTypes } from './write-profile-files';

export interface UpdateRules {
  /** Write nothing. @default false */
  readonly check?: boolean;
  /** Versions whose content may have changed: all, or some. @default none */
  readonly acceptChanged?: AcceptedChanges;
  /** Write the types of the profiles too; `false`: remove them. @default only if there are types already */
  readonly types?: boolean;
}

/** The result for one lock file. */
export interface LockUpdate {
  /**
   * `written`, or with `check` would be; `unchanged`; `refused` because the content of a version
   * was replaced; `failed` because it cannot be written.
   */
  readonly state: 'written' | 'unchanged' | 'refused' | 'failed';
  /** Path from the working directory. */
  readonly file: string;
  /** Whether the file did not exist. */
  readonly isNew: boolean;
  readonly changes: EntryChanges;
  /** Names that versions from before share with others that were read now. */
  readonly problems: readonly Problem[];
  /** Profiles and versions that are offered now. */
  readonly profiles: number;
  readonly versions: number;
  /** Why it failed. */
  readonly reason?: string;
  /** File with the types of its profiles, if it changed. */
  readonly typesFile?: string;
  /** File with the types of its profiles, if it is removed. */
  readonly removedTypes?: string;
}

/** Updates the lock file at `path` to `content`. It is read again, because another process may have written it. */
export function updateLock(
  source: CatalogSource,
  { file }: LockPath,
  content: SourceContent & Partial<TypedContent>,
  rules: UpdateRules,
  cwd: string,
): LockUpdate {
  const { files } = content;
  const found = readLockFile(file, cwd);
  const before = found.lock?.entries ?? [];
  const { entries: carried, problems } = lockedEntries(content, before);
  const entries = rules.types === false ? withoutSchemas(carried) : carried;
  const changes = compareEntries(before, entries);
  const text = formatCatalogLock({ source: toLockSource(source), entries });
  const counts = { profiles: new Set(entries.map(({ name }) => name)).size, versions: entries.length };
  const missing = files === undefined ? [] : outdatedFiles(files, cwd);
  const typesFile = missing.find(path => path === files?.typesFile);
  const removedTypes = rules.types === false && hasTypes(file, cwd) ? typesFileOf(file) : undefined;
  const isNew = found.text === undefined;
  const update = { file, isNew, changes, problems, ...counts, typesFile, removedTypes };
  const isSame = found.text?.replaceAll('\r\n', '\n') === text;
  if (isSame && missing.length === 0 && removedTypes === undefined) return { ...update, state: 'unchanged' };
  if (found.text !== undefined && found.problems.length > 0) return { ...update, state: 'failed', reason: CHANGED };
  if (!isAccepted(changes.replaced, rules.acceptChanged)) return { ...update, state: 'refused' };
  if (rules.check === true) return { ...update, state: 'written' };
  try {
    if (files !== undefined) writeSchemas(files, missing, cwd);
    if (!isSame) replaceFile(resolve(cwd, file), text);
    if (files !== undefined) writeTypes({ ...files, entries }, file, cwd);
    if (rules.types === false) removeTypes(file, before, cwd);
    return { ...update, state: 'written' };
  } catch (error) {
    return { ...update, state: 'failed', reason: reasonOf(error) };
  }
}

function withoutSchemas(entries: readonly CatalogEntry[]): CatalogEntry[] {
  return entries.map(entry => ({ ...entry, valuesSchema: undefined }));
}

function removeTypes(file: string, before: readonly CatalogEntry[], cwd: string): void {
  const digests = before.flatMap(({ valuesSchema }) => valuesSchema ?? []);
  removeProfileFiles(file, typesFileOf(file), digests, cwd);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS.get(code ?? '') ?? message;
}

const CHANGED = 'it was changed in the meantime and cannot be read';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['ENAMETOOLONG', 'the name is too long'],
]);
