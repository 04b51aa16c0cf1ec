/**
 * The options of manifests in the order of a cluster: their own, their cluster's or their fleet's.
 */
import type { IDependable } from 'constructs';
import type { CommitReportOptions } from '../../flux/commit-report';
import type { ApplyOptions, KustomizationSource, PostBuild } from '../../flux/kustomization-options';
import type { FluxDuration } from '../../flux/release-options';
import type { UpgradeOrder } from './upgrade-order';

/** How manifests are applied, for all of a cluster or a fleet: the nearest wins. */
export interface ManifestDefaults extends ApplyOptions {
  /** How long the objects may take to become healthy. @default 5m */
  readonly timeout?: FluxDuration;
}

/** Place of manifests in the order of the cluster, and how they are applied. */
export interface ManifestOptions extends ManifestDefaults {
  /** Whole number from 0; they wait for the next lower layer. @default not layered */
  readonly layer?: number;
  /** What must be ready first: subscriptions, manifests, constructs (for all in them), layers, HelmReleases. @default none */
  readonly dependsOn?: readonly IDependable[];
  /** Whether their changes wait for those of their dependencies. @default the cluster's, 'lockstep' */
  readonly upgradeOrder?: UpgradeOrder;
  /**
   * Dependencies that hold back only the first install, so that changes are applied even if they
   * fail. @default none
   */
  readonly independentOf?: readonly IDependable[];
  /** Namespace of the HelmRelease and the Kustomization. @default the cluster's */
  readonly namespace?: string;
  /**
   * Name of the HelmRelease and the Kustomization, with `kubeConfig` after `<cluster>-`; to change it is to remove
   * all objects and apply them again. @default the id
   */
  readonly kustomizationName?: string;
  /** Shard of the helm-controller that installs the HelmRelease. @default one of the cluster's `shards` */
  readonly shard?: string;
  /** Labels of the HelmRelease, merged with those of cluster and fleet. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the HelmRelease, merged with those of cluster and fleet. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether to stop applying changes; what waits for these manifests then waits too. @default false */
  readonly suspend?: boolean;
}

/** A folder that is applied unchanged. */
export interface KustomizationFolderOptions extends ManifestOptions {
  /** Path of the folder from the root of its source: `./infrastructure/issuers`. */
  readonly path: string;
  /** Source that contains the folder. @default that of `delivery` */
  readonly sourceRef?: KustomizationSource;
}

/** Where Flux finds the output of the program. */
export interface FleetDelivery {
  /** Source of the repository that the output is committed to; in namespace `flux-system`, unless it names another. */
  readonly sourceRef: KustomizationSource;
  /** Folder of the output in that source: `./dist`. */
  readonly path: string;
  /**
   * Registry that holds the chart of manifests: `oci://ghcr.io/example/charts`. Needed where
   * `sourceRef` is an OCIRepository, from which Flux takes no charts.
   * @default the chart in the output
   */
  readonly chartRepository?: string;
  /** Variables that Flux replaces in the folders of clusters. @default none */
  readonly postBuild?: PostBuild;
  /** Where Flux reports on the Git server what it has applied of each cluster. @default nowhere */
  readonly report?: CommitReportOptions;
}
