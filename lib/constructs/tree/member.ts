/**
 * What takes part in the order of a cluster: a subscription's release, or one made elsewhere.
 */
import type { IConstruct, IDependable } from 'constructs';
import type { JsonObject } from '../../model/data/json';
import type { Problem } from '../../model/problem';
import type { FluxObject, OrderMoment } from './flux-object';

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
  /** Its HelmRelease; absent when it was made elsewhere, or is reported. */
  readonly resource?: FluxObject;
  /** False: what it applies may change without a change of its spec, so no upgrade is in step with it. @default true */
  readonly isContentNamed?: boolean;
  /** What is in the values objects that were written for it, by their names. */
  readonly ownValues?: ReadonlyMap<string, JsonObject>;
  /** File of the schema that its values are checked against. */
  readonly valuesSchema?: string;
  /** Whether its upgrades wait in lockstep. */
  readonly isInStep: boolean;
  /** What its upgrades do not wait for. */
  readonly independentOf: readonly IDependable[];
  /** What is wrong with its own data, in the order as of `moment`. */
  problemsAt(moment: OrderMoment): readonly Problem[];
}
