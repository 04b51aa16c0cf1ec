/**
 * One version of one profile, and the chart that it is.
 */

/** A chart in a chart repository or a registry. */
export interface ChartArtifact {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  readonly chart: string;
  /** Exact, verbatim. */
  readonly version: string;
  /** Digest from the catalog, if it has one. */
  readonly digest?: string;
  /** Media type of the layer with its archive in a registry. @default the one that Helm writes since 3.7 */
  readonly layerType?: string;
  /** File beside the catalog's lock with the schema of its values, named by its digest. @default values are not checked */
  readonly valuesSchema?: string;
}

/** One version of one profile. */
export interface IProfile {
  readonly profileName: string;
  /** Exact, verbatim. */
  readonly version: string;
  /** Name of the catalog it was read from. */
  readonly catalogName?: string;
  /** Absent: not layered. */
  readonly layer?: number;
  readonly artifact: ChartArtifact;
}
