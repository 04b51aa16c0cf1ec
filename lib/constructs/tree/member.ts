/**
 * A member of the order of a cluster: the release of a subscription, or one that is made elsewhere.
 */
import type { IConstruct, IDependable } from 'constructs';
import type { JsonObject, JsonValue } from '../../model/data/json';
import type { Problem } from '../../model/problem';
import type { LayeredProfile } from '../props/i-profile';
import type { FluxObject, OrderMoment } from './flux-object';

export interface Member {
  readonly construct: IConstruct;
  /** `metadata.name` of the HelmRelease. */
  readonly name: string;
  /** `metadata.namespace` of the HelmRelease. */
  readonly namespace: string;
  /** What the program or the profile says. Absent: not layered, or computed. */
  readonly layer?: number;
  /** What its layer depends on otherwise. Absent: it does not come from a catalog that declares a model. */
  readonly layered?: LayeredProfile;
  /** False: made elsewhere, so that others can wait for it, but it cannot wait. */
  readonly waits: boolean;
  readonly dependsOn: readonly IDependable[];
  /** Its HelmRelease; absent if it was made elsewhere, or reported. */
  readonly resource?: FluxObject;
  /**
   * False: what it applies may change without a change of its spec, so upgrades cannot wait for it
   * in lockstep. @default true
   */
  readonly isContentNamed?: boolean;
  /** Namespace of everything that manifests contain, and where it is. Absent: that is not known. */
  readonly appliesTo?: { readonly namespace: string; readonly kubeConfig?: JsonValue };
  /** Content of the values objects that were written for it, by their names. */
  readonly ownValues?: ReadonlyMap<string, JsonObject>;
  /** File of the schema that its values are checked against. */
  readonly valuesSchema?: string;
  /** Whether its upgrades wait in lockstep. */
  readonly isInStep: boolean;
  /** Releases that its upgrades do not wait for. */
  readonly independentOf: readonly IDependable[];
  /** Problems of its own data, in the order at `moment`. */
  problemsAt(moment: OrderMoment): readonly Problem[];
}
