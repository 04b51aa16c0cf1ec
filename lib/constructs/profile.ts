/**
 * Profiles that a program defines, or that no catalog lists.
 */
import type { ProfileDefinition } from '../model/formats/profile-definition';
import type { ProfileArtifact } from '../model/profile-artifact';
import { chartAnnotations, checkDefinition, formatDefinition, readDefinition } from './files/profile-file';
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

/** Name, description and content of a profile. */
export interface ProfileProps {
  /** Name of the profile. */
  readonly profileName: string;
  /** Description. @default none */
  readonly description?: string;
  /** Maintainer. @default none */
  readonly maintainer?: string;
  /** What the cluster needs, in words. @default nothing */
  readonly prerequisites?: readonly string[];
  /** Whole number from 0. @default not layered */
  readonly layer?: number;
  /** Category that it is listed in. @default none */
  readonly category?: string;
  /** What it installs; at least one. */
  readonly artifacts: readonly ProfileArtifact[];
}

/**
 * A profile: a platform component, ready to install. Defined here, it is for `profile.yaml` in a Git repository;
 * one chart can be subscribed to as it is.
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

  /** Reads a `profile.yaml`; `path` is relative to the working directory. Throws ProfilesError. */
  static fromFile(path: string): Profile {
    const { name: profileName, ...rest } = readDefinition(path);
    return new Profile({ profileName, ...rest });
  }

  /** Name of the profile. */
  readonly profileName: string;
  private readonly definition: ProfileDefinition;

  /** Throws ProfilesError for all problems of the options. */
  constructor(props: ProfileProps) {
    const { profileName: name, prerequisites = [], ...rest } = props;
    this.definition = checkDefinition({ name, prerequisites, ...rest });
    this.profileName = name;
  }

  /** Its content, as plain data. */
  toDefinition(): ProfileDefinition {
    return this.definition;
  }

  /** The text of its `profile.yaml`; the same profile gives the same bytes. */
  toYaml(): string {
    return formatDefinition(this.definition);
  }

  /** Annotations by which a Helm chart is this profile, for `annotations` of its `Chart.yaml`. */
  toChartAnnotations(): Readonly<Record<string, string>> {
    return chartAnnotations(this.definition);
  }
}
