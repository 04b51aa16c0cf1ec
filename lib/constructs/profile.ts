/**
 * Profiles that are not in a catalog.
 */
import type { IProfile } from './props/i-profile';

/** One chart that is a profile by itself. */
export interface HelmChartProfileOptions {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  /** Name of the chart in the repository. */
  readonly chart: string;
  /** Exact: `1.2.0`. Only a catalog resolves a range. */
  readonly version: string;
  /** Name of the profile. @default the chart's name */
  readonly profileName?: string;
  /** Whole number from 0. @default not layered */
  readonly layer?: number;
}

/**
 * A profile: a platform component, ready to install, in one version.
 *
 * @example
 * ```ts
 * import { Cluster, Fleet, Profile } from 'cdk8s-profiles';
 *
 * const podinfo = Profile.fromHelmChart({
 *   repository: 'https://stefanprodan.github.io/podinfo',
 *   chart: 'podinfo',
 *   version: '6.9.2',
 * });
 * new Cluster(new Fleet(), 'production').subscribe(podinfo, { layer: 2 });
 * ```
 */
export class Profile {
  /** One chart as a profile. What is wrong with it is a problem of the subscriptions to it. */
  static fromHelmChart(options: HelmChartProfileOptions): IProfile {
    const { repository, chart, version, layer, profileName = chart } = options;
    return { profileName, version, layer, artifact: { repository, chart, version } };
  }

  private constructor() {}
}
