/**
 * What was read from a cluster, and where everything on it stands.
 */
import type { ObjectKey } from './flux-object';
import type { ObjectState, Wait, WaitReason } from './object-state';
import type { Roots } from './find-roots';
import type { ReleaseVersions } from './release-versions';

/** A HelmRelease. */
export interface ReleaseStatus extends ReleaseVersions {
  readonly key: ObjectKey;
  readonly namespace: string;
  readonly name: string;
  /** Absent: this library did not write it. */
  readonly cluster?: string;
  readonly layer?: number;
  readonly profile?: string;
  readonly contents?: string;
  /** Absent: no upgrade waits for it in lockstep. */
  readonly revision?: string;
  readonly state: ObjectState;
  readonly isReady: boolean;
  readonly isSuspended: boolean;
  readonly ignoresOrder: boolean;
  readonly waits: readonly Wait[];
  /** The Kustomization that applies it. Absent: none. */
  readonly kustomization?: ObjectKey;
}

/** A Kustomization that is not a part of a release. */
export interface KustomizationStatus {
  readonly key: ObjectKey;
  readonly namespace: string;
  readonly name: string;
  readonly state: ObjectState;
  readonly isReady: boolean;
  readonly isSuspended: boolean;
  readonly waits: readonly Wait[];
  /** Revision of the source that was applied completely: `main@sha1:…`. */
  readonly applied?: string;
  /** The one that was tried last. */
  readonly attempted?: string;
  /** The newest one that the source has. */
  readonly fetched?: string;
}

/** An object, or a cycle, because of which the rollout does not go on: somebody has to look at it. */
export interface Cause {
  readonly key: ObjectKey;
  readonly state: ObjectState;
  /** Objects that wait for each other. */
  readonly cycle?: readonly ObjectKey[];
  /** Why others wait for it directly, sorted. */
  readonly reasons: readonly WaitReason[];
  /** What it still does, of a release that holds removals back: `still depends on linkerd2`. Sorted. */
  readonly details: readonly string[];
  /** Releases and Kustomizations that wait for it, directly or not, sorted. */
  readonly holdsBack: readonly ObjectKey[];
}

/** Everything on a cluster. */
export interface ClusterStatus {
  /** Sorted by cluster, layer, namespace and name; without a layer at the end. */
  readonly releases: readonly ReleaseStatus[];
  /** Sorted by namespace and name. */
  readonly kustomizations: readonly KustomizationStatus[];
  /** Sorted: first what holds back most. */
  readonly causes: readonly Cause[];
  readonly states: ReadonlyMap<ObjectKey, ObjectState>;
  readonly roots: Roots;
}
