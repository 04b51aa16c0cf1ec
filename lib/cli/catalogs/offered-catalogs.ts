/**
 * What the lock files in the folder of catalogs offer.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { LockSource } from '../../model/formats/catalog-lock';
import { groupBy } from '../../model/data/group-by';
import { offerEntries } from '../../model/offer-entries';
import { formatProblem } from '../../model/problem-words';
import { ProfilesError } from '../../model/profiles-error';
import type { Context } from '../terminal/command';
import { type CatalogsOptions, findCatalogsFolder, readLocks } from './find-catalogs';

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
  const offers = locks.map(({ lock }) => offerEntries(lock.entries));
  const all = [...problems, ...offers.flatMap(offer => offer.problems)];
  for (const problem of all) context.stderr(`error: ${formatProblem(problem)}\n`);
  const names = groupBy(locks, ({ lock }) => lock.source.name);
  const catalogs = locks.map(({ lock: { source } }, i) => {
    const label = names.get(source.name)!.length === 1 ? source.name : `${source.namespace}/${source.name}`;
    return { source, label, profiles: groupBy(offers[i].entries, ({ name }) => name) };
  });
  return { catalogs, isComplete: all.length === 0 };
}

/** An entry in JSON and YAML output: without its location, with its catalog. */
export function offerToData({ catalog: { source }, entry }: Offer): object {
  return { catalog: source.name, namespace: source.namespace, ...entry, location: undefined };
}
