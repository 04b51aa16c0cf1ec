/**
 * What a cluster is given, and what it answers.
 */
import type { InstallOrder, InstallPlan, UnlayeredOrder } from '../../order/install-plan';
import type { ICatalog } from './i-catalog';
import type { Inheritance, SubscriptionOptions } from './subscription-options';
import type { UpgradeOrder } from './upgrade-order';
import type { AnyProfiles, ProfileType, ProfileTypes } from './typed-profiles';

/** A cluster: where its objects go, and what its subscriptions share. */
export interface ClusterProps<P extends ProfileTypes = AnyProfiles> extends Inheritance {
  /** Name of its output and in its annotations: a DNS label. @default the id */
  readonly clusterName?: string;
  /** Namespace of the Flux objects. @default 'flux-system' */
  readonly namespace?: string;
  /** Where profiles given by name are looked up. */
  readonly catalog?: ICatalog<P>;
  /** What a release waits for beside what it names. @default 'layers' */
  readonly order?: InstallOrder;
  /** As for each subscription. @default 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /** When releases without a layer are installed. @default 'last' */
  readonly unlayered?: UnlayeredOrder;
  /** Namespaces that exist without the program, beside Kubernetes' own. */
  readonly existingNamespaces?: readonly string[];
  /** API groups that the cluster serves without the program, beside those of Kubernetes and Flux: `monitoring.coreos.com`. @default none */
  readonly existingApis?: readonly string[];
  /** Let Flux replace `${name}` in our objects (`postBuild` of the Kustomization). @default false: they are annotated against it */
  readonly substitute?: boolean;
  /** On every object of the cluster. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The order of a cluster. */
export interface ClusterPlan extends InstallPlan {
  /** False: Flux removes everything at once, for the app has no RemovalGuard. */
  readonly isRemovalGuarded: boolean;
}

/** How `Cluster.subscribe` installs a profile. */
export interface SubscribeOptions<
  T extends ProfileType = ProfileType,
  V extends string = string,
> extends SubscriptionOptions<T, V> {
  /** @default the cluster's */
  readonly catalog?: ICatalog;
  /** Id of the subscription. @default `subscriptionName`, or the profile's name */
  readonly id?: string;
}
