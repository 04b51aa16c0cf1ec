/**
 * A profile: a named, versioned platform component, and what it is made of.
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

/** A chart that is a profile by itself. */
export interface HelmChartProfileOptions {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  readonly chart: string;
  /** Exact: `1.2.0`. Only a catalog can resolve a range. */
  readonly version: string;
  /** @default the chart's name */
  readonly profileName?: string;
  /** @default not layered */
  readonly layer?: number;
}

export class Profile {
  /** One plain chart as a profile; what is wrong with it is a problem of its subscriptions. */
  static fromHelmChart(options: HelmChartProfileOptions): IProfile {
    const { repository, chart, version, layer, profileName = chart } = options;
    return { profileName, version, layer, artifact: { repository, chart, version } };
  }

  private constructor() {}
}
