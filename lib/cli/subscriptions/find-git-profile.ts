/**
 * Finds the profile that a tag of a Git repository publishes, in the catalogs or in the repository.
 *
 * A repository that no catalog lists becomes a catalog: its manifest, and its lock file, as "pctl catalog update"
 * writes it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { CatalogEntry } from '../../model/catalog-entry';
import { formatNearest } from '../../model/data/format-nearest';
import { nearestNames } from '../../model/data/nearest-names';
import { formatCatalogLock } from '../../model/formats/catalog-lock';
import { describeGitUrlFault } from '../../model/git-url';
import { DNS_SUBDOMAIN_RULE, isDnsLabel, isDnsSubdomain } from '../../model/names';
import { offerEntries } from '../../model/offer-entries';
import { formatProblem, sortProblems } from '../../model/problem-words';
import { parseProfileTag } from '../../model/profile-tag';
import { formatYaml } from '../../model/yaml/yaml-text';
import { findCatalogSources } from '../../sources/find-sources';
import { showGitUrl, toLockedUrl } from '../../sources/git/git-url';
import type { ProfileCatalogSource } from '../../sources/reading/catalog-source';
import { toLockSource } from '../catalogs/lock-source';
import { tryReadOfferedCatalogs } from '../catalogs/offered-catalogs';
import type { Context } from '../terminal/command';
import type { ChangeFailure } from './change-repository';
import type { FoundProfile } from './find-profile';
import { catalogsIn, findRoot } from './find-repository';
import { readUnlisted } from './read-unlisted';

const CATALOGS = 'catalogs';
const NAMESPACE = 'flux-system';

/** A profile in Git. */
export interface GitProfileRequest {
  /** Of the repository. */
  readonly url: string;
  /** That publishes the profile. */
  readonly tag: string;
  /** Secret with which Flux reads a repository that no catalog lists. @default none */
  readonly secret?: string;
}

/** Finds the profile that is asked for. */
export async function findGitProfile(
  context: Context,
  { url: text, tag, secret }: GitProfileRequest,
): Promise<FoundProfile | ChangeFailure> {
  const url = text.replace(/\/+$/, '');
  const faults = check({ url, tag, secret });
  if (faults.length > 0) return { errors: faults };
  const root = findRoot(context);
  const folder = catalogsIn(context, root);
  const isSame = ({ origin }: CatalogEntry) => origin.kind === 'git' && origin.url === toLockedUrl(url) && origin.tag === tag; // prettier-ignore
  const hasCatalogs = existsSync(join(root, CATALOGS));
  const offered = hasCatalogs ? tryReadOfferedCatalogs(context, { catalogs: folder }) : undefined;
  for (const { label, profiles } of offered ?? []) {
    const entry = [...profiles.values()].flat().find(isSame);
    const notes = secret === undefined ? [] : [`catalog "${label}" lists the repository, so "--secret" is not used`];
    if (entry !== undefined) return { ...toFound(label, entry), notes };
  }
  const { sources } = hasCatalogs ? findCatalogSources(folder, context.cwd) : { sources: [] };
  const listed = sources.find(source => source.kind === 'ProfileCatalogSource' && source.repositories.some(other => other.url === url)); // prettier-ignore
  const name = listed?.name ?? nameOf(url, new Set(sources.map(source => source.name)));
  const [manifest, lock] = [`${CATALOGS}/${name}.yaml`, `${CATALOGS}/${name}.lock.yaml`];
  const manifestText = toManifest(name, url, secret);
  const isOurs = (file: string) => existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8') === manifestText; // prettier-ignore
  // a run that was killed may have written the manifest only
  if (listed !== undefined && (existsSync(join(root, lock)) || !isOurs(manifest))) {
    return { errors: [`catalog "${name}" lists ${showGitUrl(url)}, but its lock file has no tag "${tag}". Run "pctl catalog update ${name}", or correct the tag`] }; // prettier-ignore
  }
  if (listed === undefined && [manifest, lock].some(file => existsSync(join(root, file)))) {
    return { errors: [`${manifest} or ${lock} exists, and is of another catalog. Add ${showGitUrl(url)} to "repositories" of a ProfileCatalogSource, and run "pctl catalog update"`] }; // prettier-ignore
  }
  const read = await readRepository(context, toSource(name, url, secret), url);
  const entry = read.entries.find(isSame);
  if (entry === undefined) return { errors: describeMissing(url, tag, read) };
  const files = [[manifest, manifestText], [lock, formatCatalogLock({ source: toLockSource(read.source), entries: read.entries })]] as const; // prettier-ignore
  return { ...toFound(name, entry), files, notes: read.problems };
}

function check({ url, tag, secret = 'none' }: GitProfileRequest): string[] {
  const fault = describeGitUrlFault(url);
  const published = parseProfileTag(tag);
  return [
    ...(fault === undefined ? [] : [`"--url ${showGitUrl(url)}" cannot be used: ${fault}`]),
    ...(published === undefined ? [`"--tag ${tag}" does not publish a profile. Write it as in "v1.2.3" or "nginx/v1.2.3"`] : []), // prettier-ignore
    ...(isDnsSubdomain(secret) ? [] : [`"--secret ${secret}" is not allowed: ${DNS_SUBDOMAIN_RULE}`]),
  ];
}

/** The name of a new catalog: that of the repository or, if it is `taken`, with its owner before it. */
function nameOf(url: string, taken: ReadonlySet<string>): string {
  const path = new URL(url).pathname.replace(/\.git$/, '');
  const toName = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, ''); // prettier-ignore
  const names = [posix.basename(path), path].map(toName).filter(name => isDnsLabel(name));
  return names.find(name => !taken.has(name)) ?? names.at(-1) ?? 'profiles';
}

function toManifest(name: string, url: string, secret?: string): string {
  return formatYaml({
    apiVersion: 'weave.works/v1alpha1',
    kind: 'ProfileCatalogSource',
    metadata: { name, namespace: NAMESPACE },
    spec: { repositories: [{ url, secretRef: secret === undefined ? undefined : { name: secret } }] },
  });
}

interface ReadRepository {
  readonly source: ProfileCatalogSource;
  readonly entries: readonly CatalogEntry[];
  /** A line each. */
  readonly problems: readonly string[];
}

/** As it is read from its manifest. */
function toSource(name: string, url: string, secretName?: string): ProfileCatalogSource {
  const location = { file: `${CATALOGS}/${name}.yaml`, line: 1, column: 1 };
  const repositories = [{ url, secretName, location }];
  return { kind: 'ProfileCatalogSource', name, namespace: NAMESPACE, location, entries: [], repositories };
}

async function readRepository(context: Context, source: ProfileCatalogSource, url: string): Promise<ReadRepository> {
  const read = await readUnlisted(context, source, url);
  const { entries, problems } = offerEntries(read.entries);
  const all = sortProblems([...read.problems, ...problems]).map(problem => formatProblem({ ...problem, location: undefined })); // prettier-ignore
  return { source, entries, problems: all };
}

function describeMissing(url: string, tag: string, { entries, problems }: ReadRepository): readonly string[] {
  const tags = entries.flatMap(({ origin }) => (origin.kind === 'git' ? origin.tag : []));
  if (tags.length === 0 && problems.length > 0) return problems;
  const nearest = formatNearest(nearestNames(tags, tag));
  return [...problems, `${showGitUrl(url)} has no profile at tag "${tag}"${nearest}. Correct the tag`];
}

function toFound(label: string, { name, version }: CatalogEntry): FoundProfile {
  return { name, version, spec: { profile: `${label}/${name}`, version }, notes: [] };
}
