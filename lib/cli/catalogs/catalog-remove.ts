/**
 * `pctl catalog remove`: removes the manifest of a source and its lock file, and leaves other
 * documents in the same file.
 */
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LockSource } from '../../model/formats/catalog-lock';
import { typesFileOf } from '../../model/schema/profile-files';
import { formatProblem } from '../../model/problem-words';
import { removeDocument } from '../../model/formats/remove-document';
import type { CatalogSource } from '../../sources/reading/catalog-source';
import { findCatalogSources } from '../../sources/find-sources';
import { chooseSources } from './choose-sources';
import type { Context, ExitCode } from '../terminal/command';
import { type CatalogsOptions, findCatalogsFolder, type FoundLock, readLockFiles } from './find-catalogs';
import { findLockPaths, type LockPath } from './lock-paths';
import { printable } from '../terminal/printable';
import { replaceFile } from '../../files/replace-file';
import { removeProfileFiles } from './write-profile-files';

interface RemoveOptions extends CatalogsOptions {
  readonly quiet?: boolean;
}

export function run(context: Context, [name]: readonly string[], options: RemoveOptions): ExitCode {
  const folder = findCatalogsFolder(context, options);
  const { sources, problems } = findCatalogSources(folder, context.cwd);
  const { paths, orphans } = findLockPaths(folder, sources, readLockFiles(folder, context.cwd));
  const candidates = [...sources, ...orphans.map(({ lock }) => lock.source)];
  const { chosen, errors } = chooseSources<CatalogSource | LockSource>(candidates, [name], folder);
  for (const error of [...(errors.length > 0 ? problems.map(formatProblem) : []), ...errors]) {
    context.stderr(`error: ${printable(error)}\n`);
  }
  if (errors.length > 0) return 1;

  const files = chosen.flatMap(source => ('location' in source ? removeManifest(source, context.cwd) : []));
  const locks = chosen.flatMap(source =>
    'location' in source ? paths.get(source)! : orphans.filter(({ lock }) => lock.source === source).map(toPath),
  );
  files.push(...locks.flatMap(lock => removeLock(lock, context)));
  if (options.quiet !== true) files.forEach(line => context.stderr(`${printable(line)}\n`));
  return 0;
}

function toPath(found: FoundLock): LockPath {
  return { file: found.file, found };
}

/**
 * Removes the document of `source`, or its whole file; returns what was removed. Throws if it is
 * not a separate document.
 */
function removeManifest({ location: { file, line, column } }: CatalogSource, cwd: string): string {
  const path = resolve(cwd, file);
  const rest = removeDocument(readFileSync(path, 'utf8'), line);
  if (rest === undefined) {
    throw new Error(
      `${file}:${line}:${column}: the catalog is not a separate document, so nothing is removed. Edit the file`,
    );
  }
  if (rest === '') rmSync(path);
  else replaceFile(path, rest);
  return rest === '' ? `${file} removed` : `${file}: the document at line ${line} removed, all others kept`;
}

/** Removes a lock file; returns a message. A file that may not be a lock file is not touched. */
function removeLock({ file, found, fault }: LockPath, { cwd, stderr }: Context): string[] {
  if (found === undefined) return [];
  if (fault !== undefined) {
    stderr(`warning: ${printable(file)} is not removed, because it may not be the lock file. Check it\n`);
    return [];
  }
  rmSync(resolve(cwd, file), { force: true });
  const digests = found.lock?.entries.flatMap(({ valuesSchema }) => valuesSchema ?? []) ?? [];
  return [`${file} removed`, ...removeProfileFiles(file, typesFileOf(file), digests, cwd)];
}
