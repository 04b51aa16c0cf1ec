/**
 * `pctl catalog list`: the catalogs in the folder, and the state of their lock files.
 */
import type { CatalogLock } from '../../model/formats/catalog-lock';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { withoutCredentials } from '../../model/data/redact';
import type { CatalogSource } from '../../sources/reading/catalog-source';
import { findCatalogSources } from '../../sources/find-sources';
import type { Context, ExitCode } from '../terminal/command';
import { type CatalogsOptions, findCatalogsFolder, type FoundLock, readLockFiles } from './find-catalogs';
import { findLockPaths, type LockPath } from './lock-paths';
import { type PrintedList, printListing } from '../terminal/output';
import type { OutputFormat } from '../terminal/output-format';
import { printable } from '../terminal/printable';

interface ListOptions extends CatalogsOptions {
  readonly output: OutputFormat;
}

/** One catalog in JSON and YAML output; its keys are documented, and frozen. */
export interface CatalogItem {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  /** Repository of its charts. Absent: each entry has its own. */
  readonly url?: string;
  /** File of its manifest. Absent: it is orphaned. */
  readonly file?: string;
  /** Absent: never updated. */
  readonly lock?: string;
  readonly state: 'locked' | 'never updated' | 'unreadable' | 'orphaned';
  /** Profiles and versions in the lock file. Absent: it does not exist, or cannot be read. */
  readonly profiles?: number;
  readonly versions?: number;
}

export function run(context: Context, _: readonly unknown[], options: ListOptions): ExitCode {
  const folder = findCatalogsFolder(context, options);
  const found = findCatalogSources(folder, context.cwd);
  const files = readLockFiles(folder, context.cwd);
  const { paths, orphans, unreadable } = findLockPaths(folder, found.sources, files);
  const items = [...[...paths].map(([source, path]) => toItem(source, path)), ...orphans.map(toOrphan)];
  const empty = `no catalog is in ${folder}. Add one with "pctl catalog add NAME URL"`;
  printListing(context, { ...LISTING, items, empty }, options.output);
  const broken = [...[...paths.values()].flatMap(path => path.found ?? []), ...unreadable];
  const problems = [...found.problems, ...broken.flatMap(file => file.problems)];
  const faults = [...paths.values()].flatMap(({ fault }) => fault ?? []);
  for (const error of [...sortProblems(problems).map(formatProblem), ...faults]) {
    context.stderr(`error: ${printable(error)}\n`);
  }
  return problems.length + faults.length === 0 ? 0 : 1;
}

function toItem(source: CatalogSource, { file, found, fault }: LockPath): CatalogItem {
  const { kind, name, namespace, location } = source;
  const url = source.kind === 'ProfileCatalogSource' ? undefined : withoutCredentials(source.url);
  const item = { namespace, name, kind, url, file: location.file };
  if (found === undefined) return { ...item, state: fault === undefined ? 'never updated' : 'unreadable' };
  return { ...item, lock: file, state: fault === undefined ? 'locked' : 'unreadable', ...countEntries(found.lock) };
}

function toOrphan({ file, lock }: FoundLock): CatalogItem {
  const { namespace, name, kind, url } = lock.source;
  const repository = url === undefined ? undefined : withoutCredentials(url);
  return { namespace, name, kind, url: repository, lock: file, state: 'orphaned', ...countEntries(lock) };
}

function countEntries(lock: CatalogLock | undefined): Pick<CatalogItem, 'profiles' | 'versions'> {
  if (lock === undefined) return {};
  return { profiles: new Set(lock.entries.map(({ name }) => name)).size, versions: lock.entries.length };
}

const LISTING: Omit<PrintedList<CatalogItem>, 'items'> = {
  key: 'catalogs',
  columns: [
    { title: 'NAMESPACE', cell: ({ namespace }) => namespace },
    { title: 'NAME', isKey: true, cell: ({ name }) => name },
    { title: 'KIND', cell: ({ kind }) => kind, isWide: true },
    { title: 'STATE', isKey: true, cell: ({ state }) => state },
    { title: 'PROFILES', cell: ({ profiles }) => profiles },
    { title: 'VERSIONS', cell: ({ versions }) => versions },
    { title: 'URL', cell: ({ url }) => url },
    { title: 'FILE', cell: ({ file }) => file, isWide: true },
    { title: 'LOCK', cell: ({ lock }) => lock },
  ],
  name: ({ namespace, name }) => `${namespace}/${name}`,
  data: item => item,
};
