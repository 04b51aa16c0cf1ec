/**
 * Resolves nested profiles in the entries of a catalog to their content when the catalog was read.
 *
 * Depth and number are limited. A profile that is nested in two places is installed twice; one that
 * is nested in itself is refused.
 */
import type { CatalogEntry, GitOrigin } from '../../model/catalog-entry';
import { nameGitRef } from '../../model/git/git-place';
import type { Problem } from '../../model/problem';
import type { ProfileArtifact, ProfileSource } from '../../model/profile-artifact';
import { nameSource, type NestedResult, sourceKey } from './nested-sources';

/** Levels of nested profiles. */
export const DEEPEST_PROFILE = 16;
/** Artifacts of a profile, including those of all nested profiles. */
export const MOST_ARTIFACTS = 1000;
/** Distinct profiles that the profiles of one catalog refer to. */
const MOST_SOURCES = 1000;

/** Reads several sources at once, those that are not known yet. */
export type ReadSources = (sources: readonly ProfileSource[]) => Promise<ReadonlyMap<string, NestedResult>>;

/** Entries with their nested profiles, and problems of the others. */
export interface ResolvedEntries {
  readonly entries: readonly CatalogEntry[];
  readonly problems: readonly Problem[];
  /** Repositories with an entry whose nested profiles could not be read. */
  readonly unreadUrls: readonly string[];
}

/** Why an entry cannot be resolved. */
class NotResolved extends Error {
  constructor(
    reason: string,
    readonly isUnread = false,
  ) {
    super(reason);
  }
}

/** Resolves the nested profiles of `entries`. */
export async function resolveNested(entries: readonly CatalogEntry[], read: ReadSources): Promise<ResolvedEntries> {
  const known = await readLevels(entries, read);
  const resolved: CatalogEntry[] = [];
  const problems: Problem[] = [];
  const unreadUrls = new Set<string>();
  for (const entry of entries) {
    const { origin } = entry;
    if (origin.kind !== 'git' || origin.artifacts === undefined) {
      resolved.push(entry);
      continue;
    }
    try {
      resolved.push({ ...entry, origin: { ...origin, artifacts: new Tree(known).resolve(origin) } });
    } catch (error) {
      if (!(error instanceof NotResolved)) throw error;
      problems.push({ kind: 'invalid-entry', entry: `${nameGitRef(origin)} of ${origin.url}`, reason: error.message });
      if (error.isUnread) unreadUrls.add(origin.url);
    }
  }
  return { entries: resolved, problems, unreadUrls: [...unreadUrls] };
}

/** Reads all referenced profiles, level by level, up to the limit of depth. */
async function readLevels(entries: readonly CatalogEntry[], read: ReadSources) {
  const known = new Map<string, NestedResult>();
  let level = entries.flatMap(({ origin }) => (origin.kind === 'git' ? (origin.artifacts ?? []) : []));
  for (let depth = 0; depth < DEEPEST_PROFILE && level.length > 0; depth++) {
    const sources = new Map(
      level.flatMap(({ profile }) => (profile ? [[sourceKey(profile.source), profile.source]] : [])),
    );
    const unknown = [...sources].filter(([key]) => !known.has(key)).slice(0, Math.max(0, MOST_SOURCES - known.size));
    const found =
      unknown.length === 0 ? new Map<string, NestedResult>() : await read(unknown.map(([, source]) => source));
    for (const [key, result] of found) known.set(key, result);
    level = [...found.values()].flatMap(result => ('artifacts' in result ? result.artifacts : []));
  }
  return known;
}

/** The tree of one entry. */
class Tree {
  private count = 0;

  constructor(private readonly known: ReadonlyMap<string, NestedResult>) {}

  resolve({ url, tag, branch, folder: path, artifacts = [] }: GitOrigin): ProfileArtifact[] {
    return this.resolveAll(artifacts, [tag === undefined ? { url, branch, path } : { url, tag }]);
  }

  private resolveAll(artifacts: readonly ProfileArtifact[], chain: readonly ProfileSource[]): ProfileArtifact[] {
    this.count += artifacts.length;
    if (this.count > MOST_ARTIFACTS) {
      throw new NotResolved(
        `it has more than ${MOST_ARTIFACTS} artifacts, those of nested profiles included; split it`,
      );
    }
    return artifacts.map(artifact =>
      artifact.profile ? this.resolveOne(artifact, artifact.profile.source, chain) : artifact,
    );
  }

  private resolveOne(
    artifact: ProfileArtifact,
    source: ProfileSource,
    chain: readonly ProfileSource[],
  ): ProfileArtifact {
    const key = sourceKey(source);
    const from = chain.findIndex(step => sourceKey(step) === key);
    const formatChain = (steps: readonly ProfileSource[]) => steps.map(nameSource).join(' -> ');
    if (from !== -1) {
      throw new NotResolved(
        `it nests itself: ${formatChain([...chain.slice(from), source])}; remove one of these artifacts`,
      );
    }
    if (chain.length > DEEPEST_PROFILE) {
      throw new NotResolved(`profiles are nested more than ${DEEPEST_PROFILE} levels deep; nest fewer`);
    }
    const result = this.known.get(key) ?? { reason: `the catalog refers to more than ${MOST_SOURCES} profiles` };
    if ('reason' in result) {
      const way = chain.length === 1 ? '' : `${formatChain(chain.slice(1))}: `;
      throw new NotResolved(`${way}artifact "${artifact.name}": ${result.reason}`, result.isUnread);
    }
    const artifacts = this.resolveAll(result.artifacts, [...chain, source]);
    return { ...artifact, profile: { source, commit: result.commit, artifacts } };
  }
}
