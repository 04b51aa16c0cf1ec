/**
 * The same program gives the same bytes, independent of the order of its statements.
 */
import { Cluster, Fleet, ProfileSubscription } from 'cdk8s-profiles';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { ENTRIES, platformCatalog } from './platform-catalog';
import { filesIn, temporaryFolder } from './temporary-folder';

/** Determines the order of `items`. */
type Shuffle = <T>(items: readonly T[]) => T[];

const VALUES = { meshProvider: 'linkerd', b: [2, 1], resources: null, '10': 'ten', '9': 'nine', a: { z: 1, y: null } };
const LABELS = { team: 'mesh', ring: 'canary', 'example.com/owner': 'platform' };

/** Subscriptions of each cluster: parent construct, profile, namespace, dependencies. */
const SUBSCRIPTIONS = [
  ['platform', 'cert-manager', undefined, []],
  ['platform', 'kyverno', undefined, []],
  ['platform/mesh', 'linkerd2', undefined, ['kyverno']],
  ['platform/mesh', 'flagger', 'team-a', ['linkerd2', 'cert-manager']],
  ['', 'jaeger', undefined, ['flagger', 'kyverno']],
  ['', 'external-secrets-store-config', 'team-b', []],
] as const;

function shuffledKeys(data: Readonly<Record<string, unknown>>, shuffle: Shuffle): Record<string, unknown> {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(data).map(([key, value]) => [
    key,
    isMap(value) ? shuffledKeys(value, shuffle) : value,
  ]);
  return Object.fromEntries(shuffle(entries));
}

/** The construct at `path` in `scope`, created if it is missing. */
function constructAt(scope: Construct, path: string): Construct {
  return path
    .split('/')
    .filter(id => id !== '')
    .reduce((at, id) => (at.node.tryFindChild(id) as Construct | undefined) ?? new Construct(at, id), scope);
}

function define(app: App, shuffle: Shuffle): void {
  const catalog = platformCatalog(app, shuffle(ENTRIES));
  for (const name of shuffle(['staging', 'production', 'test'])) {
    const labels = shuffledKeys(LABELS, shuffle) as Record<string, string>;
    const cluster = new Cluster(app, name, { catalog, labels, existingNamespaces: ['team-a', 'team-b'] });
    const made = new Map<string, ProfileSubscription>();
    for (const [path, profile, namespace] of shuffle(SUBSCRIPTIONS)) {
      const options = { namespace, values: shuffledKeys(VALUES, shuffle), labels, annotations: labels };
      made.set(profile, new ProfileSubscription(constructAt(cluster, path), profile, { profile, ...options }));
    }
    const pairs = SUBSCRIPTIONS.flatMap(([, from, , others]) => others.map(to => [from, to] as const));
    for (const [from, to] of shuffle(pairs)) made.get(from)!.addDependency(made.get(to)!);
  }
}

/** Paths and texts of what `app` writes. */
function synthesize(app: App, shuffle: Shuffle): Record<string, string> {
  define(app, shuffle);
  app.synth();
  return filesIn(app.outdir);
}

test.each([
  ['Fleet', 3 * 9, () => new Fleet({ outdir: temporaryFolder() })],
  ['stock App', 3, () => new App({ outdir: temporaryFolder() })],
])('%s', (_, count, newApp) => {
  const files = synthesize(newApp(), items => [...items]);
  expect(Object.keys(files)).toHaveLength(count);
  const numbers = fc.infiniteStream(fc.nat({ max: 99 }));
  fc.assert(
    fc.property(numbers, stream => {
      const shuffle: Shuffle = items => {
        const placed = items.map(item => ({ item, at: stream.next().value! }));
        return placed.sort((a, b) => a.at - b.at).map(({ item }) => item);
      };
      expect(synthesize(newApp(), shuffle)).toEqual(files);
    }),
    { numRuns: 50, endOnFailure: true },
  );
});
