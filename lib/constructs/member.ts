/**
 * What takes part in the order of a cluster: a subscription's release, or one made elsewhere.
 */
import type { IConstruct, IDependable } from 'constructs';
import type { Problem } from '../model/problem';

export interface Member {
  readonly construct: IConstruct;
  /** `metadata.name` of the HelmRelease. */
  readonly name: string;
  /** `metadata.namespace` of the HelmRelease. */
  readonly namespace: string;
  readonly layer?: number;
  /** False: made elsewhere, so it can be waited for but not made to wait. */
  readonly waits: boolean;
  readonly dependsOn: readonly IDependable[];
  /** What is wrong with its own data. */
  readonly problems: readonly Problem[];
}
