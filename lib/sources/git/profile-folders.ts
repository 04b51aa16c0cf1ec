/**
 * Checks that the folders exist that profiles refer to: Flux would report it only when it installs
 * them.
 */
import type { ProfileArtifact } from '../../model/profile-artifact';
import { segmentsOf } from '../../model/profile-path';
import type { GitLimits } from './git-limits';
import { lookUpPaths } from './git-paths';
import type { GitObjects } from './git-transport';
import type { TreeEntryKind } from './git-tree';

/** A profile at a commit. */
export interface PlacedProfile {
  readonly commit: string;
  /** Absent: the root. */
  readonly folder?: string;
  readonly artifacts: readonly ProfileArtifact[];
}

/** A file or folder that must exist. */
interface Need {
  readonly artifact: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** For each of `profiles`, a message about missing folders; empty if there are none. */
export async function findMissingFolders(
  objects: GitObjects,
  limits: GitLimits,
  profiles: readonly PlacedProfile[],
): Promise<readonly (readonly string[])[]> {
  const needs = profiles.map(profile => profile.artifacts.flatMap(artifact => needsOf(artifact, profile.folder)));
  const paths = needs.flatMap((all, i) => all.map(({ path }) => ({ commit: profiles[i].commit, path })));
  const kinds = await lookUpPaths(objects, limits, paths);
  let next = 0;
  return needs.map(all => all.flatMap(need => describeLack(need, kinds[next++])));
}

function needsOf({ name, chart, kustomize }: ProfileArtifact, folder?: string): Need[] {
  const at = (path: string) => segmentsOf(`${folder ?? ''}/${path}`).join('/');
  if (chart?.path !== undefined) return [{ artifact: name, path: at(`${chart.path}/Chart.yaml`), kind: 'file' }];
  return kustomize === undefined ? [] : [{ artifact: name, path: at(kustomize.path), kind: 'folder' }];
}

function describeLack({ artifact, path, kind }: Need, found?: TreeEntryKind): string[] {
  if (found === kind) return [];
  const what =
    found === 'symlink'
      ? `${path} is a symbolic link or inside one, which Flux does not follow`
      : found === 'submodule'
        ? `${path} is in a submodule, which is not fetched`
        : `there is no ${kind} ${path}`;
  const remedy =
    found === 'symlink' || found === 'submodule' ? `put the ${kind} itself there` : 'add it, or correct "path"';
  return [`artifact "${artifact}": ${what} (${remedy})`];
}
