/**
 * Whether releases waited for each other.
 *
 * Installs and upgrades must begin after those of all dependencies have ended, removals after those
 * of all dependants; also across releases that did not change.
 */
import { Action } from './order-log';

/** Release -> the releases it waits for: `flux-system/flagger` -> `flux-system/linkerd2`. */
export type Waits = ReadonlyMap<string, readonly string[]>;

/**
 * One sentence per pair of actions that broke the order; empty if there is none. `actions` are
 * those of one round, such as of one commit.
 */
export function outOfOrder(actions: readonly Action[], waits: Waits): readonly string[] {
  const broken: string[] = [];
  for (const upper of actions) {
    const below = allBelow(upper.release, waits);
    for (const lower of actions) {
      if (!below.has(lower.release) || (upper.kind === 'uninstall') !== (lower.kind === 'uninstall')) continue;
      const [first, second] = upper.kind === 'uninstall' ? [upper, lower] : [lower, upper];
      if (first.ended !== undefined && first.ended <= second.started) continue;
      broken.push(
        `${second.kind} of ${second.release} began ${formatLead(first, second)} ${first.kind} of ${first.release} ended`,
      );
    }
  }
  return broken;
}

const known = new WeakMap<Waits, Map<string, ReadonlySet<string>>>();

/** Everything that `release` waits for, directly or indirectly. */
export function allBelow(release: string, waits: Waits): ReadonlySet<string> {
  const sets = known.get(waits) ?? new Map<string, ReadonlySet<string>>();
  known.set(waits, sets);
  const below = sets.get(release) ?? findBelow(release, waits);
  sets.set(release, below);
  return below;
}

function findBelow(release: string, waits: Waits): ReadonlySet<string> {
  const below = new Set<string>();
  const open = [release];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const lower of waits.get(next) ?? []) {
      if (!below.has(lower)) open.push(lower);
      below.add(lower);
    }
  }
  return below;
}

function formatLead(first: Action, second: Action): string {
  return first.ended === undefined ? 'before' : `${((first.ended - second.started) / 1000).toFixed(1)} s before`;
}
