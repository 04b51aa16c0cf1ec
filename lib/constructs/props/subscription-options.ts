/**
 * The options of a subscription: its own, its cluster's or its fleet's.
 */
import type { IDependable } from 'constructs';
import type { ReceiverOptions } from '../../flux/events/receiver-options';
import type { ReleaseOptions } from '../../flux/release-options';
import type { SourceOptions } from '../../flux/source-options';
import type { ICatalog } from './i-catalog';
import type { IProfile } from './i-profile';
import type { FleetDelivery, ManifestDefaults } from './manifest-options';
import type { UpgradeOrder } from './upgrade-order';
import type {
  AnyProfiles,
  OneOrManyValues,
  ProfileName,
  ProfileType,
  ProfileTypes,
  ProfileTypeOf,
  ProfileValuesOf,
} from './typed-profiles';
import type { Values, ValuesFrom } from './values';

/** Options that a subscription also takes from its cluster and its fleet; the nearest wins. */
export interface SubscriptionDefaults extends Omit<ReleaseOptions, 'valuesFrom'> {
  /** More values, merged in this order; the inline values take precedence. @default none */
  readonly valuesFrom?: readonly ValuesFrom[];
  /** Whole number from 0; it waits for the next lower layer. @default the profile's */
  readonly layer?: number;
  /** Namespace of the Flux objects. @default the cluster's */
  readonly namespace?: string;
  /** Namespace of the workload. @default the profile's name */
  readonly targetNamespace?: string;
  /** Name of the Helm release, at most 53 characters. @default the subscription's, shortened as helm-controller does */
  readonly releaseName?: string;
  /**
   * Helm values, merged like Flux does: later over earlier, the subscription's over those of its
   * cluster and fleet; `null` removes a default of the chart. @default none
   */
  readonly values?: Values | readonly Values[];
  /** What must be ready first: subscriptions, constructs (for all subscriptions in them), layers, HelmReleases. @default none */
  readonly dependsOn?: readonly IDependable[];
  /** Whether its upgrades wait for those of its dependencies. @default 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /** Dependencies that hold back only its first install, so that it is upgraded even if they fail. @default none */
  readonly independentOf?: readonly IDependable[];
  /** Shard of Flux's controllers that installs it: the value of `sharding.fluxcd.io/key`. @default one of the cluster's `shards` */
  readonly shard?: string;
  /** Labels of the HelmRelease, merged with those of cluster and fleet. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the HelmRelease, merged with those of cluster and fleet. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * How to install a profile. `Type` is what the compiler knows about it, and `Version` the version
 * that is asked for.
 */
export interface SubscriptionOptions<
  Type extends ProfileType = ProfileType,
  Version extends string = string,
> extends Omit<SubscriptionDefaults, 'values'> {
  /** Version or range, in Helm's syntax: `~0.0.16`. @default the newest version that is not a prerelease */
  readonly version?: Version;
  /**
   * Helm values, merged like Flux does: later over earlier, the subscription's over those of its
   * cluster and fleet; `null` removes a default of the chart. @default none
   */
  readonly values?: OneOrManyValues<ProfileValuesOf<Type, Version>>;
  /**
   * Of a profile in git: values of single artifacts by name, over `values`; an artifact of a nested profile is
   * `logging/server`. For manifests, they are the parameters that the profile declares. @default none
   */
  readonly artifactValues?: Readonly<Record<string, Values | readonly Values[]>>;
  /** Name of the HelmRelease; to change it is to uninstall the release and install another. @default the id */
  readonly subscriptionName?: string;
}

/** A profile to install, and how. */
export interface ProfileSubscriptionProps<
  Profiles extends ProfileTypes = AnyProfiles,
  Name extends { [Key in keyof Profiles]: Key & string }[keyof Profiles] | IProfile = ProfileName<Profiles> | IProfile,
  Version extends string = string,
> extends SubscriptionOptions<ProfileTypeOf<Profiles, Name>, Version> {
  /** A profile, or the name of one in the catalog. */
  readonly profile: Name;
  /** Where a profile given by name is looked up. @default the cluster's */
  readonly catalog?: ICatalog<Profiles>;
}

/** Options that a cluster takes from its fleet, and a subscription from both. */
export interface Inheritance {
  /** Options of all subscriptions; each takes what they are when it is created. @default none */
  readonly defaults?: SubscriptionDefaults;
  /** How manifests are applied; what they have in common with subscriptions comes from `defaults`. @default none */
  readonly manifestDefaults?: ManifestDefaults;
  /** Where Flux finds the output: needed for manifests, and the default of `deliverFrom`. @default none */
  readonly delivery?: FleetDelivery;
  /**
   * Shards of Flux's controllers among which the releases are spread by their names: values of
   * `sharding.fluxcd.io/key`. @default none: the controllers without a shard install everything
   */
  readonly shards?: readonly string[];
  /**
   * Objects with which Flux's notification-controller wakes releases as soon as what they wait for is ready, in
   * addition to Flux's polling; `{}` for the defaults, `false` for none, even if the fleet has one. Needs `delivery`, and
   * a Secret on the cluster; meant for up to about 50 releases. @default none
   */
  readonly receiver?: ReceiverOptions | false;
  /** How Flux reaches chart repositories and registries, by the URL that catalogs and profiles give. @default none */
  readonly sources?: Readonly<Record<string, SourceOptions>>;
  /**
   * Version of Kubernetes that releases are installed on, as the API server reports it: `v1.29.3`. Charts from catalogs
   * that do not take it are problems. @default charts are not checked
   */
  readonly kubernetesVersion?: string;
}
