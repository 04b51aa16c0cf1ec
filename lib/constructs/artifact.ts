/**
 * What profiles are made of, for programs that define profiles.
 */
import { formatYaml } from '../model/yaml/yaml-text';
import type { ArtifactChart, ProfileArtifact, ProfileParameter, ProfileSource } from '../model/profile-artifact';

/** Options of every artifact. */
export interface ArtifactOptions {
  /** Artifacts of the same profile that must be ready first. @default none */
  readonly dependsOn?: readonly ProfileArtifact[];
}

/** A chart of a repository. */
export interface HelmChartArtifactOptions extends ArtifactOptions {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. */
  readonly repository: string;
  /** Name of the chart in the repository. */
  readonly chart: string;
  /** Exact: `1.2.0`. */
  readonly version: string;
  /** Helm values, over which those of a subscription are merged. @default none */
  readonly defaultValues?: object;
}

/** A chart in the folder of the profile. */
export interface LocalChartArtifactOptions extends ArtifactOptions {
  /** Folder of the chart, from the profile's folder. */
  readonly path: string;
  /** Helm values, over which those of a subscription are merged. @default none */
  readonly defaultValues?: object;
}

/** A folder of manifests, with or without a `kustomization.yaml`. */
export interface KustomizationArtifactOptions extends ArtifactOptions {
  /** The folder, from the profile's folder. */
  readonly path: string;
  /** What subscriptions can set in the manifests. @default nothing */
  readonly parameters?: readonly ProfileParameter[];
}

/** Another profile: `url` and `tag`, or `url`, `branch` and `path`. */
export interface NestedProfileArtifactOptions extends ArtifactOptions {
  /** URL of the Git repository, without credentials. */
  readonly url: string;
  /** Tag that publishes it: `nginx/v1.2.3`. @default none: it is on a branch */
  readonly tag?: string;
  /** Branch that it is on. @default 'main', if there is no tag */
  readonly branch?: string;
  /** Its folder on the branch. @default the root of the repository */
  readonly path?: string;
}

/**
 * Artifacts of a profile, one factory for each kind.
 *
 * @example
 * ```ts
 * import { Artifact, Profile } from 'cdk8s-profiles';
 *
 * const crds = Artifact.kustomization('crds', { path: 'crds' });
 * const server = Artifact.localChart('server', { path: 'charts/server', dependsOn: [crds] });
 * new Profile({ profileName: 'web', artifacts: [crds, server] }).toYaml();
 * ```
 */
export class Artifact {
  /** A chart of a repository or a registry. */
  static helmChart(name: string, options: HelmChartArtifactOptions): ProfileArtifact {
    const { repository: url, chart, version, defaultValues } = options;
    return { ...common(name, options), chart: { url, name: chart, version, ...valuesText(defaultValues) } };
  }

  /** A chart in the folder of the profile. */
  static localChart(name: string, options: LocalChartArtifactOptions): ProfileArtifact {
    return { ...common(name, options), chart: { path: options.path, ...valuesText(options.defaultValues) } };
  }

  /** A folder of manifests in the folder of the profile. */
  static kustomization(name: string, options: KustomizationArtifactOptions): ProfileArtifact {
    const { path, parameters } = options;
    return { ...common(name, options), kustomize: { path, ...(parameters && { parameters }) } };
  }

  /** Another profile, with everything that it installs. */
  static profile(name: string, options: NestedProfileArtifactOptions): ProfileArtifact {
    const { url, tag, branch, path } = options;
    const source: ProfileSource = { url, ...(tag && { tag }), ...(branch && { branch }), ...(path && { path }) };
    return { ...common(name, options), profile: { source } };
  }

  private constructor() {}
}

function common(name: string, { dependsOn = [] }: ArtifactOptions): Pick<ProfileArtifact, 'name' | 'dependsOn'> {
  return { name, ...(dependsOn.length > 0 && { dependsOn: dependsOn.map(other => ({ name: other.name })) }) };
}

function valuesText(values: object | undefined): Pick<ArtifactChart, 'defaultValues'> {
  return values === undefined ? {} : { defaultValues: formatYaml(values) };
}
