/**
 * What a profile installs, in the fields of `profile.yaml` (weave.works/v1alpha1,
 * ProfileDefinition).
 *
 * A lock file has the same fields, and contains the content of nested profiles.
 */

/** One thing that a profile installs: exactly one of `chart`, `kustomize` and `profile`. */
export interface ProfileArtifact {
  /** A DNS label, unique in the profile. */
  readonly name: string;
  /** Artifacts of the same profile that must be ready first. Absent: none. */
  readonly dependsOn?: readonly {
    /** Name of the artifact. */
    readonly name: string;
  }[];
  /** A chart in a repository, or in the profile's folder. Absent: it is something else. */
  readonly chart?: ArtifactChart;
  /** A folder of manifests in the profile's folder. Absent: it is something else. */
  readonly kustomize?: ArtifactKustomize;
  /** Another profile. Absent: it is something else. */
  readonly profile?: ArtifactProfile;
}

/** A chart: `url`, `name` and `version`, or `path`. */
export interface ArtifactChart {
  /** `https://charts.example.com` or `oci://registry.example.com/charts`. Absent: there is a `path`. */
  readonly url?: string;
  /** Name of the chart in the repository. Absent: there is a `path`. */
  readonly name?: string;
  /** Exact: `1.2.0`. Absent: there is a `path`. */
  readonly version?: string;
  /** Folder of the chart, from the profile's folder. Absent: it is in a repository. */
  readonly path?: string;
  /** YAML of Helm values, over which those of a subscription are merged. Absent: none. */
  readonly defaultValues?: string;
}

/** A folder of manifests, with or without a `kustomization.yaml`. */
export interface ArtifactKustomize {
  /** The folder, from the profile's folder. */
  readonly path: string;
  /** What subscriptions can set in the manifests. Absent: nothing. */
  readonly parameters?: readonly ProfileParameter[];
}

/** A value in manifests that subscriptions can set. */
export interface ProfileParameter {
  /** Key of the value: `replicas`. */
  readonly name: string;
  /** Description. Absent: none. */
  readonly description?: string;
  /** Value that is used if the subscription sets none. Absent: the manifests are not changed. */
  readonly default?: unknown;
  /** Where the value goes. */
  readonly targets: readonly ParameterTarget[];
}

/** A field of the objects that match: `kind` and all other fields that are given. */
export interface ParameterTarget {
  /** API group: `apps`. Absent: any. */
  readonly group?: string;
  /** API version: `v1`. Absent: any. */
  readonly version?: string;
  /** Kind: `Deployment`. */
  readonly kind: string;
  /** Name, a regular expression. Absent: any. */
  readonly name?: string;
  /** Namespace, a regular expression. Absent: any. */
  readonly namespace?: string;
  /** JSON pointer to the field: `/spec/replicas`. Its parents must be in the manifests. */
  readonly path: string;
}

/** Another profile, and its content when the catalog was read. */
export interface ArtifactProfile {
  /** Where it is. */
  readonly source: ProfileSource;
  /** Commit that `tag` or `branch` pointed to when the catalog was read. Absent: not read from a lock file. */
  readonly commit?: string;
  /** What it installs. Absent: not read from a lock file. */
  readonly artifacts?: readonly ProfileArtifact[];
}

/** A profile in a Git repository: at a tag that publishes it, or in a folder of a branch. */
export interface ProfileSource {
  /** URL of the repository, without credentials. */
  readonly url: string;
  /** Tag that publishes it: `nginx/v1.2.3`. Absent: it is on a branch. */
  readonly tag?: string;
  /** Branch that it is on. Absent: there is a `tag`. */
  readonly branch?: string;
  /** Its folder on the branch. Absent: the root of the repository, or the folder in `tag`. */
  readonly path?: string;
}
