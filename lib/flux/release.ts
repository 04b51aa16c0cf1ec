/**
 * A Helm release with all options resolved, ready to be written.
 */
import type { JsonObject } from '../model/data/json';
import type { ReleaseOptions } from './release-options';

/** The source of a release's chart. */
interface ChartSourceName {
  readonly source: string;
  /** Absent: the namespace of the release. */
  readonly namespace?: string;
  /** Shard of the source, so that one source-controller has both it and the HelmChart. Absent: none. */
  readonly shard?: string;
}

/** Files of a chart with its default values, from the root of the chart or, in a folder, of the source. */
interface ChartValuesFiles {
  /** Merged in this order, in place of `values.yaml`. */
  readonly valuesFiles?: readonly string[];
  readonly ignoreMissingValuesFiles?: boolean;
}

/** Where a release's chart comes from. */
export type ReleaseChart =
  | ({ readonly kind: 'HelmRepository'; readonly chart: string; readonly version: string } & ChartSourceName &
      ChartValuesFiles)
  | ({ readonly kind: 'OCIRepository' } & ChartSourceName)
  /** A folder of a source: `./charts/kustomization`. */
  | ({
      readonly kind: 'GitRepository' | 'Bucket';
      readonly chart: string;
      /** Whether another version in Chart.yaml, or another revision of the source, means another chart. Absent: the former. */
      readonly reconcileStrategy?: 'ChartVersion' | 'Revision';
    } & ChartSourceName &
      ChartValuesFiles);

/** Everything in a HelmRelease's spec except the order. */
export interface Release {
  readonly chart: ReleaseChart;
  /** At most 53 characters. */
  readonly releaseName: string;
  readonly targetNamespace: string;
  readonly options: ReleaseOptions;
  /** How Helm determines that the objects are ready. Absent: as Flux is configured. */
  readonly waitStrategy?: 'poller';
  readonly values?: JsonObject;
}

/** One entry of a HelmRelease's `dependsOn`. */
export type DependencyReference = {
  readonly name: string;
  /** Absent: the namespace of the dependant. */
  readonly namespace?: string;
  /** CEL over `dep` and `self` that replaces Flux's own check. */
  readonly readyExpr?: string;
};
