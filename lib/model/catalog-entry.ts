/**
 * A profile on offer: one version of it, and where it comes from.
 */
import type { FileLocation } from './yaml/file-location';

/** Who looks after a profile, as Chart.yaml has it. */
export interface Maintainer {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** A chart that a chart brings along. */
export interface ChartDependency {
  readonly name: string;
  /** Range or version, verbatim. */
  readonly version?: string;
  readonly repository?: string;
}

/** A chart in a Helm repository or in a registry. */
export interface ChartOrigin {
  readonly kind: 'chart';
  /** Name of the chart in the repository of the catalog. */
  readonly chart: string;
  /** Digest of the chart archive, verbatim; of a chart in a registry, that of its manifest: `sha256:…`. */
  readonly digest?: string;
  /** Media type of the layer with its archive, of a chart in a registry. Absent: the one that Helm writes since 3.7. */
  readonly layerType?: string;
}

/** One thing that a profile installs. */
export interface ProfileArtifact {
  readonly name: string;
  /** A chart of a repository; a chart, or manifests, in the profile's folder; or another profile. */
  readonly kind: 'chart' | 'local-chart' | 'kustomization' | 'profile';
}

/** A folder of a git repository that holds `profile.yaml`. */
export interface GitOrigin {
  readonly kind: 'git';
  /** URL of the repository, without credentials. */
  readonly url: string;
  /** Tag that publishes the profile: `nginx/v1.2.3`. */
  readonly tag: string;
  /** Folder of the profile. Absent: the root of the repository. */
  readonly folder?: string;
  /** Commit that the tag stood for when it was read. */
  readonly commit?: string;
  /** What the profile installs, in the order of `profile.yaml`. Absent: not known. */
  readonly artifacts?: readonly ProfileArtifact[];
}

/** Where the content of a profile is. */
export type ProfileOrigin = ChartOrigin | GitOrigin;

/** One version of one profile, as a catalog lists it. */
export interface CatalogEntry {
  /** Name of the profile: the value of `weave.works/profile`, which may differ from the chart's. */
  readonly name: string;
  /** Version, verbatim: `1.2.3`, `v1.2.3`. */
  readonly version: string;
  readonly origin: ProfileOrigin;
  /** Layer as a number: 2 for `layer-2`. Absent: not layered. */
  readonly layer?: number;
  readonly category?: string;
  readonly description?: string;
  readonly keywords: readonly string[];
  readonly maintainers: readonly Maintainer[];
  /** What the cluster must have before, in words. */
  readonly prerequisites: readonly string[];
  /** Kubernetes versions the chart states, verbatim: `>=1.16.0-0`. */
  readonly kubeVersion?: string;
  readonly dependencies: readonly ChartDependency[];
  /** Digest of the schema of its values, which lies beside the lock: `sha256:…`. */
  readonly valuesSchema?: string;
  /** Where its archive is, verbatim; known of an index only, and in no lock. */
  readonly archiveUrl?: string;
  readonly location?: FileLocation;
}
