/**
 * Finds the profile at a tag or on a branch of a Git repository, in the catalogs or in the repository.
 *
 * A repository that no catalog lists becomes a catalog: its manifest, and its lock file, as "pctl catalog update"
 * writes it. So does a branch that the catalog of its repository does not list yet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { branchLine, nameGitRef } from '../../model/git/git-place';
import { normalizeFolder } from '../../model/profile-path';
import { findCatalogSources } from '../../sources/find-sources';
import { showGitUrl, toLockedUrl } from '../../sources/git/git-url';
import type { CatalogSource } from '../../sources/reading/catalog-source';
import { readLocks } from '../catalogs/find-catalogs';
import { tryReadOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import type { FoundProfile } from './find-profile';
import { catalogsIn, findRoot } from './find-repository';
import { formatManifest, type GitCatalog, lockPath, manifestPath, nameCatalog, toSource } from './git-catalog';
import { describeRequestFaults, type GitProfileRequest } from './git-profile-request';
import { readUnlisted } from './read-unlisted';
import { relock, type RelockedCatalog } from './relock-catalog';

/** Finds the profile that is asked for. */
export async function findGitProfile(
  context: Context,
  asked: GitProfileRequest,
): Promise<FoundProfile | ChangeFailure> {
  const request = { ...asked, url: asked.url.replace(/\/+$/, '') };
  const faults = describeRequestFaults(request);
  if (faults.length > 0) return { errors: faults };
  const root = findRoot(context);
  const hasCatalogs = existsSync(join(root, 'catalogs'));
  const folder = catalogsIn(context, root);
  const offered = hasCatalogs ? tryReadOfferedCatalogs(context, { catalogs: folder }) : undefined;
  for (const { label, profiles } of offered ?? []) {
    const entry = [...profiles.values()].flat().find(isWanted(request));
    const notes = request.secret === undefined ? [] : [`catalog "${label}" lists the repository, so "--secret" is not used`]; // prettier-ignore
    if (entry !== undefined) return { ...toFound(label, entry), notes };
  }
  const { sources } = hasCatalogs ? findCatalogSources(folder, context.cwd) : { sources: [] };
  const catalog = chooseCatalog(root, request, sources);
  if ('errors' in catalog) return catalog;
  const { locks } = hasCatalogs ? readLocks(folder, context.cwd) : { locks: [] };
  const before = locks.find(({ lock }) => lock.source.kind === 'ProfileCatalogSource' && lock.source.name === catalog.name); // prettier-ignore
  const source = toSource(catalog);
  const content = await readUnlisted(context, source, request.url);
  const read = relock(source, content, before?.lock.entries ?? []);
  if ('errors' in read) return read;
  const entry = read.entries.find(isWanted(request));
  if (entry === undefined) return { errors: describeMissing(request, read) };
  const files = [[manifestPath(catalog), formatManifest(catalog)], [lockPath(catalog), read.text]] as const; // prettier-ignore
  return { ...toFound(catalog.name, entry), files, notes: read.problems };
}

/** Newest first, the first that this accepts is the newest commit of a branch. */
function isWanted({ url, tag, branch, path }: GitProfileRequest): (entry: CatalogEntry) => boolean {
  const place = { kind: 'git', url: toLockedUrl(url), tag, branch, folder: normalizeFolder(path ?? '') } as const;
  return ({ origin }) => {
    if (origin.kind !== 'git') return false;
    return tag === undefined
      ? branchLine(origin) === branchLine(place)
      : origin.url === place.url && origin.tag === tag;
  };
}

/** The catalog with what is asked for, or what to change by hand. */
function chooseCatalog(
  root: string,
  { url, secret, ...ref }: GitProfileRequest,
  sources: readonly CatalogSource[],
): GitCatalog | ChangeFailure {
  const isAt = (file: string) => existsSync(join(root, file));
  const branches = ref.branch === undefined ? [] : [{ branch: ref.branch, path: normalizeFolder(ref.path ?? '') }];
  for (const source of sources) {
    const repository = 'repositories' in source ? source.repositories.find(other => other.url === url) : undefined;
    if (repository === undefined) continue;
    const listed = (repository.branches ?? []).map(({ branch, path }) => ({ branch, path }));
    const { name } = source;
    const catalog = { name, url, secret: repository.secretName, branches: listed };
    const manifest = manifestPath(catalog);
    const isOurs = isAt(manifest) && readFileSync(join(root, manifest), 'utf8') === formatManifest(catalog);
    const isListed = branches.every(({ branch, path }) => listed.some(other => other.branch === branch && other.path === path)); // prettier-ignore
    // a run that was killed may have written the manifest only
    if (isOurs && (ref.branch !== undefined || !isAt(lockPath(catalog)))) return { ...catalog, branches: [...listed, ...(isListed ? [] : branches)] }; // prettier-ignore
    if (isListed) return { errors: [`catalog "${name}" lists ${showGitUrl(url)}, but its lock file has no ${nameGitRef(ref)}. Run "pctl catalog update ${name}", or correct the ${ref.tag === undefined ? 'branch' : 'tag'}`] }; // prettier-ignore
    return { errors: [`catalog "${name}" lists ${showGitUrl(url)} without ${nameGitRef(ref)}, and ${manifest} is not as "pctl add" writes it. Add the branch to "branches" of the repository, and run "pctl catalog update ${name}"`] }; // prettier-ignore
  }
  const catalog = { name: nameCatalog(url, new Set(sources.map(({ name }) => name))), url, secret, branches };
  const [manifest, lock] = [manifestPath(catalog), lockPath(catalog)];
  if (![manifest, lock].some(isAt)) return catalog;
  return { errors: [`${manifest} or ${lock} exists, and is of another catalog. Add ${showGitUrl(url)} to "repositories" of a ProfileCatalogSource, and run "pctl catalog update"`] }; // prettier-ignore
}

function describeMissing(request: GitProfileRequest, { entries, problems }: RelockedCatalog): readonly string[] {
  const { url, tag } = request;
  const tags = entries.flatMap(({ origin }) => (origin.kind === 'git' ? (origin.tag ?? []) : []));
  const isExplained = problems.length > 0 && (tag === undefined || tags.length === 0);
  if (isExplained) return problems;
  const nearest = formatNearest(nearestNames(tags, tag ?? ''));
  return [...problems, `${showGitUrl(url)} has no profile at tag "${tag}"${nearest}. Correct the tag`];
}

function toFound(label: string, { name, version }: CatalogEntry): FoundProfile {
  return { name, version, spec: { profile: `${label}/${name}`, version }, notes: [] };
}
