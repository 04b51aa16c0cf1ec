/**
 * Finds out which cluster each release is for.
 */
import { posix } from 'node:path';
import { recordIn, textIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import { ANNOTATIONS } from '../model/labels';

/** What a release and its file say about its cluster. */
export interface PlacedRelease {
  /** From its annotation. */
  readonly cluster?: string;
  /** File below the folder that was read: `production/linkerd2.k8s.yaml`. */
  readonly path: string;
}

/**
 * The cluster of each of `releases`: from its annotation, otherwise the only cluster in its file or
 * its folder, otherwise the first folder of its path, otherwise empty.
 */
export function releaseClusters(releases: readonly PlacedRelease[]): string[] {
  const neighbours = new Map<string, Set<string>>();
  for (const { cluster, path } of releases) {
    if (cluster === undefined) continue;
    for (const place of [path, posix.dirname(path)]) {
      const clusters = neighbours.get(place);
      if (clusters === undefined) neighbours.set(place, new Set([cluster]));
      else clusters.add(cluster);
    }
  }
  const only = (place: string) => {
    const clusters = [...(neighbours.get(place) ?? [])];
    return clusters.length === 1 ? clusters[0] : undefined;
  };
  return releases.map(({ cluster, path }) => {
    const folders = path.split('/').slice(0, -1);
    return cluster ?? only(path) ?? only(posix.dirname(path)) ?? folders.at(0) ?? '';
  });
}

/** The cluster that an annotation of `object` names. */
export function clusterOf(object: Fields): string | undefined {
  return textIn(recordIn(recordIn(object, 'metadata'), 'annotations'), ANNOTATIONS.cluster);
}
