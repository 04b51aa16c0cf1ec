/**
 * Random fleets with every option, valid by construction.
 *
 * Their content is drawn by fast-check: the same for the same seed.
 */
import {
  Cluster,
  type ClusterProps,
  type Fleet,
  type Inheritance,
  isProfilesError,
  type Patch,
  Profile,
  ProfileSubscription,
  RemovalGuard,
  type SubscriptionOptions,
} from 'cdk8s-profiles';
import fc from 'fast-check';
import { type Files, synthesize } from '../harness';
import { NAMESPACES, OCI, HTTP, defaults, labels, options, patch } from './random-options';
import { sources } from './random-sources';

/** A fleet to be. */
interface RandomProgram {
  readonly fleet: Inheritance;
  readonly clusters: readonly RandomCluster[];
  readonly hasGuard: boolean;
}

interface RandomCluster {
  readonly props: ClusterProps;
  /** How many of the subscriptions have layers; the others come last. */
  readonly layered: number;
  readonly subscriptions: readonly RandomSubscription[];
}

interface RandomSubscription {
  readonly repository: string;
  readonly options: SubscriptionOptions;
  readonly patches: readonly Patch[];
  /** How far back in the list its dependencies are. */
  readonly dependsOn: readonly number[];
  readonly isIndependent: boolean;
}

const MOST_SUBSCRIPTIONS = 6;
const subscriptionIds = Array.from({ length: MOST_SUBSCRIPTIONS }, (_, i) => `component-${i}`);

const subscription = fc.record({
  repository: fc.constantFrom(HTTP, OCI),
  options,
  patches: fc.array(patch, { maxLength: 2 }),
  dependsOn: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  isIndependent: fc.boolean(),
});

const clusterProps = fc.record(
  {
    namespace: fc.constantFrom(...NAMESPACES),
    order: fc.constantFrom('layers' as const, 'dependencies' as const),
    upgradeOrder: fc.constantFrom('lockstep' as const, 'flux' as const),
    unlayered: fc.constantFrom('last' as const, 'any' as const),
    substitute: fc.boolean(),
    labels,
    defaults,
    sources,
  },
  { requiredKeys: [] },
);

/** Layers increase along the list, so that no named dependency is in a higher layer. */
const programs: fc.Arbitrary<RandomProgram> = fc.record({
  fleet: fc.record({ defaults, sources }, { requiredKeys: [] }),
  clusters: fc.array(
    fc.record({
      props: clusterProps,
      layered: fc.integer({ min: 0, max: MOST_SUBSCRIPTIONS }),
      subscriptions: fc.array(subscription, { minLength: 1, maxLength: MOST_SUBSCRIPTIONS }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  hasGuard: fc.boolean(),
});

/**
 * The files of the first `count` programs that the library accepts, of `count` and some more that
 * are drawn; the others are refused for good reasons, such as options that exclude each other.
 */
export function randomFiles(count: number): Files[] {
  const drawn = fc.sample(programs, { numRuns: 2 * count, seed: 20_240_501 });
  const written = drawn.map(tryFiles).filter(files => files !== undefined);
  return written.slice(0, count);
}

function tryFiles(program: RandomProgram): Files | undefined {
  try {
    return synthesize(fleet => build(fleet, program), program.fleet);
  } catch (error) {
    if (isProfilesError(error)) return undefined;
    throw error;
  }
}

function build(fleet: Fleet, { clusters, hasGuard }: RandomProgram): void {
  for (const [i, { props, layered, subscriptions }] of clusters.entries()) {
    const existingNamespaces = [...subscriptionIds, ...NAMESPACES, 'somewhere'];
    const cluster = new Cluster(fleet, `cluster-${i}`, { ...props, existingNamespaces });
    const known: ProfileSubscription[] = [];
    for (const [at, each] of subscriptions.entries()) {
      const layer = at < layered ? Math.floor(at / 2) : undefined;
      known.push(subscribe(cluster, each, known, layer));
    }
  }
  if (hasGuard) new RemovalGuard(fleet, 'guard');
}

function subscribe(
  cluster: Cluster,
  { repository, options, patches, dependsOn, isIndependent }: RandomSubscription,
  known: readonly ProfileSubscription[],
  layer: number | undefined,
): ProfileSubscription {
  const id = subscriptionIds[known.length];
  const profile = Profile.fromHelmChart({ repository, chart: id, version: '1.2.3-rc.1+build', layer });
  const below = dependsOn.flatMap(distance => known.at(-distance) ?? []);
  const subscription = cluster.subscribe(profile, {
    ...options,
    dependsOn: below,
    ...(isIndependent && { independentOf: below }),
  });
  subscription.patch(...patches);
  return subscription;
}
