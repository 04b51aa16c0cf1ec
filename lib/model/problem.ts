/**
 * What can be wrong with a program or a catalog, as plain data.
 *
 * A problem is collected, never thrown where it is found; its words are in
 * `problem-words.ts`.
 */
import type { FileLocation } from './yaml/file-location';

/** Where a problem is: in a file, or at a construct. */
export interface ProblemOrigin {
  /** Path of the construct: `production/platform/linkerd2`. Absent: no construct is to blame. */
  readonly path?: string;
  /** Line of the file. Absent: no file is to blame. */
  readonly location?: FileLocation;
}

/** One step of a cycle, and why it waits for the next. */
export interface CycleStep {
  /** Name of the release, as in the plan: `linkerd2`, or `team-a/linkerd2`. */
  readonly name: string;
  /** `named`: by `dependsOn`; a number: by the rule of that layer. */
  readonly reason: 'named' | number;
}

/** The fields of each kind of problem, in addition to its location; switch on the kind. */
export interface ProblemKinds {
  /** Props that contradict each other: `what` is wrong, and the `remedy`. */
  'invalid-props': { readonly what: string; readonly remedy: string };
  /** The name in `value` breaks a `rule` of Kubernetes or Helm; `what` it names: `release name`. */
  'invalid-name': { readonly what: string; readonly value: string; readonly rule: string };
  /** A layer that is not a whole number from 0: its `value`. */
  'invalid-layer': { readonly value: string };
  /** A URL, in `value` without credentials, that Flux cannot use, and the `rule` that it breaks. */
  'invalid-url': { readonly value: string; readonly rule: string };
  /** A `file` that is missing or cannot be read, and the `reason`. */
  'unreadable-file': { readonly file: string; readonly reason: string };
  /** A `source` of a catalog that cannot be read, and the `reason`. */
  'unreadable-source': { readonly source: string; readonly reason: string };
  /** A Helm index in `file`, given without the URL of its repository. */
  'missing-repository': { readonly file: string };
  /** A file that is not the index of a Helm repository, and the `reason`. */
  'invalid-index': { readonly reason: string };
  /** The index of a Helm repository that Flux refuses as a whole, and the `reason`: the first field that is wrong. */
  'refused-index': { readonly reason: string };
  /** Problems of one file beyond the first hundred, of which only the `count` is reported. */
  'more-problems': { readonly count: number };
  /** A file that is not a lock file of a catalog, and the `reason`. */
  'invalid-lock': { readonly reason: string };
  /** An `entry` of a catalog that cannot be used, and the `reason`. */
  'invalid-entry': { readonly entry: string; readonly reason: string };
  /** A `profile` name that several things have: their `places`, as `chart "nginx" (index.yaml:4)`. */
  'shared-profile-name': { readonly profile: string; readonly places: readonly string[] };
  /** A `field` whose `value` is not a duration that Flux reads. */
  'invalid-duration': { readonly field: string; readonly value: string };
  /** A file of values that is not a YAML map, and the `reason`. */
  'invalid-values-file': { readonly reason: string };
  /** A `file` with the schema of a chart's values that cannot be used, and the `reason`. */
  'unreadable-schema': { readonly file: string; readonly reason: string };
  /** A schema of a chart that Helm refuses, and so every install of the chart, and the `reason`. */
  'unusable-schema': { readonly reason: string };
  /** A value that the chart or YAML does not take, and the `reason`; `at` is its path: `image.tag`, or empty. */
  'invalid-value': { readonly at: string; readonly reason: string };
  /** A patch that cannot be applied, and the `reason`. */
  'invalid-patch': { readonly reason: string };
  /** A patch of a `field` that names or order depend on: `metadata.name`. */
  'forbidden-patch': { readonly field: string };
  /** The `targetPath` of a `reference` in `valuesFrom` that is set again `by` what Flux merges later: `the inline values`. */
  'overlapping-target-path': { readonly targetPath: string; readonly reference: string; readonly by: string };
  /** The `text` at path `at` that Flux would read as something else, written by a stock App. */
  'corrupted-output': { readonly at: string; readonly text: string };
  /** A `namespace` that nothing creates: `of` a HelmRelease, or on a `remote cluster`. Absent: a target namespace. */
  'missing-namespace': { readonly namespace: string; readonly of?: 'HelmRelease' | 'remote cluster' };
  /** An `object` of an API `group` that the cluster does not serve yet when Flux applies it: `ClusterIssuer "letsencrypt"`. */
  'unserved-api': { readonly object: string; readonly group: string };
  /** An `object` that Flux would apply to its own cluster, not to the one that all releases go to: `ConfigMap "quota"`. */
  'misplaced-object': { readonly object: string };
  /** Subscriptions, at `paths`, that share the Helm release `releaseName` in `namespace`. */
  'duplicate-release-name': {
    readonly releaseName: string;
    readonly namespace: string;
    readonly paths: readonly string[];
  };
  /** Subscriptions, at `paths`, whose charts Flux would fetch as one HelmChart, named in `chart`. */
  'helm-chart-collision': { readonly chart: string; readonly paths: readonly string[] };
  /** A HelmRelease with both of `chart` and `chartRef`, or with neither: the `fields` that it has. */
  'chart-and-chart-ref': { readonly fields: readonly string[] };
  /** A `profile` that the `catalog` does not have, or none of several, joined by commas; and the `nearest` names. */
  'unknown-profile': { readonly profile: string; readonly catalog: string; readonly nearest: readonly string[] };
  /** A `profile` that several catalogs have, under the `names` that tell them apart: `platform/linkerd2`. */
  'ambiguous-profile': { readonly profile: string; readonly names: readonly string[] };
  /** A `profile` of which the `catalog` has no version in `range`, and the `nearest` versions. */
  'no-matching-version': {
    readonly profile: string;
    readonly range: string;
    readonly catalog: string;
    readonly nearest: readonly string[];
  };
  /** A `profile` of which the `catalog` has only prereleases, none of them in `range`; and the `newest` of them. */
  'only-prereleases': {
    readonly profile: string;
    readonly range: string;
    readonly catalog: string;
    readonly newest: string;
  };
  /**
   * A `profile` in `version` whose chart requires Kubernetes in `range`, which `kubernetesVersion` of the cluster is
   * not, and the `newest` version that can be installed on it. Absent: the catalog has none.
   */
  'kubernetes-version': {
    readonly profile: string;
    readonly version: string;
    readonly range: string;
    readonly kubernetesVersion: string;
    readonly newest?: string;
  };
  /** The version of a `profile` that is not a `range` as Helm reads it, and the `reason`. */
  'invalid-range': { readonly profile: string; readonly range: string; readonly reason: string };
  /** A patch sets a `field` that makes Flux report a release ready too early: `install.disableWait`. */
  'disabled-wait': { readonly field: string };
  /** A `profile` given with a `version` that is a range, which only a catalog resolves. */
  'version-not-exact': { readonly profile: string; readonly version: string };
  /** A `profile` in `version` in the git repository `url`, of which the catalog does not say what it installs. */
  'git-profile': { readonly profile: string; readonly version: string; readonly url: string };
  /** A `profile` given by name on a cluster without a catalog. */
  'missing-catalog': { readonly profile: string };
  /** A release, `from`, that waits for one that does not exist, `to`. */
  'missing-dependency': { readonly from: string; readonly to: string };
  /** A release, its `name`, that waits for itself. */
  'self-dependency': { readonly name: string };
  /** Releases that wait for each other in a circle: its `steps`, the smallest name first. */
  cycle: { readonly steps: readonly CycleStep[] };
  /** What a check of layers found: the name of its `rule`, `what` is wrong, and the `remedy`. */
  'layer-rule': { readonly rule: string; readonly what: string; readonly remedy: string };
  /** Subscriptions, at `paths`, that have one `name`. */
  'duplicate-subscription': { readonly name: string; readonly paths: readonly string[] };
  /** Constructs, at `paths`, that write the same `object`: `ConfigMap flux-system/values`. */
  'duplicate-object': { readonly object: string; readonly paths: readonly string[] };
  /** Clusters or charts, at `paths`, that write to one folder, its `name`. */
  'duplicate-cluster': { readonly name: string; readonly paths: readonly string[] };
  /** A release, `from`, that waits for a construct or layer, `to`, in which nothing is subscribed. */
  'empty-dependency': { readonly from: string; readonly to: string };
  /** A release, `from`, that waits for something, `to`, in another `cluster`; empty: in none. */
  'foreign-dependency': { readonly from: string; readonly to: string; readonly cluster: string };
  /** A release, `from`, that waits for an object, `to`, whose kind, `apiKind`, is not HelmRelease. */
  'unwaitable-dependency': { readonly from: string; readonly to: string; readonly apiKind: string };
  /** A dependency of cdk8s, `from` one construct `to` another, which no Flux object would show. */
  'construct-dependency': { readonly from: string; readonly to: string };
  /** A Chart inside a `cluster`, which cdk8s would write apart from it. */
  'chart-in-cluster': { readonly cluster: string };
  /** A `file` in the output folder that this library did not write. */
  'foreign-file': { readonly file: string };
  /** The `objects` that a stock App would write over each other in `file`. */
  'lost-output': { readonly file: string; readonly objects: readonly string[] };
  /** A template that cannot be filled in, and the `reason`. */
  'invalid-template': { readonly reason: string };
  /** A `parameter` of a `template`: `what` is wrong, and the `remedy`. */
  'invalid-parameter': {
    readonly parameter: string;
    readonly template: string;
    readonly what: string;
    readonly remedy: string;
  };
  /** The `message` of another library's validation, or of the user's own, verbatim. */
  validation: { readonly message: string };
}

/** The kinds of problems, to switch on. */
export type ProblemKind = keyof ProblemKinds;

/** Something wrong: its `kind`, where it is, and what its kind adds (`ProblemKinds`). */
export type Problem = { [K in ProblemKind]: { readonly kind: K } & ProblemKinds[K] & ProblemOrigin }[ProblemKind];
