/**
 * One version of one profile, and what it installs.
 */
import type { SourceOptions, SourceReference } from '../../flux/source-options';
import type { GitOrigin } from '../../model/catalog-entry';
import type { LayerDeclarations } from '../../model/layers/declared-model';
import type { LayeredComponent } from '../../model/layers/layered-component';

/** A chart in a chart repository or a registry. */
export interface ChartArtifact {
  /** URL: `https://charts.example.com` or `oci://registry.example.com/charts`. Empty: `sourceRef` is the source. */
  readonly repository: string;
  /** Name of the chart in the repository; its folder in a GitRepository or Bucket. */
  readonly chart: string;
  /** Exact, verbatim. Empty: the chart in a GitRepository, Bucket or OCIRepository has its own. */
  readonly version: string;
  /** Source on the cluster. Absent: one is written for `repository`. */
  readonly sourceRef?: SourceReference;
  /** When a chart in a GitRepository or Bucket is another one. @default 'ChartVersion' */
  readonly reconcileStrategy?: 'ChartVersion' | 'Revision';
  /** Files with default values, merged in this order, in place of `values.yaml`. @default `values.yaml` of the chart */
  readonly valuesFiles?: readonly string[];
  /** Whether files in `valuesFiles` may be missing. @default false */
  readonly ignoreMissingValuesFiles?: boolean;
  /** Digest from the catalog: `sha256:...`. Absent: the catalog has none. */
  readonly digest?: string;
  /** Media type of the layer with its archive in a registry. @default the one that Helm has written since 3.7 */
  readonly layerType?: string;
  /** Versions of Kubernetes that the chart can be installed on: `>=1.25.0-0`. Absent: any, or unknown. */
  readonly kubeVersion?: string;
  /** How Flux reaches the repository, unless `sources` of the cluster or fleet says otherwise. @default without a login */
  readonly source?: SourceOptions;
  /** File with the schema of its values, next to the catalog's lock file. Absent: values are not checked. */
  readonly valuesSchema?: string;
}

/** What the layer of a profile depends on in a model that its catalog declares. */
export interface LayeredProfile {
  readonly declarations: LayerDeclarations;
  readonly component: LayeredComponent;
}

/** One version of one profile. */
export interface IProfile {
  /** Name of the profile, which may differ from the chart's. */
  readonly profileName: string;
  /** Exact, verbatim. Empty: the chart is in a source that has no versions. */
  readonly version: string;
  /** Name of the catalog that lists it. Absent: it does not come from a catalog. */
  readonly catalogName?: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  /** The chart that it installs. Absent: it is in `git`. */
  readonly artifact?: ChartArtifact;
  /** Folder of a Git repository, and everything that it installs. Absent: the profile is one chart. */
  readonly git?: GitOrigin;
  /**
   * How Flux reaches Git repositories that `git` refers to, by URL, unless `sources` of the cluster or fleet says
   * otherwise. @default without a login
   */
  readonly gitSources?: Readonly<Record<string, SourceOptions>>;
  /**
   * Absent: `layer` does not depend on what else is installed.
   * @internal
   */
  readonly layered?: LayeredProfile;
}
