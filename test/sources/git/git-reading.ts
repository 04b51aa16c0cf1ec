/**
 * Repositories on a loopback server, and reading them as a catalog does.
 */
import type { CatalogEntry } from '../../../lib/model/catalog-entry';
import { formatProblem } from '../../../lib/model/problem-words';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import type { GitCredentials } from '../../../lib/sources/git/git-credentials';
import { GIT_LIMITS, type GitLimits } from '../../../lib/sources/git/git-limits';
import { readGitRepository } from '../../../lib/sources/git/git-repository';
import { temporaryFolder } from '../../constructs/temporary-folder';
import type { GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';

/** The environment of a user without Git settings. */
export function cleanEnv(home = temporaryFolder()): Record<string, string> {
  return { PATH: process.env.PATH!, HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
}

export interface Reading {
  readonly credentials?: GitCredentials;
  readonly env?: ReadOptions['env'];
  readonly cacheFolder?: string;
  readonly limits?: Partial<GitLimits>;
  readonly signal?: AbortSignal;
}

/** Reads `url`; entries as `name version tag`, problems as messages. */
export async function read(
  url: string,
  { credentials, env = cleanEnv(), cacheFolder = temporaryFolder(), ...rest }: Reading = {},
) {
  const options = { env, cacheFolder, secrets: new Map(), signal: rest.signal };
  const content = await readGitRepository({ url, credentials }, options, { ...GIT_LIMITS, ...rest.limits });
  return { ...content, names: content.entries.map(nameEntry).sort(), words: content.problems.map(formatProblem) };
}

function nameEntry({ name, version, origin }: CatalogEntry): string {
  return `${name} ${version} ${origin.kind === 'git' ? origin.tag : ''}`;
}

/** Both ways to read: by the git command, and without it. */
export const WAYS = [
  ['by git', {}],
  ['by isomorphic-git', { CDK8S_PROFILES_GIT: 'isomorphic' }],
] as const;

/** A repository of its own for each test of a file, all on one server, which leaves out files when it is asked to. */
export function useRepository({ allowsFilters = false } = {}): {
  readonly server: GitServer;
  readonly repository: GitRepository;
} {
  const using = {} as { server: GitServer; repository: GitRepository };
  let count = 0;
  beforeAll(async () => {
    using.server = await GitServer.start(temporaryFolder());
  });
  afterAll(() => using.server.stop());
  beforeEach(async () => {
    using.repository = await using.server.createRepository(`repository-${count++}`);
    if (allowsFilters) using.repository.allowFilters();
  });
  return using;
}
