import fc from 'fast-check';
import { findRoots, wayFrom } from '../../lib/status/find-roots';
import type { ObjectState, StandingObject, StateKind } from '../../lib/status/object-state';

/** `object('c', 'waiting', 'a', 'b')`: c waits for a and b. */
function object(key: string, state: StateKind | ObjectState, ...waits: readonly string[]): StandingObject {
  const standing = typeof state === 'string' ? { kind: state } : state;
  return { key, state: standing, waits: waits.map(on => ({ on, why: 'dependency' })) };
}

/** `c: a -> b` for each object that waits. */
function waysOf(objects: readonly StandingObject[]): string[] {
  const roots = findRoots(objects);
  return objects.map(({ key }) => `${key}: ${wayFrom(key, roots).join(' -> ')}`).filter(line => !line.endsWith(': '));
}

test('no objects have no ways', () => {
  expect(findRoots([])).toEqual({ ways: new Map(), cycles: new Map() });
});

test.each<[string, StandingObject[], string[]]>([
  [
    'to the one that fails, before one that is in progress',
    [object('flagger', 'waiting', 'linkerd2', 'loki'), object('linkerd2', 'failed'), object('loki', 'progressing')],
    ['flagger: linkerd2'],
  ],
  [
    'to what Flux has given up, before what it tries again',
    [
      object('flagger', 'waiting', 'linkerd2', 'loki'),
      object('linkerd2', { kind: 'failed', retries: 'later' }),
      object('loki', { kind: 'failed', retries: 'never' }),
    ],
    ['flagger: loki'],
  ],
  [
    'to what is missing, also by a name such as constructor',
    [object('flagger', 'waiting', 'loki', 'constructor'), object('loki', 'suspended')],
    ['flagger: constructor'],
  ],
  [
    'by the shortest way, and of two equal ones by the first name',
    [
      object('top', 'waiting', 'middle', 'b', 'a'),
      object('middle', 'waiting', 'base'),
      ...['a', 'b', 'base'].map(name => object(name, 'failed')),
    ],
    ['top: a', 'middle: base'],
  ],
  [
    'into a cycle, and not around in it',
    [
      object('a', 'waiting', 'b'),
      object('b', 'waiting', 'c'),
      object('c', 'waiting', 'b'),
      object('d', 'waiting', 'd'),
    ],
    ['a: b'],
  ],
])('leads %s', (_, objects, ways) => {
  expect(waysOf(objects)).toEqual(ways);
  expect(waysOf([...objects].reverse()).sort()).toEqual([...ways].sort());
});

test('a cycle begins at its smallest key, and is the shortest one through it', () => {
  const { cycles } = findRoots([
    object('c', 'waiting', 'a'),
    object('b', 'waiting', 'c', 'd'),
    object('a', 'waiting', 'b'),
    object('d', 'waiting', 'c'),
    object('itself', 'waiting', 'itself'),
  ]);
  const all = ['a', 'b', 'c'];
  expect([...cycles].sort()).toEqual([
    ['a', all],
    ['b', all],
    ['c', all],
    ['d', all],
    ['itself', ['itself']],
  ]);
});

const KINDS: readonly StateKind[] = ['ready', 'progressing', 'failed', 'suspended', 'held', 'removing', 'unknown'];

/** Up to 12 objects that wait for any of 14, two of which are missing. */
const graphs = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), waits: fc.uniqueArray(fc.nat(13), { maxLength: 4 }) }),
  {
    maxLength: 12,
  },
);

test('every way ends at an object that waits for nothing or is in a cycle, and no other end is more urgent', () => {
  fc.assert(
    fc.property(graphs, graph => {
      const objects = graph.map(({ kind, waits }, i) =>
        object(`${i}`, waits.length > 0 ? 'waiting' : kind, ...waits.map(String)),
      );
      const { ways, cycles } = findRoots(objects);
      const edges = new Map(objects.map(({ key, waits }) => [key, waits.map(({ on }) => on)]));
      const reach = (key: string, seen = new Set<string>()): Set<string> => {
        for (const on of edges.get(key) ?? []) if (!seen.has(on)) reach(on, seen.add(on));
        return seen;
      };
      const isEnd = (key: string) => cycles.has(key) || (edges.get(key) ?? []).length === 0;
      const kindOf = (key: string) =>
        cycles.has(key) ? 'cycle' : (objects.find(each => each.key === key)?.state.kind ?? 'missing');
      const order = [
        'cycle',
        'missing',
        'failed',
        'suspended',
        'held',
        'waiting',
        'ready',
        'unknown',
        'removing',
        'progressing',
      ];
      for (const { key } of objects) {
        expect(cycles.has(key)).toBe(reach(key).has(key));
        const keys = [key, ...wayFrom(key, { ways, cycles })];
        keys.slice(1).forEach((next, i) => expect(edges.get(keys[i])).toContain(next));
        const { root, length } = ways.get(key)!;
        expect([keys.at(-1), keys.length - 1, isEnd(root)]).toEqual([root, length, true]);
        const ends = isEnd(key) ? [] : [...reachOutside(key, edges, cycles)].filter(isEnd);
        for (const end of ends) expect(order.indexOf(kindOf(root))).toBeLessThanOrEqual(order.indexOf(kindOf(end)));
      }
    }),
    { numRuns: 150 },
  );
});

/** What `key` reaches without going through a cycle. */
function reachOutside(
  key: string,
  edges: ReadonlyMap<string, readonly string[]>,
  cycles: ReadonlyMap<string, unknown>,
): Set<string> {
  const seen = new Set<string>();
  const queue = [key];
  for (const each of queue) {
    for (const on of cycles.has(each) ? [] : (edges.get(each) ?? [])) {
      if (!seen.has(on)) queue.push(on);
      seen.add(on);
    }
  }
  return seen;
}

test('the time is linear: 10,000 releases in a chain, and 10,000 that wait for 10 each', () => {
  const chain = Array.from({ length: 10_000 }, (_, i) =>
    object(`${i}`, i === 0 ? 'failed' : 'waiting', ...(i === 0 ? [] : [`${i - 1}`])),
  );
  const roots = findRoots(chain);
  expect(roots.ways.get('9999')).toEqual({ next: '9998', root: '0', length: 9999 });
  const wide = Array.from({ length: 10_000 }, (_, i) =>
    object(
      `${i}`,
      'waiting',
      ...Array.from({ length: 10 }, (__, j) => `${i - 1 - j}`).filter(name => !name.startsWith('-')),
    ),
  );
  const [small, large] = [wide.slice(0, 2_500), wide].map(objects => fastest(() => findRoots(objects)));
  expect(large / small).toBeLessThan(4 * 3);
  const circle = chain.map(({ key, ...rest }) => ({
    ...rest,
    key,
    waits: [{ on: `${(Number(key) + 1) % 10_000}`, why: 'dependency' as const }],
  }));
  expect(findRoots(circle).cycles.get('5000')).toHaveLength(10_000);
});

/** Milliseconds of the fastest of three runs. */
function fastest(run: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  return Math.min(...times);
}
