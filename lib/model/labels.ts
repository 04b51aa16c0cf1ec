/**
 * Labels and annotations on what we emit. Fleets and tools read them: they are frozen.
 */

/** Labels, by what they say. */
export const LABELS = {
  managedBy: 'app.kubernetes.io/managed-by',
  /** As in the Weave profiles: `layer-2`. */
  appliedLayer: 'weave.works/applied-layer',
  /** Hash of a release's content and of the revisions of what it waits for: ten hexadecimal digits. */
  revision: 'cdk8s-profiles/revision',
} as const;

/** Value of the label `managedBy` on all that this library writes. */
export const MANAGER = 'cdk8s-profiles';

/** Annotations, by what they say. */
export const ANNOTATIONS = {
  /** Set by an operator, with any value, on a release that is not to wait for others. */
  ignoreOrder: 'cdk8s-profiles/ignore-order',
  cluster: 'cdk8s-profiles/cluster',
  catalog: 'cdk8s-profiles/catalog',
  profile: 'cdk8s-profiles/profile',
  version: 'cdk8s-profiles/version',
  /** Of a release around a Kustomization: `manifests` of the program, or a `kustomization` as it is. */
  contents: 'cdk8s-profiles/contents',
  /** Range that the program asks for, `~1.2` or `*`; absent when it asks for one version. Part of no revision. */
  range: 'cdk8s-profiles/range',
  /** Names of the releases that `dependsOn` names, joined by commas; all others come from layers. */
  dependsOn: 'cdk8s-profiles/depends-on',
} as const;
