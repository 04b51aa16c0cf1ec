/**
 * Which subscriptions of which cluster a synthesis adds, changes and removes.
 */
import { posix } from 'node:path';
import { parseFiles } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import { type FolderFile, isManifestPath, withoutCharts } from '../../deliver/manifest-paths';
import type { Fields } from '../../model/data/json';
import { groupBy } from '../../model/data/group-by';
import { releaseLabel } from '../../model/names';
import type { OutputChanges } from './compare-output';
import { readFiles } from './folder-entries';

/** What changes in one cluster, or in another folder of the output. */
export interface ClusterChanges {
  /** `production`. */
  readonly name: string;
  /** Names of subscriptions: `linkerd2`, or `team-a/linkerd2` outside of flux-system; sorted. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Files that differ and contain no subscription that does. */
  readonly others: readonly string[];
}

/** A HelmRelease in a file that differs. */
interface Release {
  readonly cluster: string;
  readonly name: string;
  readonly path: string;
  readonly object: Fields;
}

/**
 * The `changes` from folder `before` to `texts`, those of files that are added or changed, by cluster; clusters
 * without any are left out.
 */
export function clusterChanges(
  changes: OutputChanges,
  texts: ReadonlyMap<string, string>,
  before: string,
): ClusterChanges[] {
  const now = releasesIn(texts);
  const old = releasesIn(readFiles(before, [...changes.changed, ...changes.removed]));
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  const releases = keys.map(key => ({ now: now.get(key), old: old.get(key) })).filter(isDifferent);
  const places = new Set(releases.flatMap(({ now, old }) => [now?.path, old?.path]));
  const files = [...changes.added, ...changes.changed, ...changes.removed].filter(path => !places.has(path)).sort();
  const byCluster = groupBy(releases, ({ now, old }) => (now ?? old)!.cluster);
  const byFolder = groupBy(files, folderOf);
  return [...new Set([...byCluster.keys(), ...byFolder.keys()])].sort().map(name => {
    const found = byCluster.get(name) ?? [];
    const names = (some: typeof found) => some.map(({ now, old }) => (now ?? old)!.name).sort();
    return {
      name,
      added: names(found.filter(({ old }) => old === undefined)),
      changed: names(found.filter(({ now, old }) => now !== undefined && old !== undefined)),
      removed: names(found.filter(({ now }) => now === undefined)),
      others: byFolder.get(name) ?? [],
    };
  });
}

function isDifferent({ now, old }: { readonly now?: Release; readonly old?: Release }): boolean {
  return now === undefined || old === undefined || JSON.stringify(now.object) !== JSON.stringify(old.object);
}

/** Folder by folder, because a parsed text takes many times the memory of what is kept of it. */
function releasesIn(texts: ReadonlyMap<string, string>): ReadonlyMap<string, Release> {
  const files = withoutCharts([...texts.keys()].filter(path => isManifestPath(path)))
    .map(path => ({ path, file: path, text: texts.get(path)! }))
    .filter(({ text }) => text.includes('HelmRelease'));
  return new Map([...groupBy(files, ({ path }) => posix.dirname(path)).values()].flatMap(readTogether));
}

/** Releases by cluster, namespace and name. */
function readTogether(files: readonly FolderFile[]): (readonly [key: string, Release])[] {
  // what cannot be read counts as another file
  const { documents } = parseFiles(files);
  const objects = new Map(documents.map(({ file, line, object }) => [`${file}:${line}`, object]));
  return readReleases(documents).releases.map(({ cluster, namespace, name, location: { file, line } }) => [
    `${cluster}/${namespace}/${name}`,
    {
      cluster: cluster || folderOf(file),
      name: releaseLabel({ name, namespace }),
      path: file,
      object: objects.get(`${file}:${line}`)!,
    },
  ]);
}

/** `production` for `production/…`, `manifests/production/…` and `production.k8s.yaml`. */
function folderOf(path: string): string {
  const [first, second, ...rest] = path.split('/');
  if (second === undefined) return first.replace(/(\.k8s)?\.yaml$/, '');
  return first === 'manifests' && rest.length > 0 ? second : first;
}
