/**
 * Reads catalogs again for an upgrade of what is on a branch, because a branch has no releases to wait for.
 *
 * Of the lock file, only the profiles that are upgraded change.
 */
import { relative, resolve } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { groupBy } from '../../model/data/group-by';
import { branchLine } from '../../model/git/git-place';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { newestInRange } from '../../model/version/version-range';
import type { FoundSources } from '../../sources/find-sources';
import type { ProfileCatalogSource } from '../../sources/reading/catalog-source';
import { nameManifest } from '../../sources/manifests/manifest';
import { type FoundLock, readLocks } from '../catalogs/find-catalogs';
import { findOffer, readProfileReference } from '../catalogs/find-offer';
import { type OfferedCatalog, tryReadOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import { catalogsIn, type Repository } from './find-repository';

/** A catalog as it is now. */
export interface RefreshedCatalog {
  readonly profiles: OfferedCatalog['profiles'];
  /** Path of its lock file, from the root, and its new text. */
  readonly lock: readonly [file: string, text: string];
}

/** Reads the catalogs with branches that any of `specs` is on; by their labels. */
export async function refreshBranches(
  context: Context,
  { root }: Repository,
  specs: readonly SubscriptionSpec[],
): Promise<ReadonlyMap<string, RefreshedCatalog> | ChangeFailure> {
  const folder = catalogsIn(context, root);
  // problems of lock files are reported later
  const offered = tryReadOfferedCatalogs({ ...context, stderr: () => {} }, { catalogs: folder }) ?? [];
  const wanted = specs.flatMap(spec => findBranch(spec, offered) ?? []);
  if (wanted.length === 0) return new Map();
  const { locks } = readLocks(folder, context.cwd);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { findCatalogSources } = require('../../sources/find-sources') as typeof import('../../sources/find-sources');
  const found = findCatalogSources(folder, context.cwd);
  const refreshed = new Map<string, RefreshedCatalog>();
  for (const [catalog, entries] of groupBy(wanted, each => each.catalog)) {
    const name = nameManifest(catalog.source);
    const lock = locks.find(other => nameManifest(other.lock.source) === name)!;
    const source = found.sources.find(other => nameManifest(other) === name);
    if (source?.kind !== 'ProfileCatalogSource') return { errors: [`${name} is not in ${folder}, so its branches cannot be read. Bring its manifest back`] }; // prettier-ignore
    const read = await readAgain(context, { found, source, lock }, entries.map(({ entry }) => entry.name)); // prettier-ignore
    if ('errors' in read) return read;
    const file = relative(root, resolve(context.cwd, lock.file)).replaceAll('\\', '/');
    refreshed.set(catalog.label, { profiles: groupBy(read.entries, entry => entry.name), lock: [file, read.text] });
  }
  return refreshed;
}

/** The entry that `spec` installs now, if it is on a branch. */
function findBranch(
  { profile, version }: SubscriptionSpec,
  catalogs: readonly OfferedCatalog[],
): { readonly catalog: OfferedCatalog; readonly entry: CatalogEntry } | undefined {
  if (profile === undefined || version === undefined) return undefined;
  const offer = findOffer(catalogs, readProfileReference(profile), true);
  if ('error' in offer) return undefined;
  const { catalog } = offer;
  const entry = newestInRange(catalog.profiles.get(offer.entry.name)!, each => each.version, version);
  const isOnBranch = entry?.origin.kind === 'git' && branchLine(entry.origin) !== undefined;
  return isOnBranch ? { catalog, entry } : undefined;
}

interface CatalogToRead {
  readonly found: FoundSources;
  readonly source: ProfileCatalogSource;
  readonly lock: FoundLock;
}

async function readAgain({ env }: Context, { found, source, lock }: CatalogToRead, profiles: readonly string[]) {
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { readSource } = require('../../sources/read-source') as typeof import('../../sources/read-source');
  const { cacheFolder } = require('../../sources/cache/cache-folder') as typeof import('../../sources/cache/cache-folder'); // prettier-ignore
  const { relock } = require('./relock-catalog') as typeof import('./relock-catalog');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const { secrets, claimants } = found;
  const content = await readSource(source, { env, secrets, claimants, cacheFolder: cacheFolder(env) });
  return relock(source, content, lock.lock.entries, profiles);
}
