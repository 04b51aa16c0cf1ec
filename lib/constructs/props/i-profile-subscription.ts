/**
 * What others can wait for: a subscription, or a release made elsewhere.
 */
import type { IConstruct } from 'constructs';

/** A profile on a cluster: what others can wait for. */
export interface IProfileSubscription extends IConstruct {
  readonly subscriptionName: string;
  /** Namespace of its Flux objects. */
  readonly namespace: string;
  readonly layer?: number;
  /** Its HelmReleases; none when its profile was not found. */
  readonly releases: readonly ReleaseReference[];
}

/** `metadata` of a HelmRelease. */
export interface ReleaseReference {
  readonly name: string;
  readonly namespace: string;
}
