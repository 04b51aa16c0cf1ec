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
