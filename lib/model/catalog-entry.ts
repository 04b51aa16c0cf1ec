/**
 * One version of a profile that a catalog offers, and where it comes from.
 */
import type { ProfileArtifact } from './profile-artifact';
import type { FileLocation } from './yaml/file-location';

/** A maintainer of a profile, from Chart.yaml. */
export interface Maintainer {
  /** Name of a person or a team. */
  readonly name: string;
  /** Absent: not in Chart.yaml. */
  readonly email?: string;
  /** Absent: not in Chart.yaml. */
  readonly url?: string;
}

/** A chart that another chart depends on. */
export interface ChartDependency {
  /** Name of the chart. */
  readonly name: string;
  /** Range or version, verbatim. Absent: not in Chart.yaml. */
  readonly version?: string;
  /** URL of its repository, verbatim. Absent: the dependent chart contains it. */
  readonly repository?: string;
}

/** A chart in a Helm repository or in a registry. */
export interface ChartOrigin {
  /** Distinguishes the two kinds of origins. */
  readonly kind: 'chart';
  /** Name of the chart in the repository of the catalog. */
  readonly chart: string;
  /**
   * Digest of the chart archive, verbatim; for a chart in a registry, the digest of its manifest:
   * `sha256:…`. Absent: unknown.
   */
  readonly digest?: string;
  /**
   * Media type of the layer with its archive, for a chart in a registry. Absent: the one that Helm
   * has written since 3.7.
   */
  readonly layerType?: string;
}

/** A folder of a Git repository that contains `profile.yaml`. */
export interface GitOrigin {
  /** Distinguishes the two kinds of origins. */
  readonly kind: 'git';
  /** URL of the repository, without credentials. */
  readonly url: string;
  /** Tag that publishes the profile: `nginx/v1.2.3`. Absent: it is on a branch. */
  readonly tag?: string;
  /** Branch that it is on. Absent: there is a `tag`. */
  readonly branch?: string;
  /** Folder of the profile. Absent: the root of the repository. */
  readonly folder?: string;
  /** Commit that the tag or the branch pointed to when it was read. Absent: unknown. */
  readonly commit?: string;
  /**
   * What the profile installs, in the order of `profile.yaml`, including the content of nested
   * profiles. Absent: unknown.
   */
  readonly artifacts?: readonly ProfileArtifact[];
}

/** Where the content of a profile is. */
export type ProfileOrigin = ChartOrigin | GitOrigin;

/** A page about a chart, besides its home. */
export interface Link {
  /** What it is about: `Documentation`. Absent: not given. */
  readonly name?: string;
  /** Its URL, verbatim. */
  readonly url: string;
}

/** What a chart says about itself for people; nothing that is installed depends on it. */
export interface ChartMetadata {
  /** Version of the application that the chart installs, verbatim: `v1.16.0`. Absent: not in Chart.yaml. */
  readonly appVersion?: string;
  /** URL of the home page, verbatim. Absent: not in Chart.yaml. */
  readonly home?: string;
  /** URLs of source code, in the order of Chart.yaml. Absent: not in Chart.yaml. */
  readonly sources?: readonly string[];
  /** The annotation `artifacthub.io/links`, otherwise `weave.works/links`. Absent: neither is there. */
  readonly links?: readonly Link[];
  /** When it was published, in UTC: `2024-05-02T10:11:12Z`. Absent: unknown. */
  readonly created?: string;
}

/** One version of one profile, as a catalog lists it. */
export interface CatalogEntry extends ChartMetadata {
  /** Name of the profile: the value of `weave.works/profile`, or the name of the chart. */
  readonly name: string;
  /** Version, verbatim: `1.2.3`, `v1.2.3`. */
  readonly version: string;
  /** Where its content is. */
  readonly origin: ProfileOrigin;
  /** Layer as a number: 2 for `layer-2`. Absent: not layered. */
  readonly layer?: number;
  /** The value of `weave.works/category`. Absent: none. */
  readonly category?: string;
  /** Description. Absent: none. */
  readonly description?: string;
  /** Words to search for, in the order of Chart.yaml. */
  readonly keywords: readonly string[];
  /** Maintainers, in the order of Chart.yaml. */
  readonly maintainers: readonly Maintainer[];
  /** What the cluster needs before it is installed, in words. */
  readonly prerequisites: readonly string[];
  /** Kubernetes versions that the chart supports, verbatim: `>=1.16.0-0`. Absent: any. */
  readonly kubeVersion?: string;
  /** Dependencies of the chart. */
  readonly dependencies: readonly ChartDependency[];
  /** Digest of the schema of its values, which is next to the lock file: `sha256:…`. Absent: values are not checked. */
  readonly valuesSchema?: string;
  /** URL of its archive, verbatim. Absent: the entry comes from a lock file, or from a registry. */
  readonly archiveUrl?: string;
  /** Where it was read. Absent: it was not read from a file. */
  readonly location?: FileLocation;
}
