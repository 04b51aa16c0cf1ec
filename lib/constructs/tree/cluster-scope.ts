/**
 * What a subscription needs from its cluster, and how it finds the cluster.
 */
import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { GitLocation, GitSource } from '../../flux/git-source';
import type { ReleaseChart } from '../../flux/release';
import type { ChartLocation } from '../../flux/source';
import type { SourceOptions } from '../../flux/source-options';
import type { Problem } from '../../model/problem';
import { ProfilesError } from '../../model/profiles-error';
import type { ICatalog } from '../props/i-catalog';
import type { OrderMoment } from './flux-object';
import type { FleetDelivery, ManifestDefaults } from '../props/manifest-options';
import type { Member } from './member';
import type { Inheritance, SubscriptionDefaults } from '../props/subscription-options';
import { CLUSTER, FLEET, isMarked } from './symbols';

/** Where a HelmRelease is. */
export interface ReleasePlace {
  readonly namespace: string;
  readonly name: string;
}

/** The user of a source. */
export interface SourceUse {
  readonly namespace: string;
  /** Whether the release goes to another API server than its objects. */
  readonly isRemote: boolean;
  /** Shard of the release. Absent: none. */
  readonly shard?: string;
}

/** The internal interface of a cluster, for constructs of this library. */
export interface ClusterScope extends Chart {
  readonly clusterName: string;
  readonly namespace: string;
  /** Where profiles given by name are looked up. */
  readonly catalogs: readonly ICatalog[];
  /** Adds a member to the order. */
  join(member: Member): void;
  /** The layer of a member in the current order. */
  layerOf(member: Member): number | undefined;
  /** Discards the order, because something that it depends on has changed. */
  invalidate(): void;
  /** What its subscriptions inherit, nearest first. */
  readonly defaults: readonly (SubscriptionDefaults | undefined)[];
  /** Version of Kubernetes that releases are installed on. Absent: unknown. */
  readonly kubernetesVersion?: string;
  /** Whether Flux replaces `${name}` in this library's objects. */
  readonly substitute: boolean;
  /** Its source objects. */
  readonly sources: {
    /** The shard of a release, `own` if that is given; `undefined` without sharding. */
    shardOf(release: ReleasePlace, own: string | undefined): string | undefined;
    /** The chart in its source, which is written on first use; `source` is what its catalog says about it. */
    add(location: ChartLocation & { readonly source?: SourceOptions }, use: SourceUse): ReleaseChart;
    /** The same for a folder of a Git repository. */
    addGit(location: GitLocation & { readonly source?: SourceOptions }, use: SourceUse): GitSource;
  };
  /** Where Flux finds what the program writes. */
  readonly delivery?: FleetDelivery;
  /** How manifests are applied by default, nearest first. */
  readonly manifestDefaults: readonly (ManifestDefaults | undefined)[];
  /** The order since the last change. */
  readonly order: OrderMoment;
  /** Problems at the construct `path`. */
  problemsAt(path: string): readonly Problem[];
}

/** The cluster that `construct` is, or belongs to; `undefined` outside of clusters. */
export function tryClusterOf(construct: IConstruct): ClusterScope | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    if (isMarked(at, CLUSTER)) return (at as unknown as { readonly [CLUSTER]: ClusterScope })[CLUSTER];
  }
  return undefined;
}

/** Like `tryClusterOf`; throws ProfilesError outside of clusters. */
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

/** What clusters inherit from the fleet of `construct`; `undefined` under stock App. */
export function fleetOf(construct: IConstruct): Inheritance | undefined {
  const { root } = construct.node;
  return isMarked(root, FLEET) ? (root as unknown as { readonly [FLEET]: Inheritance })[FLEET] : undefined;
}
