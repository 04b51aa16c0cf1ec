/**
 * Reads a ProfileCatalogSource: the profiles written in it, and those of its Git repositories.
 *
 * A repository that cannot be read does not affect the others. If a profile is both written and
 * found in a repository, the one in the repository is used.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { branchLine } from '../../model/git/git-place';
import { offerEntries } from '../../model/offer-entries';
import type { Problem } from '../../model/problem';
import type {
  GitRepositoryReference,
  ProfileCatalogSource,
  ReadOptions,
  SourceContent,
} from '../reading/catalog-source';
import { dropDuplicates } from '../reading/duplicate-profiles';
import { sourceVariables } from '../login/source-variables';
import { requireSecret } from '../login/find-secret';
import type { GitRepositorySource } from '../git/git-access';
import { type GitCredentials, readGitCredentials } from '../git/git-credentials';
import { readGitRepository, unreadRepository } from '../git/git-repository';
import { Unreadable } from '../reading/unreadable';
import { readBranchProfiles } from './branch-profiles';
import { resolveNested } from './nested-profiles';
import { readNestedSources } from './nested-sources';

/** Reads all repositories of `source`, one after the other. */
export async function readGitCatalog(source: ProfileCatalogSource, options: ReadOptions): Promise<SourceContent> {
  const contents: SourceContent[] = [];
  let bytes = 0;
  for (const repository of source.repositories) {
    let latest = 0;
    const onProgress = (count: number) => options.onProgress?.(bytes + (latest = count));
    contents.push(await readOne(source, repository, { ...options, onProgress }));
    bytes += latest;
  }
  const found = contents.flatMap(({ entries }) => entries);
  const places = new Set(found.map(placeOf));
  const written = source.entries.filter(entry => !places.has(placeOf(entry)));
  const offer = offerEntries([...written, ...found]);
  const unique = dropDuplicates(offer.entries);
  const nested = await resolveNested(unique.entries, sources =>
    readNestedSources(sources, url => findRepository(source, url, options), options),
  );
  const locate = (problem: Problem): Problem => ({ ...problem, location: problem.location ?? source.location });
  const unreadUrls = [...contents.flatMap(content => content.unreadUrls ?? []), ...nested.unreadUrls];
  return {
    entries: nested.entries,
    problems: [
      ...contents.flatMap(({ problems }) => problems),
      ...offer.problems.map(locate),
      ...unique.problems,
      ...nested.problems.map(locate),
    ],
    isRead: contents.length === 0 || source.entries.length > 0 || contents.some(({ isRead }) => isRead),
    ...(unreadUrls.length > 0 && { unreadUrls }),
  };
}

async function readOne(
  source: ProfileCatalogSource,
  repository: GitRepositoryReference,
  options: ReadOptions,
): Promise<SourceContent> {
  const { url, branches = [], location } = repository;
  const locate = (problem: Problem): Problem => (problem.location === undefined ? { ...problem, location } : problem);
  try {
    const credentials = await findCredentials(source, repository, options);
    const content = await readGitRepository({ url, credentials }, options);
    const isUnread = branches.length === 0 || !content.isRead;
    const onBranches = isUnread ? undefined : await readBranchProfiles({ url, credentials }, branches, options);
    return {
      ...content,
      entries: [...content.entries, ...(onBranches?.entries ?? [])],
      problems: [...content.problems.map(locate), ...(onBranches?.problems ?? [])],
      ...(onBranches?.isRead === false && { unreadUrls: onBranches.unreadUrls }),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadRepository(url, error, location);
  }
}

/** The repository of a nested profile, with credentials if the source lists it too. */
async function findRepository(
  source: ProfileCatalogSource,
  url: string,
  options: ReadOptions,
): Promise<GitRepositorySource> {
  const listed = source.repositories.find(repository => repository.url === url);
  return { url, credentials: listed && (await findCredentials(source, listed, options)) };
}

/**
 * The credentials from the Secret of a repository, or from the environment in its place;
 * `undefined` if it names no Secret.
 */
async function findCredentials(
  source: ProfileCatalogSource,
  { url, secretName }: GitRepositoryReference,
  options: ReadOptions,
): Promise<GitCredentials | undefined> {
  if (secretName === undefined) return undefined;
  const variable = url.startsWith('ssh:') ? () => undefined : sourceVariables(source, url, options);
  const [username, password] = ['USERNAME', 'PASSWORD'].map(variable);
  if (username !== undefined && password !== undefined) return { kind: 'basic', username, password };
  return readGitCredentials(url, await requireSecret(source, secretName, options));
}

/** Repository and tag or branch of an entry. */
function placeOf({ origin }: CatalogEntry): string {
  return origin.kind === 'git' ? (branchLine(origin) ?? `${origin.url}\n${origin.tag}`) : '';
}
