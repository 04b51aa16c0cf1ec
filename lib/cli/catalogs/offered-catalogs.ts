/**
 * What the lock files in the folder of catalogs offer.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { LockSource } from '../../model/formats/catalog-lock';
import { groupBy } from '../../model/data/group-by';
import { offerEntries } from '../../model/offer-entries';
import type { Problem } from '../../model/problem';
import { formatProblem } from '../../model/problem-words';
import { ProfilesError } from '../../model/profiles-error';
import type { Context } from '../terminal/command';
import { printable } from '../terminal/printable';
import {
  type CatalogsOptions,
  findCatalogsFolder,
  type FoundLock,
  nameCatalogsFolder,
  readLocks,
} from './find-catalogs';

/** A catalog and its profiles. */
export interface OfferedCatalog {
  readonly source: LockSource;
  /** `platform`, or `team-a/platform` if another catalog has the same name. */
  readonly label: string;
  /** Versions of each profile, newest first. */
  readonly profiles: ReadonlyMap<string, readonly CatalogEntry[]>;
}

/** One version of a profile, in a catalog. */
export interface Offer {
  readonly catalog: OfferedCatalog;
  readonly entry: CatalogEntry;
}

/** Every catalog that has a lock file. */
export interface OfferedCatalogs {
  readonly catalogs: readonly OfferedCatalog[];
  /** Whether all lock files were read completely; otherwise, problems were printed to stderr. */
  readonly isComplete: boolean;
}

/** Reads the lock files, sorted by file name; throws ProfilesError if there are none. */
export function readOfferedCatalogs(context: Context, options: CatalogsOptions): OfferedCatalogs {
  const folder = findCatalogsFolder(context, options);
  const { locks, problems } = readLocks(folder, context.cwd);
  if (locks.length === 0 && problems.length === 0) {
    const what = `there is no lock file in ${folder}`;
    throw new ProfilesError({ kind: 'invalid-props', what, remedy: 'write one with "pctl catalog update"' });
  }
  const offered = toCatalogs(locks);
  const all = [...problems, ...offered.problems];
  for (const problem of all) context.stderr(`error: ${formatProblem(problem)}\n`);
  return { catalogs: offered.catalogs, isComplete: all.length === 0 };
}

/**
 * Like `readOfferedCatalogs`, for commands that can do without: `undefined` if there are no lock
 * files, and what cannot be read is only a warning.
 */
export function tryReadOfferedCatalogs(
  context: Context,
  options: CatalogsOptions,
): readonly OfferedCatalog[] | undefined {
  if (nameCatalogsFolder(context, options) === undefined) return undefined;
  const warn = (text: string) => context.stderr(`warning: ${printable(text)}\n`);
  try {
    const { locks, problems } = readLocks(findCatalogsFolder(context, options), context.cwd);
    const offered = toCatalogs(locks);
    [...problems, ...offered.problems].map(formatProblem).forEach(warn);
    return locks.length === 0 ? undefined : offered.catalogs;
  } catch (error) {
    warn((error as Error).message);
    return undefined;
  }
}

function toCatalogs(locks: readonly FoundLock[]): { catalogs: OfferedCatalog[]; problems: Problem[] } {
  const offers = locks.map(({ lock }) => offerEntries(lock.entries));
  const names = groupBy(locks, ({ lock }) => lock.source.name);
  const catalogs = locks.map(({ lock: { source } }, i) => {
    const label = names.get(source.name)!.length === 1 ? source.name : `${source.namespace}/${source.name}`;
    return { source, label, profiles: groupBy(offers[i].entries, ({ name }) => name) };
  });
  return { catalogs, problems: offers.flatMap(offer => offer.problems) };
}

/** An entry in JSON and YAML output: without its location, with its catalog. */
export function offerToData({ catalog: { source }, entry }: Offer): object {
  return { catalog: source.name, namespace: source.namespace, ...entry, location: undefined };
}
