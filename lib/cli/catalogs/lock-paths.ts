/**
 * Finds the lock file of each source: the one that names it, anywhere in the folder; a new one is
 * `<name>.lock.yaml`.
 */
import { join } from 'node:path';
import type { LockSource } from '../../model/formats/catalog-lock';
import { groupBy } from '../../model/data/group-by';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../model/names';
import { nameManifest } from '../../sources/manifests/manifest';
import type { FoundLock, LockFile } from './find-catalogs';

/** What identifies a source. */
export type SourceKey = Pick<LockSource, 'kind' | 'name' | 'namespace'>;

/** Where the lock file of a source is, or will be written. */
export interface LockPath {
  /** Path from the working directory. */
  readonly file: string;
  /** Absent: it does not exist yet. */
  readonly found?: LockFile;
  /** Why it must not be written; it then stays as it is. */
  readonly fault?: string;
}

export interface LockPaths<T extends SourceKey> {
  readonly paths: ReadonlyMap<T, LockPath>;
  /** Lock files of sources that no longer exist. */
  readonly orphans: readonly FoundLock[];
  /** Files that cannot be matched to a source, because they are not valid lock files. */
  readonly unreadable: readonly LockFile[];
}

/** Finds the lock file of each of `sources` among the `files` of the folder; independent of the order of sources. */
export function findLockPaths<T extends SourceKey>(
  folder: string,
  sources: readonly T[],
  files: readonly LockFile[],
): LockPaths<T> {
  const locks = groupBy(files.filter(isLock), ({ lock }) => nameManifest(lock.source));
  const byPath = new Map(files.map(file => [file.file, file]));
  const taken = new Set(files.filter(isLock).map(({ file }) => file));
  const paths = new Map<T, LockPath>();
  for (const source of [...sources].sort(bySource)) {
    const found = locks.get(nameManifest(source));
    const path = found === undefined ? newPath(folder, source, sources, taken) : found[0].file;
    taken.add(path);
    paths.set(source, { file: path, found: byPath.get(path), fault: describeFault(source, found, byPath.get(path)) });
  }
  const known = new Set(sources.map(nameManifest));
  const used = new Set([...paths.values()].map(({ file }) => file));
  return {
    paths,
    orphans: files.filter(isLock).filter(({ lock }) => !known.has(nameManifest(lock.source))),
    unreadable: files.filter(file => !isLock(file) && !used.has(file.file)),
  };
}

/** `platform`, or `flux-system/platform` if two of `sources` share the name. */
export function shortName({ name, namespace }: SourceKey, sources: readonly SourceKey[]): string {
  return isNameShared(name, sources) ? `${namespace}/${name}` : name;
}

function isNameShared(name: string, sources: readonly SourceKey[]): boolean {
  return sources.filter(other => other.name === name).length > 1;
}

function newPath(folder: string, source: SourceKey, sources: readonly SourceKey[], taken: ReadonlySet<string>): string {
  const { kind, namespace, name } = source;
  const stems = [name, `${namespace}.${name}`, `${kind.toLowerCase()}.${namespace}.${name}`];
  const paths = stems.slice(isNameShared(name, sources) ? 1 : 0).map(stem => join(folder, `${stem}.lock.yaml`));
  return paths.find(path => !taken.has(path)) ?? paths.at(-1)!;
}

function describeFault(
  { name, namespace }: SourceKey,
  locks: readonly FoundLock[] | undefined,
  found: LockFile | undefined,
): string | undefined {
  if (!isDnsSubdomain(name) || !isDnsSubdomain(namespace)) {
    return `"${namespace}/${name}" cannot be the name of a file: ${DNS_SUBDOMAIN_RULE}`;
  }
  if (locks !== undefined && locks.length > 1) {
    return `${locks.map(({ file }) => file).join(' and ')} are both lock files for this catalog. Delete one of them`;
  }
  if (found === undefined || found.problems.length === 0) return undefined;
  return `${found.file} exists but cannot be read, so it is not overwritten. Restore or delete it`;
}

function isLock(file: LockFile): file is FoundLock {
  return file.lock !== undefined;
}

function bySource(a: SourceKey, b: SourceKey): number {
  const [left, right] = [a, b].map(({ namespace, name, kind }) => `${name}\n${namespace}\n${kind}`);
  return left < right ? -1 : left > right ? 1 : 0;
}
