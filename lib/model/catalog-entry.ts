/**
 * A profile on offer: one version of it, and where it comes from.
 */
import type { ProfileArtifact } from './profile-artifact';
import type { FileLocation } from './yaml/file-location';

/** Who looks after a profile, as Chart.yaml has it. */
export interface Maintainer {
  /** Name of a person or a team. */
  readonly name: string;
  /** Absent: Chart.yaml gives none. */
  readonly email?: string;
  /** Absent: Chart.yaml gives none. */
  readonly url?: string;
}

/** A chart that a chart brings along. */
export interface ChartDependency {
  /** Name of the chart that is brought along. */
  readonly name: string;
  /** Range or version, verbatim. Absent: Chart.yaml gives none. */
  readonly version?: string;
  /** URL of its repository, verbatim. Absent: the chart holds it itself. */
  readonly repository?: string;
}

/** A chart in a Helm repository or in a registry. */
export interface ChartOrigin {
  /** Tells the two origins apart. */
  readonly kind: 'chart';
  /** Name of the chart in the repository of the catalog. */
  readonly chart: string;
  /** Digest of the chart archive, verbatim; of a chart in a registry, that of its manifest: `sha256:…`. Absent: not known. */
  readonly digest?: string;
  /** Media type of the layer with its archive, of a chart in a registry. Absent: the one that Helm writes since 3.7. */
  readonly layerType?: string;
}

/** A folder of a git repository that holds `profile.yaml`. */
export interface GitOrigin {
  /** Tells the two origins apart. */
  readonly kind: 'git';
  /** URL of the repository, without credentials. */
  readonly url: string;
  /** Tag that publishes the profile: `nginx/v1.2.3`. */
  readonly tag: string;
  /** Folder of the profile. Absent: the root of the repository. */
  readonly folder?: string;
  /** Commit that the tag named when it was read. Absent: not known. */
  readonly commit?: string;
  /** What the profile installs, in the order of `profile.yaml`, all of what is nested included. Absent: not known. */
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
  /** Where its content is. */
  readonly origin: ProfileOrigin;
  /** Layer as a number: 2 for `layer-2`. Absent: not layered. */
  readonly layer?: number;
  /** The value of `weave.works/category`. Absent: none. */
  readonly category?: string;
  /** What it is, in words. Absent: nothing is said. */
  readonly description?: string;
  /** Words to search for, in the order of Chart.yaml. */
  readonly keywords: readonly string[];
  /** Who looks after it, in the order of Chart.yaml. */
  readonly maintainers: readonly Maintainer[];
  /** What the cluster must have before it is installed, in words. */
  readonly prerequisites: readonly string[];
  /** Kubernetes versions that the chart takes, verbatim: `>=1.16.0-0`. Absent: any. */
  readonly kubeVersion?: string;
  /** Charts that the chart brings along. */
  readonly dependencies: readonly ChartDependency[];
  /** Digest of the schema of its values, which lies beside the lock: `sha256:…`. Absent: values are not checked. */
  readonly valuesSchema?: string;
  /** URL of its archive, verbatim. Absent: the entry comes from a lock, or from a registry. */
  readonly archiveUrl?: string;
  /** Where it was read. Absent: it was not read from a file. */
  readonly location?: FileLocation;
}
