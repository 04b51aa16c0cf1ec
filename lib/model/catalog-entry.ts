/**
 * A profile on offer: one version of it, and where it comes from.
 */

/** Where something was read. Lines and columns start at 1. */
export interface FileLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

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

/** One version of one profile, as a catalog lists it. */
export interface CatalogEntry {
  /** Name of the profile: the value of `weave.works/profile`, which may differ from the chart's. */
  readonly name: string;
  /** Chart in the repository. */
  readonly chart: string;
  /** Version, verbatim: `1.2.3`, `v1.2.3`. */
  readonly version: string;
  /** Layer as a number: 2 for `layer-2`. Absent: not layered. */
  readonly layer?: number;
  readonly category?: string;
  readonly description?: string;
  readonly keywords: readonly string[];
  readonly maintainers: readonly Maintainer[];
  /** Kubernetes versions the chart states, verbatim: `>=1.16.0-0`. */
  readonly kubeVersion?: string;
  readonly dependencies: readonly ChartDependency[];
  /** Digest of the chart archive, verbatim. */
  readonly digest?: string;
  readonly location?: FileLocation;
}
