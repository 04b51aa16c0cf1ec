/**
 * The profiles that a git repository publishes by its tags.
 *
 * The server is asked for its tags; what the mirror lacks of them is fetched; the profiles
 * are read from the mirror. Nothing that a repository brings is run, checked out or followed.
 */
import { join } from 'node:path';
import { removeStaleFiles } from '../../files/temporary-name';
import type { Problem } from '../../model/problem';
import type { ReadOptions, SourceContent } from '../reading/catalog-source';
import { withPrivateFolder } from '../reading/private-folder';
import { dropDuplicates } from '../reading/duplicate-profiles';
import { type GitCredentials, tryNetrcCredentials } from './git-credentials';
import { gitEnvironment } from './git-environment';
import { GIT_LIMITS, type GitLimits } from './git-limits';
import { GitMirror, withTemporaryFolder } from './git-mirror';
import { ProfileReader } from './git-profiles';
import { SystemGit } from './git-system';
import { choosePublishingTags } from './git-tag-list';
import { BrokenMirror, ChangedRepository, type GitTransport, type PublishingTag } from './git-transport';
import { type GitUrl, parseGitUrl, showGitUrl, toLockedUrl } from './git-url';
import { hasGit } from './run-git';
import { Unreadable } from '../reading/unreadable';

/** A repository and how to get in; without credentials, git asks whom it always asks. */
export interface GitRepositorySource {
  readonly url: string;
  readonly credentials?: GitCredentials;
}

/** Reads the profiles of one repository; what cannot be read is a problem, never thrown. */
export async function readGitRepository(
  repository: GitRepositorySource,
  options: ReadOptions,
  limits: GitLimits = GIT_LIMITS,
): Promise<SourceContent> {
  const root = join(options.cacheFolder, 'git');
  try {
    const url = parseGitUrl(repository.url);
    return await withFilesFor(repository.credentials, options.env, async secrets => {
      const git = await openGit(url, repository.credentials, secrets, options, limits);
      return withTemporaryFolder(root, async folder =>
        new RepositoryReader(url, git, new GitMirror(root, url.text), folder, limits).read(),
      );
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unreadRepository(repository.url, error);
  }
}

/** A private folder for the files of a key and of certificates, when there are any. */
function withFilesFor<T>(
  credentials: GitCredentials | undefined,
  env: ReadOptions['env'],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const hasFiles = credentials?.kind === 'ssh' || credentials?.tls !== undefined;
  return hasFiles ? withPrivateFolder(env, use) : use('');
}

/** Says why the repository at `url` cannot be read, at `location` of its manifest. */
export function unreadRepository(url: string, { message }: Unreadable, location?: Problem['location']): SourceContent {
  const source = `git repository ${showGitUrl(url)}`;
  const problem: Problem = { kind: 'unreadable-source', source, reason: message, location };
  return { entries: [], problems: [problem], isRead: false, unreadUrls: [toLockedUrl(url)] };
}

/** One run: every attempt has a folder of its own in `folder`. */
class RepositoryReader {
  private attempts = 0;

  constructor(
    private readonly url: GitUrl,
    private readonly git: GitTransport,
    private readonly mirror: GitMirror,
    private readonly folder: string,
    private readonly limits: GitLimits,
  ) {}

  async read(): Promise<SourceContent> {
    for (;;) {
      this.attempts++;
      try {
        return await this.attempt();
      } catch (error) {
        if (error instanceof BrokenMirror) this.mirror.discard();
        else if (!(error instanceof ChangedRepository)) throw error;
        if (this.attempts >= 3) throw new Unreadable(`its tags change while they are read, or the server does not send them: ${error.message}`); // prettier-ignore
      }
    }
  }

  private async attempt(): Promise<SourceContent> {
    const { tags, total } = choosePublishingTags(await this.git.listTags(), this.limits.tags);
    if (this.mirror.fetches >= this.limits.fetches) this.mirror.discard();
    const isUnchanged = await this.update(tags);
    const { entries, problems } = await this.readProfiles(tags);
    const unique = dropDuplicates(entries);
    const all = [...this.describeExcess(total), ...problems, ...unique.problems];
    return { entries: unique.entries, problems: all, isRead: true, isUnchanged };
  }

  /** Fetches what the mirror lacks; whether the tags are those of the last time. */
  private async update(tags: readonly PublishingTag[]): Promise<boolean> {
    const fetched = this.mirror.read();
    const present = new Set(fetched.values());
    const missing = tags.filter(({ oid }) => !present.has(oid));
    const isUnchanged = fetched.size === tags.length && tags.every(({ name, oid }) => fetched.get(name) === oid);
    if (isUnchanged) return true;
    if (missing.length > 0) {
      const folder = join(this.folder, `fetch-${this.attempts}`);
      await this.git.fetch(folder, missing);
      this.mirror.addPacks(folder, missing[0].oid.length);
      removeStaleFiles(join(this.folder, '..'));
    }
    if (missing.length > 0 || fetched.size > 0) this.mirror.write(new Map(tags.map(({ name, oid }) => [name, oid])));
    return false;
  }

  private async readProfiles(tags: readonly PublishingTag[]): Promise<ProfileReader> {
    const reader = new ProfileReader(this.url.text, this.git.open(this.mirror.folder), this.limits);
    await reader.read(tags);
    return reader;
  }

  private describeExcess(total: number): Problem[] {
    const { tags: most } = this.limits;
    if (total <= most) return [];
    const reason = `${total} of its tags publish profiles, and only the newest ${most} are read; remove old tags`;
    return [{ kind: 'invalid-entry', entry: `git repository ${this.url.text}`, reason }];
  }
}

async function openGit(
  url: GitUrl,
  secret: GitCredentials | undefined,
  folder: string,
  { env, signal, onProgress }: ReadOptions,
  limits: GitLimits,
): Promise<GitTransport> {
  const isSystemGit = env.CDK8S_PROFILES_GIT !== 'isomorphic' && hasGit(env);
  // git reads the netrc file of the home folder itself, and no other
  const isOurs = !isSystemGit || (env.NETRC ?? '') !== '';
  const credentials = secret ?? (isOurs ? tryNetrcCredentials(url.text, env) : undefined);
  if (isSystemGit) {
    const environment = await gitEnvironment(url.text, env, credentials, folder);
    return new SystemGit({ url: url.text, credentials, env: environment, limits, signal, onProgress });
  }
  if (url.transport === 'ssh') throw new Unreadable('reading over ssh needs git, which is not on the PATH; install it');
  const { IsomorphicGit } = await import('./git-isomorphic');
  return new IsomorphicGit({ url: url.text, credentials, env, limits, signal, onProgress });
}
