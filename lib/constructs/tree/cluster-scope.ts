/**
 * What a subscription needs of the cluster around it, and how it finds it.
 */
import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ChartLocation, ChartSource } from '../../flux/source';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import type { ICatalog } from '../props/i-catalog';
import type { OrderMoment } from './flux-object';
import type { FleetDelivery, ManifestDefaults } from '../props/manifest-options';
import type { Member } from './member';
import type { Inheritance, SubscriptionDefaults } from '../props/subscription-options';
import { CLUSTER, FLEET, isMarked } from './symbols';

/** Who needs a source. */
export interface SourceUse {
  readonly namespace: string;
  /** The release goes to another API server than its objects. */
  readonly isRemote: boolean;
}

/** The inside of a cluster, for its own constructs. */
export interface ClusterScope extends Chart {
  readonly clusterName: string;
  readonly namespace: string;
  readonly catalog?: ICatalog;
  /** Takes part in the order from now on. */
  join(member: Member): void;
  /** Forgets the order, because something that it is made of has changed. */
  invalidate(): void;
  /** What its subscriptions inherit, the nearest first. */
  readonly defaults: readonly (SubscriptionDefaults | undefined)[];
  /** Whether Flux replaces `${name}` in our objects. */
  readonly substitute: boolean;
  /** Its source objects. */
  readonly sources: {
    /** The source of a chart, written when it is first needed. */
    add(location: ChartLocation, use: SourceUse): ChartSource;
  };
  /** Where Flux finds what the program writes. */
  readonly delivery?: FleetDelivery;
  /** How manifests are applied unless they say otherwise, the nearest first. */
  readonly manifestDefaults: readonly (ManifestDefaults | undefined)[];
  /** The order as of the last change. */
  readonly order: OrderMoment;
  /** What is wrong at the construct `path`. */
  problemsAt(path: string): readonly Problem[];
}

/** The cluster around `construct`, or the cluster that it is; `undefined` outside of clusters. */
export function tryClusterOf(construct: IConstruct): ClusterScope | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    if (isMarked(at, CLUSTER)) return (at as unknown as { readonly [CLUSTER]: ClusterScope })[CLUSTER];
  }
  return undefined;
}

/** As `tryClusterOf`; throws ProfilesError outside of clusters. */
export function clusterOf(construct: IConstruct): ClusterScope {
  const cluster = tryClusterOf(construct);
  if (cluster !== undefined) return cluster;
  throw new ProfilesError({
    kind: 'invalid-props',
    path: construct.node.path,
    what: 'it is outside of any Cluster',
    remedy: 'create it in a Cluster, or in a construct inside one',
  });
}

/** What the fleet around `construct` lets its clusters inherit; `undefined` under stock App. */
export function fleetOf(construct: IConstruct): Inheritance | undefined {
  const { root } = construct.node;
  return isMarked(root, FLEET) ? (root as unknown as { readonly [FLEET]: Inheritance })[FLEET] : undefined;
}
