/**
 * Labels and annotations on what we emit. Fleets and tools read them: they are frozen.
 */
export const LABELS = {
  managedBy: 'app.kubernetes.io/managed-by',
  /** As in the Weave profiles: `layer-2`. */
  appliedLayer: 'weave.works/applied-layer',
} as const;

export const MANAGER = 'cdk8s-profiles';

export const ANNOTATIONS = {
  cluster: 'cdk8s-profiles/cluster',
  catalog: 'cdk8s-profiles/catalog',
  profile: 'cdk8s-profiles/profile',
  version: 'cdk8s-profiles/version',
  /** Names of the releases that `dependsOn` names, joined by commas; all others come from layers. */
  dependsOn: 'cdk8s-profiles/depends-on',
} as const;
