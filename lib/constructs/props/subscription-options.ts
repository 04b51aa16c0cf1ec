/**
 * What can be said about a subscription, on itself, its cluster or its fleet.
 */
import type { IDependable } from 'constructs';
import type { ReleaseOptions } from '../../flux/release-options';
import type { SourceOptions } from '../../flux/source-options';
import type { ICatalog } from './i-catalog';
import type { IProfile } from './i-profile';
import type { FleetDelivery, ManifestDefaults } from './manifest-options';
import type { UpgradeOrder } from './upgrade-order';
import type {
  AnyProfiles,
  OneOrMany,
  ProfileName,
  ProfileType,
  ProfileTypes,
  TypeOf,
  ValuesOf,
} from './typed-profiles';
import type { Values, ValuesFrom } from './values';

/** What a subscription can also take from its cluster and its fleet: the nearest wins. */
export interface SubscriptionDefaults extends Omit<ReleaseOptions, 'valuesFrom'> {
  /** Merged in this order, then the inline values over them. */
  readonly valuesFrom?: readonly ValuesFrom[];
  /** Whole number from 0. @default the profile's */
  readonly layer?: number;
  /** Namespace of the Flux objects. @default the cluster's */
  readonly namespace?: string;
  /** Namespace of the workload. @default the profile's name */
  readonly targetNamespace?: string;
  /** Helm release, at most 53 characters. @default the subscription's name, shortened as helm-controller does */
  readonly releaseName?: string;
  /** Merged as Flux merges values, later over earlier and nearer over farther; `null` removes a default of the chart. */
  readonly values?: Values | readonly Values[];
  /** What must be ready first: subscriptions, constructs (all subscriptions in them), layers, HelmReleases. */
  readonly dependsOn?: readonly IDependable[];
  /** What its upgrades wait for. @default 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /** Of what it waits for, what holds back its first install only: no sickness of these keeps an upgrade. */
  readonly independentOf?: readonly IDependable[];
  /** On the HelmRelease; merged. */
  readonly labels?: Readonly<Record<string, string>>;
  /** On the HelmRelease; merged. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** How to install a profile, of which `T` is known, in version `V`. */
export interface SubscriptionOptions<T extends ProfileType = ProfileType, V extends string = string> extends Omit<
  SubscriptionDefaults,
  'values'
> {
  /** Range in the catalog, as Helm reads it: `~0.0.16`. @default the newest version that is not a prerelease */
  readonly version?: V;
  /** Merged as Flux merges values, later over earlier and nearer over farther; `null` removes a default of the chart. */
  readonly values?: OneOrMany<ValuesOf<T, V>>;
  /** Name of the HelmRelease. Frozen: another name is another release. @default the id */
  readonly subscriptionName?: string;
}

/** A profile, and how to install it. */
export interface ProfileSubscriptionProps<
  P extends ProfileTypes = AnyProfiles,
  N extends { [K in keyof P]: K & string }[keyof P] | IProfile = ProfileName<P> | IProfile,
  V extends string = string,
> extends SubscriptionOptions<TypeOf<P, N>, V> {
  /** A profile, or the name of one in the catalog. */
  readonly profile: N;
  /** @default the cluster's */
  readonly catalog?: ICatalog<P>;
}

/** What a cluster inherits from its fleet, and a subscription from both. */
export interface Inheritance {
  readonly defaults?: SubscriptionDefaults;
  /** How manifests are applied; what they have in common with subscriptions comes from `defaults`. */
  readonly manifestDefaults?: ManifestDefaults;
  /** Where Flux finds what the program writes: needed for manifests, and the default of `deliverFrom`. */
  readonly delivery?: FleetDelivery;
  /** Options of chart repositories and registries by URL, as catalogs and profiles name it. */
  readonly sources?: Readonly<Record<string, SourceOptions>>;
}
