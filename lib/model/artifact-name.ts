/**
 * Names of the releases of artifacts. They depend only on the path to the artifact, so that
 * additions to a profile do not change them. Frozen: a change would reinstall releases on clusters.
 */
import { contentHash } from './names';

/** The limits of Helm for releases, and of Kubernetes for labels. */
const RELEASE_LENGTH = 53;
const LABEL_LENGTH = 63;
const HASH_LENGTH = 9;

/**
 * `nginx-server` for artifact `server` of subscription `nginx`. In a nested profile, or if it is
 * too long, it ends in a hash of the whole path: `nginx-web-server-1f0c3a2b`.
 */
export function artifactName(subscription: string, way: readonly string[]): string {
  const name = [subscription, ...way].join('-');
  if (way.length === 1 && name.length <= RELEASE_LENGTH) return name;
  return withHash(name, JSON.stringify([subscription, ...way]), RELEASE_LENGTH);
}

/** `name` after the name of its cluster, as a name of at most 63 characters. */
export function inCluster(cluster: string, name: string): string {
  const full = `${cluster}-${name}`;
  return full.length <= LABEL_LENGTH ? full : withHash(full, full, LABEL_LENGTH);
}

function withHash(name: string, content: string, length: number): string {
  return `${name.slice(0, length - HASH_LENGTH).replace(/-+$/, '')}-${contentHash(content)}`;
}
