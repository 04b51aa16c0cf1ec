/**
 * Labels and annotations on the objects that this library writes. Fleets and tools read them, so
 * they are frozen.
 */

/** Labels, by their meaning. */
export const LABELS = {
  managedBy: 'app.kubernetes.io/managed-by',
  /** As in the Weave profiles: `layer-2`. */
  appliedLayer: 'weave.works/applied-layer',
  /** Hash of a release's content and of the revisions that it waits for: ten hexadecimal digits. */
  revision: 'cdk8s-profiles/revision',
} as const;

/** Value of the label `managedBy` on all that this library writes. */
export const MANAGER = 'cdk8s-profiles';

/** Annotations, by their meaning. */
export const ANNOTATIONS = {
  /** Set by an operator, with any value, on a release that should not wait for others. */
  ignoreOrder: 'cdk8s-profiles/ignore-order',
  cluster: 'cdk8s-profiles/cluster',
  catalog: 'cdk8s-profiles/catalog',
  profile: 'cdk8s-profiles/profile',
  version: 'cdk8s-profiles/version',
  /** Of a profile in git: which of its artifacts a release is, `logging/server` in a nested profile. */
  artifact: 'cdk8s-profiles/artifact',
  /** On a release that applies a Kustomization: `manifests` of the program, or an unchanged `kustomization`. */
  contents: 'cdk8s-profiles/contents',
  /** Range that the program asks for, `~1.2` or `*`; absent if it asks for one version. Not part of the revision. */
  range: 'cdk8s-profiles/range',
  /** Names of the releases that `dependsOn` names, joined by commas; all other dependencies come from layers. */
  dependsOn: 'cdk8s-profiles/depends-on',
  /** Names of the Kustomizations after whose success Flux checks the release again, joined by commas. */
  wokenBy: 'cdk8s-profiles/woken-by',
  /** On a Kustomization that wakes releases: a hash of what its wave installs, so that it changes with the wave. */
  waveContent: 'cdk8s-profiles/wave-content',
} as const;

/** Annotations that only this library may set. */
export const OWN_ANNOTATIONS: readonly string[] = Object.values(ANNOTATIONS).filter(
  key => key !== ANNOTATIONS.ignoreOrder,
);

/** Annotation of Flux; `disabled`: an object stays when it is no longer in the manifests. */
export const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

/** Annotations on sources of catalogs, which `pctl catalog add` writes and `pctl catalog update` reads. */
export const SOURCE_ANNOTATIONS = {
  /** Names of the charts that are in the catalog, annotated as profiles or not, joined by commas. */
  charts: 'cdk8s-profiles/charts',
  /** How many versions of each chart are kept. */
  keep: 'cdk8s-profiles/keep',
  /** `true`: the manifest is on the cluster too, so that programs write no source for its charts. */
  onCluster: 'cdk8s-profiles/on-cluster',
} as const;
