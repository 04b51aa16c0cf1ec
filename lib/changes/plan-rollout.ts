/**
 * In which order the releases of a cluster are upgraded, and the longest way through it.
 */
import { groupBy } from '../model/data/group-by';
import { installWaves } from '../order/install-waves';
import type { Waits } from './compare-order';

/** What happens in one cluster, by key of release. */
export interface RolloutInput {
  /** What each release waits for when it is installed or upgraded; only those that exist count. */
  readonly waits: Waits;
  /** Releases that Helm installs or upgrades. */
  readonly acting: ReadonlySet<string>;
}

/** Keys of acting releases. */
export interface RolloutOrder {
  /** Each group waits for something in the group before it; sorted. */
  readonly steps: readonly (readonly string[])[];
  /** One of the longest sequences in which each waits for the one before. */
  readonly longestWay: readonly string[];
}

/** The order of acting releases; others pass order on. Those in a cycle come last. */
export function planRollout({ waits, acting }: RolloutInput): RolloutOrder {
  if (acting.size === 0) return { steps: [], longestWay: [] };
  const waves = installWaves(waits);
  const sorted = [...waits.keys()].sort((a, b) => waves.get(a)! - waves.get(b)! || (a < b ? -1 : 1));
  const ways = new Map<string, Way>();
  const ofTargets = new Map<string, Way>();
  for (const key of sorted) {
    const targets = waits.get(key)!;
    const shared = targets.join();
    const before = ofTargets.get(shared) ?? longest(targets.flatMap(to => ways.get(to) ?? []));
    ofTargets.set(shared, before);
    ways.set(key, acting.has(key) ? { key, length: before.length + 1, before } : before);
  }
  const active = sorted.filter(key => acting.has(key));
  const groups = groupBy(active, key => ways.get(key)!.length);
  const steps = [...groups].sort(([a], [b]) => a - b).map(([, keys]) => keys.sort());
  return { steps, longestWay: keysOf(longest([...ways.values()])) };
}

/** Acting releases that wait for each other, as a linked list from the last to the first. */
interface Way {
  readonly length: number;
  readonly key?: string;
  readonly before?: Way;
}

const START: Way = { length: 0 };

function longest(ways: readonly Way[]): Way {
  return ways.reduce((best, way) => (way.length > best.length ? way : best), START);
}

function keysOf(way: Way): string[] {
  const keys: string[] = [];
  for (let at: Way | undefined = way; at?.key !== undefined; at = at.before) keys.unshift(at.key);
  return keys;
}
