/**
 * Profiles that a program defines, or that no catalog lists.
 */
import { posix } from 'node:path';
import { copyPlain } from '../model/data/copy-plain';
import type { ProfileDefinition } from '../model/formats/profile-definition';
import type { ProfileArtifact } from '../model/profile-artifact';
import { chartAnnotations, checkDefinition, formatDefinition, readDefinition } from './files/profile-file';
import type { SourceReference } from '../flux/source-options';
import type { IProfile } from './props/i-profile';
import { withoutNull } from './props/without-null';

/** One chart that is a profile by itself. */
export interface HelmChartProfileOptions {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. @default none: `sourceRef` is given */
  readonly repository?: string;
  /** A source that is on the cluster already, in place of `repository`; no other is written. @default none */
  readonly sourceRef?: SourceReference;
  /** Name of the chart in the repository; for a GitRepository or Bucket, its folder from the root: `./charts/podinfo`. */
  readonly chart: string;
  /** Exact: `1.2.0`. Only a catalog resolves a range. @default none: the chart in a GitRepository, Bucket or OCIRepository has its own */
  readonly version?: string;
  /**
   * When a chart in a GitRepository or Bucket is another one: when its version in `Chart.yaml` changes, or whenever
   * the source does. @default 'ChartVersion'
   */
  readonly reconcileStrategy?: 'ChartVersion' | 'Revision';
  /**
   * Files with default values, merged in this order: from the root of the chart or, for a GitRepository or Bucket, of
   * the source. Not for charts from registries that are not a HelmRepository. @default `values.yaml` of the chart
   */
  readonly valuesFiles?: readonly string[];
  /** Whether files in `valuesFiles` may be missing. @default false */
  readonly ignoreMissingValuesFiles?: boolean;
  /** Name of the profile. @default the chart's name, or that of its folder */
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
    options = withoutNull(options);
    const { profileName, layer, repository = '', chart, version = '', ...rest } = options;
    const { kind } = options.sourceRef ?? {};
    const isFolder = kind === 'GitRepository' || kind === 'Bucket';
    const name = profileName ?? (isFolder ? posix.basename(chart) : chart);
    return { profileName: name, version, layer, artifact: { repository, chart, version, ...rest } };
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
    return copyPlain(this.definition);
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
