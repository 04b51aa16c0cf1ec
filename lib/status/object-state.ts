/**
 * Where one object of Flux stands, and what it waits for.
 */
import type { ObjectKey } from './flux-object';

/**
 * `held`: its removal was refused, because something still needs it; of a Kustomization, that only
 * such removals are left. `unknown`: Flux has not looked at it. `missing`: something needs it, and it is not on the cluster.
 * `removed`: a removal was refused because of it, and it is no longer on the cluster.
 */
export type StateKind =
  | 'ready'
  | 'progressing'
  | 'waiting'
  | 'failed'
  | 'suspended'
  | 'held'
  | 'removing'
  | 'unknown'
  | 'missing'
  | 'removed';

/** What Flux does, or did when it failed. */
export type FluxAction =
  | 'install'
  | 'upgrade'
  | 'test'
  | 'rollback'
  | 'uninstall'
  | 'apply'
  | 'prune'
  | 'check'
  | 'fetch';

/** Where an object stands. */
export interface ObjectState {
  readonly kind: StateKind;
  readonly action?: FluxAction;
  /** Reason of a condition: `UpgradeFailed`. */
  readonly reason?: string;
  /** In the words of Flux. */
  readonly message?: string;
  /** RFC 3339. */
  readonly since?: string;
  /** How often it failed, if Flux counts. */
  readonly failures?: number;
  /** Of a failure: `never` without a change, `later`, or `now`, while it does. */
  readonly retries?: 'never' | 'later' | 'now';
}

/**
 * Why an object waits for another one. `revision`: it is ready, but not in the revision that is waited for.
 * `kustomization`: the same, and the Kustomization that should apply it is not ready. `contents`: the Kustomization
 * that a release consists of. `health`: a health check. `holder`: it still needs what should be removed.
 */
export type WaitReason = 'dependency' | 'revision' | 'kustomization' | 'source' | 'contents' | 'health' | 'holder';

/** What an object waits for. */
export interface Wait {
  readonly on: ObjectKey;
  readonly why: WaitReason;
  /** `still depends on linkerd2`, of a holder. */
  readonly detail?: string;
}

/** An object, where it stands and what it waits for. */
export interface StandingObject {
  readonly key: ObjectKey;
  readonly state: ObjectState;
  readonly waits: readonly Wait[];
}

/** The earliest of `times`; `undefined` if none is known. */
export function earliest(...times: readonly (string | undefined)[]): string | undefined {
  // they are all in UTC and without fractions of seconds
  return times.filter(time => time !== undefined && time !== '').sort()[0];
}
