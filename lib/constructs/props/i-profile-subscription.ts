/**
 * What others can wait for: a subscription, or a release made elsewhere.
 */
import type { IConstruct } from 'constructs';

/** A profile on a cluster: what others can wait for. */
export interface IProfileSubscription extends IConstruct {
  /** Name of the subscription: `linkerd2`. */
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  /** Whole number from 0. Absent: not layered. */
  readonly layer?: number;
  /** Its HelmReleases; empty if its profile was not found. */
  readonly releases: readonly ReleaseReference[];
}

/** Namespace and name of a HelmRelease. */
export interface ReleaseReference {
  /** Its `metadata.name`. */
  readonly name: string;
  /** Its `metadata.namespace`. */
  readonly namespace: string;
}
