/**
 * Finds out what is at paths in commits, folders or files, without reading any file.
 *
 * Folders are read in the format in which Git stores them, one level of all paths at a time. Links
 * are not followed.
 */
import { segmentsOf } from '../../model/profile-path';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';
import type { GitLimits } from './git-limits';
import type { GitObjects } from './git-transport';
import { findInTree, type TreeEntryKind } from './git-tree';

/** A path from the root of a commit: `nginx/crds`; `.` and the empty path are the root. */
export interface CommitPath {
  readonly commit: string;
  readonly path: string;
}

/**
 * What is at each of `paths`, in their order; for a path through a link or a submodule, the link or
 * the submodule. Absent: nothing.
 */
export async function lookUpPaths(
  objects: GitObjects,
  limits: GitLimits,
  paths: readonly CommitPath[],
): Promise<readonly (TreeEntryKind | undefined)[]> {
  const found = new Map<number, TreeEntryKind>();
  let places = paths.map(({ commit, path }, i) => ({ i, tree: commit, commit, names: segmentsOf(path) }));
  for (let depth = 0; places.length > 0; depth++) {
    for (const { i, names } of places) if (names.length === depth) found.set(i, 'folder');
    const open = places.filter(({ names }) => names.length > depth);
    const trees = await readTrees(
      objects,
      limits,
      depth === 0 ? 'root' : 'tree',
      open.map(({ tree }) => tree),
    );
    places = open.flatMap(place => {
      const { i, tree, commit, names } = place;
      const data = trees.get(tree);
      const entry = data && findInTree(data, names[depth], commit.length);
      if (entry?.kind === 'folder') return [{ ...place, tree: entry.oid }];
      const isEnd = names.length === depth + 1;
      if (entry !== undefined && (isEnd || entry.kind !== 'file')) found.set(i, entry.kind);
      return [];
    });
  }
  return paths.map((_, i) => found.get(i));
}

/** The folders `oids`, each once: of commits for `root`; throws Unreadable if they are too large together. */
export async function readTrees(
  objects: GitObjects,
  limits: GitLimits,
  kind: 'root' | 'tree',
  oids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const trees = await objects.read(kind, [...new Set(oids)], limits.treesBytes);
  if (trees !== undefined) return trees;
  throw new Unreadable(`lists of its folders have more than ${formatBytes(limits.treesBytes)}`);
}
