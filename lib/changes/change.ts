/**
 * What differs between two outputs, as plain data. Nothing in it is the content of a Secret.
 */
import type { JsonValue } from '../model/data/json';
import type { VersionStep } from '../model/version/version-step';

/** A field that differs. */
export interface FieldChange {
  /** `controller.replicaCount`, `env[2].value`. */
  readonly path: string;
  /** Absent: it was not there. */
  readonly before?: JsonValue;
  /** Absent: it is gone. */
  readonly after?: JsonValue;
}

/**
 * The most important thing that happens to a release. `changed`: other values or options;
 * `reordered`: only its layer or what it waits for; `waits`: only that it waits for new revisions.
 */
export type ReleaseChangeKind =
  | 'added'
  | 'removed'
  | 'renamed'
  | 'upgraded'
  | 'downgraded'
  | 'changed'
  | 'reordered'
  | 'waits';

/** What Flux or the guard does because of a change, apart from what the change says. */
export type Effect =
  /** helm-controller uninstalls the release, and installs it again. */
  | { readonly kind: 'reinstalled'; readonly field: string; readonly before: string; readonly after: string }
  /** The guard refuses it; if `isCertain` is false, provided that it is applied to the cluster. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly by?: string; readonly isCertain: boolean }
  /** Flux deletes it. */
  | { readonly kind: 'pruned' }
  /** It stays on the cluster, although it is no longer in the manifests. */
  | { readonly kind: 'orphaned'; readonly reason: Orphaning; readonly by?: string }
  /** The API server refuses the change of a field, or, if `isRecreated`, Flux deletes the object and creates it again. */
  | { readonly kind: 'immutable'; readonly field: string; readonly isRecreated: boolean };

/** Why the guard refuses: a move, or who still needs what is deleted. */
export type Refusal = 'move' | 'dependant' | 'same Helm release' | 'chart' | 'values' | 'namespace' | 'installed';

/**
 * Why an object stays: its own annotation, it is suspended, what applies it is suspended or does not
 * prune, or the Helm release is on a cluster that is no longer named.
 */
export type Orphaning = 'annotation' | 'suspended' | 'suspended parent' | 'no pruning' | 'other cluster';

/** What happens to one release. */
export interface ReleaseChange {
  readonly kind: ReleaseChangeKind;
  /** `linkerd2`, or `team-a/linkerd2` outside of flux-system. */
  readonly label: string;
  readonly name: string;
  readonly namespace: string;
  /** Label under which it was known. Absent: it is not renamed. */
  readonly formerLabel?: string;
  /** Versions before and after. Absent: unknown. */
  readonly from?: string;
  readonly to?: string;
  /** Absent: the versions are equal, or cannot be compared. */
  readonly step?: VersionStep;
  readonly layerBefore?: number;
  readonly layerAfter?: number;
  /** Labels of releases that it waits for now, directly or indirectly, and did not; sorted. */
  readonly nowAfter: readonly string[];
  /** Labels of releases that it no longer waits for; sorted. */
  readonly noLongerAfter: readonly string[];
  readonly values: readonly FieldChange[];
  /** Other fields of its spec and metadata. */
  readonly fields: readonly FieldChange[];
  /** Whether objects in its manifests differ. */
  readonly hasOtherManifests: boolean;
  readonly effects: readonly Effect[];
  /** Whether it is suspended, so that nothing happens until it is resumed. */
  readonly isSuspended: boolean;
}

/** What happens to an object that is not a release. */
export interface ObjectChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** `ConfigMap flux-system/settings`. */
  readonly object: string;
  /** Label of the release whose manifests it belongs to. */
  readonly member?: string;
  /** Whether it only serves releases of this library: a source or values. */
  readonly isPart: boolean;
  readonly fields: readonly FieldChange[];
  readonly effects: readonly Effect[];
}

/** In which order the changes of one cluster take place. */
export interface Rollout {
  /** Labels of releases that Helm installs or upgrades; each group waits for those before it. */
  readonly steps: readonly (readonly string[])[];
  /** Labels of releases that are removed after that, group by group; without a guard one group, at once. */
  readonly removals: readonly (readonly string[])[];
  /** Absent: there is a guard, and the manifests do not say whether it is applied to the cluster. */
  readonly isRemovalGuarded?: boolean;
  /** The longest way: labels that wait for each other, one after the other. */
  readonly longestWay: readonly string[];
}

/** What happens to one cluster. */
export interface ClusterChange {
  /** Empty: unknown. */
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly releases: readonly ReleaseChange[];
  readonly objects: readonly ObjectChange[];
  readonly rollout: Rollout;
}
