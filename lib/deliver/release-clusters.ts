/**
 * Which cluster each release that was read back is for.
 */
import { posix } from 'node:path';

/** What a release and its place say about its cluster. */
export interface PlacedRelease {
  /** As its annotation says. */
  readonly cluster?: string;
  /** File below the folder that was read: `production/linkerd2.k8s.yaml`. */
  readonly path: string;
}

/**
 * The cluster of each of `releases`: what it says itself, else the one cluster of its
 * file or of its folder, else the first folder on its path; else empty.
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
