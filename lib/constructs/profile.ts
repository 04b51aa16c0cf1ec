/**
 * A profile: a named, versioned platform component, and what it is made of.
 */
import type { IProfile } from './props/i-profile';

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
