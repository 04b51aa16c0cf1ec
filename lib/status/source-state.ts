/**
 * Where a source, or the HelmChart that is made from it, stands, by the conditions that source-controller sets.
 *
 * `Ready` changes with each attempt; `FetchFailed` has been there since the first one that failed.
 */
import { conditionOf, type FluxObject } from './flux-object';
import type { ObjectState } from './object-state';

export function stateOfSource(object: FluxObject): ObjectState {
  if (object.deleted !== undefined) return { kind: 'removing', since: object.deleted };
  const ready = conditionOf(object, 'Ready');
  const failed = conditionOf(object, 'FetchFailed');
  const stalled = conditionOf(object, 'Stalled');
  if (object.isSuspended) return { kind: 'suspended' };
  // has no status: helm-controller logs in to the registry by itself
  if (object.kind === 'HelmRepository' && object.spec.type === 'oci') return { kind: 'ready' };
  if (ready === undefined) return { kind: 'unknown', since: object.created };
  const { reason, message, since } = ready;
  if (ready.status === 'True') return { kind: 'ready', reason, message, since };
  const isFailed = ready.status === 'False' || failed?.status === 'True';
  if (!isFailed) return { kind: 'progressing', action: 'fetch', reason, message, since };
  const first = failed?.status === 'True' ? failed : ready;
  const retries = stalled?.status === 'True' ? 'never' : 'later';
  return { kind: 'failed', action: 'fetch', reason: first.reason, message: first.message, since: first.since, retries };
}
