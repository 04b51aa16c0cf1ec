/**
 * How long a round would have taken if every action had begun as early as possible, and how long each
 * layer waited instead.
 */
import { Action } from './order-log';
import { Waits, allBelow } from './out-of-order';

/** Milliseconds of the longest chain of `actions` that wait for each other; `waits` has no cycle. */
export function criticalPath(actions: readonly Action[], waits: Waits): number {
  const pathBefore = new Map<Action, number>();
  // what an action waits for has begun before it
  for (const action of actions) {
    const before = awaitedBy(action, actions, waits);
    pathBefore.set(action, Math.max(0, ...before.map(each => (pathBefore.get(each) ?? 0) + durationOf(each))));
  }
  return Math.max(0, ...actions.map(action => pathBefore.get(action)! + durationOf(action)));
}

/**
 * Milliseconds from the moment when an action could begin until it did, for each such moment in turn: `begin`, and
 * then usually the end of a layer. The longest counts if several actions could begin then.
 */
export function pausesOf(actions: readonly Action[], waits: Waits, begin: number): readonly number[] {
  const pauses = new Map<number, number>();
  for (const action of actions) {
    const ends = awaitedBy(action, actions, waits).map(({ started, ended = started }) => ended);
    const free = Math.max(begin, ...ends);
    pauses.set(free, Math.max(pauses.get(free) ?? 0, action.started - free));
  }
  return [...pauses.entries()].sort(([a], [b]) => a - b).map(([, pause]) => pause);
}

/** Those of `actions` that have to end before `action` begins: of what it waits for, or on removal of what waits for it. */
function awaitedBy(action: Action, actions: readonly Action[], waits: Waits): readonly Action[] {
  const isRemoval = action.kind === 'uninstall';
  return actions.filter(other => {
    if ((other.kind === 'uninstall') !== isRemoval || other.release === action.release) return false;
    const [upper, lower] = isRemoval ? [other, action] : [action, other];
    return other.started < action.started && allBelow(upper.release, waits).has(lower.release);
  });
}

function durationOf({ started, ended = started }: Action): number {
  return ended - started;
}
