/**
 * How long a round would have taken if every action had begun as early as possible.
 */
import { Action } from './order-log';
import { Waits } from './out-of-order';

/** Milliseconds of the longest chain of `actions` that wait for each other; `waits` has no cycle. */
export function criticalPath(actions: readonly Action[], waits: Waits): number {
  const own = new Map<string, number>();
  for (const { release, started, ended = started } of actions) {
    own.set(release, (own.get(release) ?? 0) + ended - started);
  }
  const done = new Map<string, number>();
  const until = (release: string): number => {
    const known = done.get(release);
    if (known !== undefined) return known;
    const below = Math.max(0, ...(waits.get(release) ?? []).map(until));
    done.set(release, below + (own.get(release) ?? 0));
    return done.get(release)!;
  };
  return Math.max(0, ...[...waits.keys()].map(until));
}
