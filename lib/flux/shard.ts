/**
 * Flux's controller sharding: several sets of controllers on one API server, each of which reconciles
 * the objects that have its label.
 */
import { contentHash } from '../model/names';

/** Label of Flux that names the shard of a release, of its source and of its HelmChart. */
export const SHARD_KEY = 'sharding.fluxcd.io/key';

/** The label of an object in `shard`; without a shard, it belongs to the controllers that Flux always has. */
export function shardLabels(shard: string | undefined): Readonly<Record<string, string>> {
  return shard === undefined ? {} : { [SHARD_KEY]: shard };
}

/**
 * One of `shards` for the release `<namespace>/<name>`; `undefined` if there are none. With one more or one less, only
 * releases of that shard move (rendezvous hashing).
 */
export function shardFor(release: string, shards: readonly string[]): string | undefined {
  if (shards.length === 0) return undefined;
  const ranked = shards.map(shard => `${contentHash(`${shard} ${release}`)} ${shard}`).sort();
  return ranked[0]?.slice(ranked[0].indexOf(' ') + 1);
}
