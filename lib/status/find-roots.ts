/**
 * For each object that is not ready, the end of what it waits for: the object to fix, or a cycle.
 *
 * Of several things that are waited for, the way leads to the most urgent one: what Flux does not try again comes
 * before what it does, and that before what is in progress. Time is linear in objects and what they wait for, and
 * nothing is recursive: a chain can be 10,000 objects long.
 */
import { Graph } from '../order/graph';
import { stronglyConnected } from '../order/strongly-connected';
import type { ObjectKey } from './flux-object';
import type { ObjectState, StandingObject, StateKind } from './object-state';

/** Where a way ends. */
export interface Way {
  /** What is waited for first. Absent: nothing. */
  readonly next?: ObjectKey;
  /** Where it ends; the object itself if it waits for nothing. */
  readonly root: ObjectKey;
  /** How many objects are behind this one. */
  readonly length: number;
}

/** Where every way ends. */
export interface Roots {
  readonly ways: ReadonlyMap<ObjectKey, Way>;
  /** Objects that wait for each other, starting at the smallest key; by each of their keys. */
  readonly cycles: ReadonlyMap<ObjectKey, readonly ObjectKey[]>;
}

const MISSING: ObjectState = { kind: 'missing' };
/** The most urgent first. */
const BY_URGENCY: readonly StateKind[] = [
  'missing',
  'failed',
  'suspended',
  'held',
  'waiting',
  'ready',
  'unknown',
  'removing',
  'progressing',
  'removed',
];

/** `objects` have different keys; those that are waited for and not among them are missing. */
export function findRoots(objects: readonly StandingObject[]): Roots {
  const byKey = new Map(objects.map(object => [object.key, object]));
  const cycles = findCycles(objects);
  const ways = new Map<ObjectKey, Way>();
  const waitsOf = (key: ObjectKey) => (cycles.has(key) ? [] : (byKey.get(key)?.waits ?? []).map(({ on }) => on));
  const urgency = (key: ObjectKey) => urgencyOf(byKey.get(key)?.state ?? MISSING, cycles.has(key));
  const close = (key: ObjectKey) => {
    const found = waitsOf(key).map(next => ({ next, way: ways.get(next)! }));
    const order = (a: (typeof found)[0], b: (typeof found)[0]) =>
      urgency(a.way.root) - urgency(b.way.root) || a.way.length - b.way.length || (a.next < b.next ? -1 : 1);
    const best = found.reduce<(typeof found)[0] | undefined>(
      (a, b) => (a !== undefined && order(a, b) <= 0 ? a : b),
      undefined,
    );
    ways.set(key, best === undefined ? { root: key, length: 0 } : toWay(best.next, best.way));
  };
  const stack = objects.map(({ key }) => key).reverse();
  while (stack.length > 0) {
    const key = stack.at(-1)!;
    const open = ways.has(key) ? [] : waitsOf(key).filter(on => !ways.has(on));
    if (open.length > 0) {
      for (const on of open) stack.push(on);
      continue;
    }
    stack.pop();
    if (!ways.has(key)) close(key);
  }
  return { ways, cycles };
}

function toWay(next: ObjectKey, { root, length }: Way): Way {
  return { next, root, length: length + 1 };
}

/** Less is more urgent. */
function urgencyOf({ kind, retries }: ObjectState, isInCycle: boolean): number {
  if (isInCycle || (kind === 'failed' && retries === 'never')) return 0;
  return 1 + BY_URGENCY.indexOf(kind);
}

/** The keys from `key` on to the root of its way, without itself. */
export function wayFrom(key: ObjectKey, { ways }: Roots, most = Infinity): ObjectKey[] {
  const keys: ObjectKey[] = [];
  for (let next = ways.get(key)?.next; next !== undefined && keys.length < most; next = ways.get(next)?.next)
    keys.push(next);
  return keys;
}

function findCycles(objects: readonly StandingObject[]): Map<ObjectKey, readonly ObjectKey[]> {
  const vertexOf = new Map(objects.map(({ key }, i) => [key, i]));
  const graph = new Graph(objects.length);
  const cycles = new Map<ObjectKey, readonly ObjectKey[]>();
  for (const { key, waits } of objects) {
    for (const { on } of waits) {
      const to = vertexOf.get(on);
      if (to !== undefined) graph.add(to);
      if (on === key) cycles.set(key, [key]);
    }
    graph.close();
  }
  for (const group of stronglyConnected(graph)) {
    const keys = group.map(vertex => objects[vertex].key).sort();
    const members = new Set(group);
    const cycle = shortestCycle(vertexOf.get(keys[0])!, members, graph).map(vertex => objects[vertex].key);
    for (const key of keys) cycles.set(key, cycle);
  }
  return cycles;
}

/** From `start` along edges among `members` back to it, by breadth-first search. */
function shortestCycle(start: number, members: ReadonlySet<number>, graph: Graph): number[] {
  const before = new Map<number, number>();
  const queue = [start];
  for (const vertex of queue) {
    for (const to of graph.next(vertex)) {
      if (to === start) return pathTo(vertex, start, before);
      if (!members.has(to) || before.has(to)) continue;
      before.set(to, vertex);
      queue.push(to);
    }
  }
  return [start];
}

function pathTo(vertex: number, start: number, before: ReadonlyMap<number, number>): number[] {
  const path = [vertex];
  while (path.at(-1) !== start) path.push(before.get(path.at(-1)!)!);
  return path.reverse();
}
