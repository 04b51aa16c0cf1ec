/**
 * What can be wrong with a program or a catalog, as plain data.
 *
 * A problem is collected, never thrown where it is found; its words are in
 * `problem-words.ts`.
 */
import type { FileLocation } from './yaml/file-location';

/** Where a problem is: in a file, or at a construct. */
export interface ProblemOrigin {
  /** Path of the construct: `production/platform/linkerd2`. */
  readonly path?: string;
  readonly location?: FileLocation;
}

/** One step of a cycle, and why it waits for the next. */
export interface CycleStep {
  readonly name: string;
  /** `named`: by `dependsOn`; a number: by the rule of that layer. */
  readonly reason: 'named' | number;
}

/** What a problem says, by kind. */
export interface ProblemKinds {
  'invalid-props': { readonly what: string; readonly remedy: string };
  'invalid-name': { readonly what: string; readonly value: string; readonly rule: string };
  'invalid-layer': { readonly value: string };
  'invalid-url': { readonly value: string; readonly rule: string };
  'unreadable-file': { readonly file: string; readonly reason: string };
  'unreadable-source': { readonly source: string; readonly reason: string };
  'missing-repository': { readonly file: string };
  'invalid-index': { readonly reason: string };
  'invalid-lock': { readonly reason: string };
  'invalid-entry': { readonly entry: string; readonly reason: string };
  'invalid-duration': { readonly field: string; readonly value: string };
  'invalid-values-file': { readonly reason: string };
  /** Why the file with the schema of a chart's values cannot be used. */
  'unreadable-schema': { readonly file: string; readonly reason: string };
  /** Why Helm refuses the schema of a chart, and so every install of it. */
  'unusable-schema': { readonly reason: string };
  /** `at` is a path in the values: `image.tag`; empty for the values themselves. */
  'invalid-value': { readonly at: string; readonly reason: string };
  'invalid-patch': { readonly reason: string };
  'forbidden-patch': { readonly field: string };
  'overlapping-target-path': { readonly targetPath: string; readonly reference: string };
  'corrupted-output': { readonly at: string; readonly text: string };
  'missing-namespace': { readonly namespace: string };
  /** `object`: `ClusterIssuer "letsencrypt"`. */
  'unserved-api': { readonly object: string; readonly group: string };
  'duplicate-release-name': {
    readonly releaseName: string;
    readonly namespace: string;
    readonly paths: readonly string[];
  };
  'helm-chart-collision': { readonly chart: string; readonly paths: readonly string[] };
  'chart-and-chart-ref': { readonly fields: readonly string[] };
  'unknown-profile': { readonly profile: string; readonly catalog: string; readonly nearest: readonly string[] };
  'no-matching-version': {
    readonly profile: string;
    readonly range: string;
    readonly catalog: string;
    readonly nearest: readonly string[];
  };
  'invalid-range': { readonly profile: string; readonly range: string; readonly reason: string };
  'disabled-wait': { readonly field: string };
  'version-not-exact': { readonly profile: string; readonly version: string };
  /** A profile that is a folder of a git repository, at `url`. */
  'git-profile': { readonly profile: string; readonly version: string; readonly url: string };
  'missing-catalog': { readonly profile: string };
  'missing-dependency': { readonly from: string; readonly to: string };
  'self-dependency': { readonly name: string };
  cycle: { readonly steps: readonly CycleStep[] };
  'duplicate-subscription': { readonly name: string; readonly paths: readonly string[] };
  'duplicate-object': { readonly object: string; readonly paths: readonly string[] };
  'duplicate-cluster': { readonly name: string; readonly paths: readonly string[] };
  'empty-dependency': { readonly from: string; readonly to: string };
  'foreign-dependency': { readonly from: string; readonly to: string; readonly cluster: string };
  'unwaitable-dependency': { readonly from: string; readonly to: string; readonly apiKind: string };
  'construct-dependency': { readonly from: string; readonly to: string };
  'chart-in-cluster': { readonly cluster: string };
  'foreign-file': { readonly file: string };
  'lost-output': { readonly file: string; readonly objects: readonly string[] };
  /** What another library's or the user's own validation says, verbatim. */
  validation: { readonly message: string };
}

/** The kinds of problems, to switch on. */
export type ProblemKind = keyof ProblemKinds;

/** Something wrong, where it is, and what its kind needs to say it. */
export type Problem = { [K in ProblemKind]: { readonly kind: K } & ProblemKinds[K] & ProblemOrigin }[ProblemKind];
