/**
 * What can be said about manifests in the order of a cluster: on themselves, their cluster
 * or their fleet.
 */
import type { IDependable } from 'constructs';
import type { ApplyOptions, KustomizationSource } from '../../flux/kustomization-options';
import type { FluxDuration } from '../../flux/release-options';
import type { UpgradeOrder } from './upgrade-order';

/** How manifests are applied, for all of a cluster or a fleet: the nearest wins. */
export interface ManifestDefaults extends ApplyOptions {
  /** Until when all objects must be healthy. @default 5m */
  readonly timeout?: FluxDuration;
}

/** Place of manifests in the order of the cluster, and how they are applied. */
export interface ManifestOptions extends ManifestDefaults {
  /** Whole number from 0. @default none */
  readonly layer?: number;
  /** What must be ready first: subscriptions, manifests, constructs (all members in them), layers, HelmReleases. */
  readonly dependsOn?: readonly IDependable[];
  /** What its changes wait for. @default the cluster's, 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /** Of what it waits for, what holds back the first install only. */
  readonly independentOf?: readonly IDependable[];
  /** Namespace of HelmRelease and Kustomization. @default the cluster's */
  readonly namespace?: string;
  /** Name of HelmRelease and Kustomization; with `kubeConfig`, `<cluster>-<name>`. Frozen: another name removes and applies everything. @default the id */
  readonly kustomizationName?: string;
  /** On the HelmRelease; merged with those of the cluster's and the fleet's defaults. */
  readonly labels?: Readonly<Record<string, string>>;
  /** On the HelmRelease; merged with those of the cluster's and the fleet's defaults. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Stop applying changes. What waits for it then waits, too. @default false */
  readonly suspend?: boolean;
}

/** A folder that is applied as it is. */
export interface KustomizationFolderOptions extends ManifestOptions {
  /** Of the folder, from the root of its source: `./infrastructure/issuers`. */
  readonly path: string;
  /** Source that holds the folder. @default that of `delivery` */
  readonly sourceRef?: KustomizationSource;
}

/** Where Flux finds what the program writes. */
export interface FleetDelivery {
  /** The source of the repository that the output is committed to, in namespace `flux-system` unless it says another. */
  readonly sourceRef: KustomizationSource;
  /** Folder of the output in that source: `./dist`. */
  readonly path: string;
  /**
   * Registry that holds the chart of manifests: `oci://ghcr.io/example/charts`. Needed where
   * `sourceRef` is an OCIRepository, from which Flux takes no charts.
   * @default the chart in the output
   */
  readonly chartRepository?: string;
}
