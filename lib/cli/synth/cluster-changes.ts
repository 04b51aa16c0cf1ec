/**
 * Which subscriptions of which cluster a synthesis adds, changes and removes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFiles } from '../../deliver/read-folder';
import { readReleases } from '../../deliver/read-releases';
import { isManifestPath, withoutCharts } from '../../deliver/manifest-paths';
import { groupBy } from '../../model/data/group-by';
import { releaseLabel } from '../../model/names';
import type { OutputChanges } from './compare-output';

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
  /** JSON of the object. */
  readonly content: string;
}

/** The `changes` from folder `before` to folder `staged`, by cluster; those without any are left out. */
export function clusterChanges(changes: OutputChanges, staged: string, before: string): ClusterChanges[] {
  const now = readChanged(staged, [...changes.added, ...changes.changed]);
  const old = readChanged(before, [...changes.changed, ...changes.removed]);
  const differing = [...now.keys(), ...old.keys()].filter(key => now.get(key)?.content !== old.get(key)?.content);
  const releases = [...new Set(differing)].map(key => ({ now: now.get(key), old: old.get(key) }));
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

function readChanged(folder: string, paths: readonly string[]): ReadonlyMap<string, Release> {
  const files = withoutCharts(paths.filter(path => isManifestPath(path))).map(path => {
    return { path, file: path, text: readFileSync(join(folder, path), 'utf8') };
  });
  // what cannot be read counts as another file
  const { documents } = parseFiles(files);
  const contents = new Map(documents.map(({ file, line, object }) => [`${file}:${line}`, JSON.stringify(object)]));
  return new Map(
    readReleases(documents).releases.map(({ cluster, namespace, name, location: { file, line } }) => [
      `${cluster}/${namespace}/${name}`,
      {
        cluster: cluster || folderOf(file),
        name: releaseLabel({ name, namespace }),
        path: file,
        content: contents.get(`${file}:${line}`)!,
      },
    ]),
  );
}

/** `production` for `production/…`, `manifests/production/…` and `production.k8s.yaml`. */
function folderOf(path: string): string {
  const [first, second, ...rest] = path.split('/');
  if (second === undefined) return first.replace(/(\.k8s)?\.yaml$/, '');
  return first === 'manifests' && rest.length > 0 ? second : first;
}
