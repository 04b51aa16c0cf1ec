/**
 * One repository, open for reading: its server, and the mirror of what was fetched from it.
 *
 * Nothing in the repository is run, checked out or followed.
 */
import { join } from 'node:path';
import { removeStaleFiles } from '../../files/temporary-name';
import type { ReadOptions } from '../reading/catalog-source';
import { withPrivateFolder } from '../reading/private-folder';
import { Unreadable } from '../reading/unreadable';
import { withGitFolder } from './git-cache';
import { type GitCredentials, tryNetrcCredentials } from './git-credentials';
import { gitEnvironment } from './git-environment';
import type { GitLimits } from './git-limits';
import { GitMirror } from './git-mirror';
import { SystemGit } from './git-system';
import {
  BrokenMirror,
  ChangedRepository,
  type GitObjects,
  type GitTransport,
  type PublishingTag,
} from './git-transport';
import { type GitUrl, parseGitUrl } from './git-url';
import { hasGit } from './run-git';

/**
 * A repository and its credentials. Without credentials, Git uses its own credential helpers, netrc
 * and the ssh agent.
 */
export interface GitRepositorySource {
  readonly url: string;
  readonly credentials?: GitCredentials;
}

/** Opens `repository` for `use`; throws Unreadable. */
export async function withGitAccess<T>(
  repository: GitRepositorySource,
  options: ReadOptions,
  limits: GitLimits,
  use: (access: GitAccess) => Promise<T>,
): Promise<T> {
  const url = parseGitUrl(repository.url);
  return withFilesFor(repository.credentials, options.env, async secrets => {
    const git = await openGit(url, repository.credentials, secrets, options, limits);
    return withGitFolder(options, (root, folder) =>
      use(new GitAccess(url, git, new GitMirror(root, url.text), folder, limits)),
    );
  });
}

/** A private folder for the files of a key and certificates, if there are any. */
function withFilesFor<T>(
  credentials: GitCredentials | undefined,
  env: ReadOptions['env'],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const hasFiles = credentials?.kind === 'ssh' || credentials?.tls !== undefined;
  return hasFiles ? withPrivateFolder(env, use) : use('');
}

/** One run; every attempt has its own folder in `folder`. */
export class GitAccess {
  private attempts = 0;
  private fetches = 0;

  constructor(
    readonly url: GitUrl,
    readonly git: GitTransport,
    readonly mirror: GitMirror,
    private readonly folder: string,
    readonly limits: GitLimits,
  ) {}

  /** Runs `read`, again if the mirror is broken, or the repository changes in the meantime. */
  async attempt<T>(read: () => Promise<T>): Promise<T> {
    for (;;) {
      this.attempts++;
      try {
        return await read();
      } catch (error) {
        if (error instanceof BrokenMirror) this.mirror.discard();
        else if (!(error instanceof ChangedRepository)) throw error;
        if (this.attempts >= 3) throw new Unreadable(`its tags change while they are read, or the server does not send them: ${error.message}`); // prettier-ignore
      }
    }
  }

  /** Fetches `missing` into the mirror, if there are any. */
  async fetch(missing: readonly PublishingTag[]): Promise<void> {
    if (missing.length === 0) return;
    const folder = join(this.folder, `fetch-${++this.fetches}`);
    await this.git.fetch(folder, missing);
    this.mirror.addPacks(folder, missing[0].oid.length);
    removeStaleFiles(join(this.folder, '..'));
  }

  /** Opens the mirror. */
  open(): GitObjects {
    return this.git.open(this.mirror.folder);
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
  // Git reads netrc only in the home folder
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
