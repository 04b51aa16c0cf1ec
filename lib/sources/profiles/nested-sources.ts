/**
 * Reads profiles that other profiles refer to: each repository is asked once for its tags and
 * branches, and each of these is fetched once.
 */
import type { ProfileArtifact, ProfileSource } from '../../model/profile-artifact';
import { normalizeFolder } from '../../model/profile-path';
import { parseProfileTag } from '../../model/profile-tag';
import { groupBy } from '../../model/data/group-by';
import { type GitAccess, type GitRepositorySource, withGitAccess } from '../git/git-access';
import { GIT_LIMITS, type GitLimits } from '../git/git-limits';
import { nestedName } from '../git/git-mirror';
import { type FoundProfile, ProfileReader } from '../git/git-profiles';
import type { PublishingTag, RemoteTag } from '../git/git-transport';
import type { ReadOptions } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';
import { branchVersion } from '../../model/version/branch-version';
import { readCommitTimes } from './commit-times';

/** The result of reading a source. */
export interface NestedProfile {
  readonly commit: string;
  readonly artifacts: readonly ProfileArtifact[];
}

/** The same, as it was read; on a branch, the version is that of the commit. */
export interface ReadProfile extends NestedProfile {
  readonly found: FoundProfile;
}

/** Why the profile does not exist; `isUnread` if its repository could not be read at all. */
export interface NestedFault {
  readonly reason: string;
  readonly isUnread?: boolean;
}

export type NestedResult = NestedProfile | NestedFault;

/** The same text for the same repository, ref and path. */
export function sourceKey({ url, tag, branch, path }: ProfileSource): string {
  return [url, tag ?? '', branch ?? '', path ?? ''].join('\n');
}

/** Names a source in messages: `tag nginx/v1.0.0 of https://…`, `branch main, folder nginx of https://…`. */
export function nameSource({ url, tag, branch, path }: ProfileSource): string {
  const folder = path === undefined ? '' : `, folder ${path}`;
  return `${tag === undefined ? `branch ${branch}${folder}` : `tag ${tag}`} of ${url}`;
}

/** Reads `sources`, which are distinct; a result for each, by its key. */
export async function readNestedSources(
  sources: readonly ProfileSource[],
  repositoryOf: (url: string) => Promise<GitRepositorySource>,
  options: ReadOptions,
  limits: GitLimits = GIT_LIMITS,
): Promise<ReadonlyMap<string, ReadProfile | NestedFault>> {
  const results = new Map<string, ReadProfile | NestedFault>();
  // one after the other, as for the repositories of a catalog
  for (const [url, wanted] of groupBy(sources, source => source.url)) {
    try {
      const found = await withGitAccess(await repositoryOf(url), options, limits, access =>
        access.attempt(() => readSources(access, wanted)),
      );
      for (const [key, result] of found) results.set(key, result);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const reason = `${url} cannot be read: ${error.message}`;
      for (const source of wanted) results.set(sourceKey(source), { reason, isUnread: true });
    }
  }
  return results;
}

async function readSources(access: GitAccess, sources: readonly ProfileSource[]) {
  const results = new Map<string, ReadProfile | NestedFault>();
  const refs = new Map<string, PublishingTag>();
  const lists = await listRefs(access, sources);
  for (const source of sources) {
    const ref = findRef(source, lists);
    if (ref !== undefined) refs.set(sourceKey(source), ref);
    else results.set(sourceKey(source), { reason: `there is no ${nameSource(source)}` });
  }
  const wanted = [...refs.values()];
  await fetchRefs(access, wanted);
  const objects = access.open();
  const reader = new ProfileReader(objects, access.limits);
  await reader.read(wanted);
  const times = await readCommitTimes(objects, wanted.flatMap(({ isBranch, commit }) => (isBranch ? commit : []))); // prettier-ignore
  const profiles = new Map(reader.profiles.map(({ tag, definition }) => [tag, definition]));
  const faults = new Map(reader.faults.flatMap(({ tags, reason }) => tags.map(tag => [tag, reason])));
  for (const source of sources) {
    const ref = refs.get(sourceKey(source));
    if (ref === undefined) continue;
    const definition = profiles.get(ref);
    const reason =
      faults.get(ref) ??
      `there is no profile.yaml in ${ref.folder === undefined ? 'the root' : `"${ref.folder}"`} at ${nameSource(source)}`;
    const { commit } = ref;
    const seconds = times.get(commit);
    const version = seconds === undefined ? ref.version : branchVersion(commit, seconds);
    results.set(
      sourceKey(source),
      definition === undefined
        ? { reason }
        : { commit, artifacts: definition.artifacts, found: { tag: { ...ref, version }, definition } },
    );
  }
  return results;
}

interface RefLists {
  readonly tags: ReadonlyMap<string, RemoteTag>;
  readonly branches: ReadonlyMap<string, RemoteTag>;
}

/** The tags and branches of the server, if `sources` need them. */
async function listRefs({ git }: GitAccess, sources: readonly ProfileSource[]): Promise<RefLists> {
  const byName = (refs: readonly RemoteTag[]) => new Map(refs.map(ref => [ref.name, ref]));
  const tags = sources.some(({ tag }) => tag !== undefined) ? await git.listTags() : [];
  const branches = sources.some(({ tag }) => tag === undefined) ? await git.listBranches() : [];
  return { tags: byName(tags), branches: byName(branches) };
}

function findRef({ tag, branch = '', path }: ProfileSource, { tags, branches }: RefLists): PublishingTag | undefined {
  const ref = tag === undefined ? branches.get(branch) : tags.get(tag);
  const published = tag === undefined ? { folder: normalizeFolder(path ?? ''), version: '' } : parseProfileTag(tag);
  return ref && published && { ...ref, ...published };
}

async function fetchRefs(access: GitAccess, refs: readonly PublishingTag[]): Promise<void> {
  const { mirror, limits } = access;
  if (mirror.isDamaged) mirror.discard();
  if (mirror.missing(refs).length === 0) return;
  if (mirror.fetches >= limits.fetches) mirror.discard();
  await access.fetch(mirror.missing(refs));
  // forgets commits that a branch or tag no longer points to
  const record = new Map([...mirror.read('nested'), ...refs.map(ref => [nestedName(ref), ref.oid] as const)]);
  mirror.write('nested', record);
}
