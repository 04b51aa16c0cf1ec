/**
 * Names of the releases of artifacts. They depend on the artifact's own place alone, so that
 * nothing that is added to a profile changes them. Frozen: a change would reinstall fleets.
 */
import { contentHash } from './names';

/** As Helm allows for releases, and Kubernetes for labels. */
const RELEASE_LENGTH = 53;
const LABEL_LENGTH = 63;
const HASH_LENGTH = 9;

/**
 * `nginx-server` for artifact `server` of subscription `nginx`. In a nested profile, or when
 * it is too long, it ends in a hash of the whole way: `nginx-web-server-1f0c3a2b`.
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
