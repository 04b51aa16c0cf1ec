/**
 * How long a rollout over shards of helm-controller takes, as a model: for platforms that are larger than the test cluster.
 *
 * Each controller has some workers and one queue, first in, first out. A worker takes a release: if the layer below is
 * done, it is busy with the Helm action; otherwise it only checks, and the release comes back after the requeue time.
 * All releases are in the queues at once, in turns of layers, and each layer is spread evenly. Nothing fails, and
 * nothing slows down: what API server, sources and network cost is in the seconds of an action.
 */

/** A rollout that changes every release. */
export interface RolloutModel {
  /** Each waits for the whole layer below it. */
  readonly layers: number;
  readonly releasesPerLayer: number;
  /** Controllers. */
  readonly shards: number;
  /** `--concurrent`: releases that a controller works on at once. */
  readonly concurrent: number;
  /** One Helm action, until what it installs is ready. */
  readonly actionSeconds: number;
  /** Until a controller knows that a release still has to wait. */
  readonly checkSeconds: number;
  /** `--requeue-dependency`. */
  readonly requeueSeconds: number;
}

/** What a rollout took. */
export interface RolloutTimes {
  /** Until the last action has ended. */
  readonly seconds: number;
  /** The same if releases did not have to be polled, and checks took no time. */
  readonly leastSeconds: number;
  /** How often a controller found that a release still has to wait. */
  readonly checks: number;
}

/** A layer: how many releases have not begun yet, and when the last that has begun ends. */
interface Layer {
  left: number;
  ended: number;
}

/** Whatever is due later is further back, because every wait is equally long. */
interface Queue {
  readonly due: { readonly layer: number; readonly at: number }[];
  next: number;
  /** When each worker is free again. */
  readonly workers: number[];
  /** When a worker takes the next release. */
  start: number;
}

/** Plays the rollout, from the moment when all releases are applied. */
export function simulateRollout(model: RolloutModel): RolloutTimes {
  const { actionSeconds, checkSeconds, requeueSeconds } = model;
  const layers = Array.from({ length: model.layers }, (): Layer => ({ left: model.releasesPerLayer, ended: 0 }));
  const queues = Array.from({ length: model.shards }, (_, shard) => queueOf(shard, model));
  let checks = 0;
  for (;;) {
    const queue = queues.reduce((first, other) => (other.start < first.start ? other : first));
    const { start } = queue;
    if (start === Infinity) break;
    const { layer } = queue.due[queue.next++];
    const below = layers[layer - 1];
    const isHeld = below !== undefined && (below.left > 0 || below.ended > start);
    const end = start + (isHeld ? checkSeconds : actionSeconds);
    queue.workers[queue.workers.indexOf(Math.min(...queue.workers))] = end;
    if (isHeld) {
      checks++;
      queue.due.push({ layer, at: end + requeueSeconds });
    } else {
      layers[layer].left--;
      layers[layer].ended = Math.max(layers[layer].ended, end);
    }
    queue.start = startOf(queue);
  }
  return { seconds: Math.max(0, ...layers.map(({ ended }) => ended)), leastSeconds: leastSeconds(model), checks };
}

function queueOf(shard: number, { layers, releasesPerLayer, shards, concurrent }: RolloutModel): Queue {
  const due = Array.from({ length: releasesPerLayer * layers }, (_, i) => ({ layer: i % layers, at: 0 }));
  const own = due.filter((_, i) => Math.floor(i / layers) % shards === shard);
  return {
    due: own,
    next: 0,
    workers: Array.from({ length: concurrent }, () => 0),
    start: own.length > 0 ? 0 : Infinity,
  };
}

/** When it is due, and a worker is free. */
function startOf({ due, next, workers }: Queue): number {
  return next < due.length ? Math.max(due[next].at, Math.min(...workers)) : Infinity;
}

function leastSeconds({ layers, releasesPerLayer, shards, concurrent, actionSeconds }: RolloutModel): number {
  return layers * Math.ceil(releasesPerLayer / (shards * concurrent)) * actionSeconds;
}
