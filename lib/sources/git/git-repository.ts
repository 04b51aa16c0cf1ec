/**
 * The profiles that a Git repository publishes by its tags.
 *
 * The server is asked for its tags, new ones are fetched into the mirror, and profiles are read
 * from the mirror.
 */
import type { Problem } from '../../model/problem';
import type { ReadOptions, SourceContent } from '../reading/catalog-source';
import { dropDuplicates } from '../reading/duplicate-profiles';
import { Unreadable } from '../reading/unreadable';
import { type GitAccess, type GitRepositorySource, withGitAccess } from './git-access';
import { GIT_LIMITS, type GitLimits } from './git-limits';
import { ProfileReader, toEntry, toProblem } from './git-profiles';
import { choosePublishingTags } from './git-tag-list';
import type { PublishingTag } from './git-transport';
import { showGitUrl, toLockedUrl } from './git-url';

/** Reads the profiles of one repository; what cannot be read is returned as a problem, not thrown. */
export async function readGitRepository(
  repository: GitRepositorySource,
  options: ReadOptions,
  limits: GitLimits = GIT_LIMITS,
): Promise<SourceContent> {
  try {
    return await withGitAccess(repository, options, limits, access => access.attempt(() => readTags(access)));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadRepository(repository.url, error);
  }
}

/** Says why the repository at `url` cannot be read, at `location` in its manifest. */
export function unreadRepository(url: string, { message }: Unreadable, location?: Problem['location']): SourceContent {
  const source = `git repository ${showGitUrl(url)}`;
  const problem: Problem = { kind: 'unreadable-source', source, reason: message, location };
  return { entries: [], problems: [problem], isRead: false, unreadUrls: [toLockedUrl(url)] };
}

async function readTags(access: GitAccess): Promise<SourceContent> {
  const { limits, mirror, url } = access;
  const { tags, total } = choosePublishingTags(await access.git.listTags(), limits.tags);
  if (mirror.fetches >= limits.fetches || mirror.isDamaged) mirror.discard();
  const isUnchanged = await update(access, tags);
  const reader = new ProfileReader(access.open(), limits);
  await reader.read(tags);
  const unique = dropDuplicates(reader.profiles.map(profile => toEntry(url.text, profile)));
  const faults = reader.faults.map(fault => toProblem(url.text, fault));
  const all = [...describeExcess(access, total), ...faults, ...unique.problems];
  return { entries: unique.entries, problems: all, isRead: true, isUnchanged };
}

/** Fetches what is missing from the mirror. Returns whether the tags are the same as last time. */
async function update(access: GitAccess, tags: readonly PublishingTag[]): Promise<boolean> {
  const { mirror } = access;
  const fetched = mirror.read('tags');
  const isUnchanged = fetched.size === tags.length && tags.every(({ name, oid }) => fetched.get(name) === oid);
  if (isUnchanged) return true;
  const missing = mirror.missing(tags);
  await access.fetch(missing);
  if (missing.length > 0 || fetched.size > 0) mirror.write('tags', new Map(tags.map(({ name, oid }) => [name, oid])));
  return false;
}

function describeExcess({ limits, url }: GitAccess, total: number): Problem[] {
  if (total <= limits.tags) return [];
  const reason = `${total} of its tags publish profiles, and only the newest ${limits.tags} are read; remove old tags`;
  return [{ kind: 'invalid-entry', entry: `git repository ${url.text}`, reason }];
}
