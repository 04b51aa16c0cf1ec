/**
 * Profiles on branches that a ProfileCatalogSource names: each is offered in one version, that of the newest commit.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { nameGitRef } from '../../model/git/git-place';
import type { Problem } from '../../model/problem';
import type { ProfileSource } from '../../model/profile-artifact';
import type { GitRepositorySource } from '../git/git-access';
import { toEntry } from '../git/git-profiles';
import { toLockedUrl } from '../git/git-url';
import type { BranchReference, ReadOptions, SourceContent } from '../reading/catalog-source';
import { readNestedSources, sourceKey } from './nested-sources';

/** Reads the profiles of `branches`; what cannot be read is returned as a problem. */
export async function readBranchProfiles(
  repository: GitRepositorySource,
  branches: readonly BranchReference[],
  options: ReadOptions,
): Promise<SourceContent> {
  const url = toLockedUrl(repository.url);
  const sources = branches.map(({ branch, path }): ProfileSource => ({ url: repository.url, branch, path }));
  const results = await readNestedSources(sources, async () => repository, options);
  const entries: CatalogEntry[] = [];
  const problems: Problem[] = [];
  let isRead = true;
  for (const [i, source] of sources.entries()) {
    const result = results.get(sourceKey(source))!;
    if ('commit' in result) {
      entries.push(toEntry(url, result.found));
      continue;
    }
    const { reason, isUnread = false } = result;
    if (isUnread) isRead = false;
    problems.push({ kind: 'invalid-entry', entry: `${nameGitRef(source)} of ${url}`, reason, location: branches[i].location }); // prettier-ignore
  }
  return { entries, problems, isRead, ...(!isRead && { unreadUrls: [url] }) };
}
