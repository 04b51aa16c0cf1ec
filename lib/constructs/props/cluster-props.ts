/**
 * The options of a cluster, and its plan.
 */
import type { InstallOrder, InstallPlan, UnlayeredOrder } from '../../order/install-plan';
import type { LayerFinding } from '../../model/layers/layer-finding';
import type { ICatalog } from './i-catalog';
import type { Inheritance, SubscriptionOptions } from './subscription-options';
import type { UpgradeOrder } from './upgrade-order';
import type { AnyProfiles, ProfileType, ProfileTypes } from './typed-profiles';

/** Where the objects of a cluster go, and what its subscriptions share. */
export interface ClusterProps<Profiles extends ProfileTypes = AnyProfiles> extends Inheritance {
  /** A DNS label: the name of its folder, also written into annotations. @default the id */
  readonly clusterName?: string;
  /** Namespace of the Flux objects. @default 'flux-system' */
  readonly namespace?: string;
  /** Where profiles given by name are looked up. @default none: profiles are given as objects */
  readonly catalog?: ICatalog<Profiles>;
  /**
   * Several catalogs to look in instead: `linkerd2` must be in one of them only, `platform/linkerd2` is the one in
   * `platform`. Names and values are not typed then. @default `catalog` alone
   */
  readonly catalogs?: readonly ICatalog[];
  /** What a release waits for, in addition to what it names. @default 'layers' */
  readonly order?: InstallOrder;
  /** Whether upgrades wait for those of their dependencies. @default 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /** When releases without a layer are installed. @default 'last' */
  readonly unlayered?: UnlayeredOrder;
  /**
   * Namespaces that exist already, on the cluster that Flux runs in and on that of `kubeConfig`, in addition to
   * `namespace` and those of every Kubernetes cluster. @default none
   */
  readonly existingNamespaces?: readonly string[];
  /**
   * API groups that the cluster serves already, in addition to those of Kubernetes and Flux:
   * `monitoring.coreos.com`. @default none
   */
  readonly existingApis?: readonly string[];
  /** Whether Flux replaces `${name}` in the objects (`postBuild` of the Kustomization). @default false: an annotation forbids it */
  readonly substitute?: boolean;
  /** Labels of every object of the cluster. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The order of a cluster, and its problems. */
export interface ClusterPlan extends InstallPlan {
  /** Whether the app has a RemovalGuard; without one, Flux removes everything at once. */
  readonly isRemovalGuarded: boolean;
  /** What the models of layers of its catalogs warn about; errors are among the problems. */
  readonly warnings: readonly LayerFinding[];
}

/** How `Cluster.subscribe` installs a profile. */
export interface SubscribeOptions<
  Type extends ProfileType = ProfileType,
  Version extends string = string,
> extends SubscriptionOptions<Type, Version> {
  /** Where a profile given by name is looked up. @default the cluster's */
  readonly catalog?: ICatalog;
  /** Id of the construct. @default `subscriptionName`, or the profile's name */
  readonly id?: string;
}
