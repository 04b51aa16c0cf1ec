/**
 * Where a HelmRelease stands, by the conditions that helm-controller sets.
 *
 * While it tries again after a failure, `Ready` is Unknown, and the failure is still in `Released`.
 */
import { type Condition, conditionOf, type FluxObject, isCurrent, number } from './flux-object';
import { earliest, type FluxAction, type ObjectState } from './object-state';

/** A denial of the guard: in its words, and since when it is known. */
export interface Denial {
  readonly message: string;
  readonly since?: string;
}

/** What Flux did when it failed, by the reason of its condition. */
const FAILED: ReadonlyMap<string, FluxAction> = new Map([
  ['InstallFailed', 'install'],
  ['UpgradeFailed', 'upgrade'],
  ['TestFailed', 'test'],
  ['RollbackFailed', 'rollback'],
  ['UninstallFailed', 'uninstall'],
]);
const ACTIONS: ReadonlySet<string> = new Set(FAILED.values());
const FINALIZER = 'finalizers.fluxcd.io';

/** `denial` is the reason why it may not be removed, if Flux wants to remove it. */
export function stateOfRelease(object: FluxObject, denial?: Denial): ObjectState {
  if (object.deleted !== undefined) return removalOf(object, object.deleted);
  if (denial !== undefined) return { kind: 'held', message: denial.message, since: denial.since };
  if (object.isSuspended) return { kind: 'suspended' };
  const ready = conditionOf(object, 'Ready');
  if (ready === undefined) return { kind: 'unknown', since: object.created };
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return stalledState(object, ready, stalled);
  const { reason, message, since, status } = ready;
  if (status === 'True') return isCurrent(object) ? { kind: 'ready', reason, message, since } : { kind: 'progressing' };
  if (reason === 'DependencyNotReady' || reason === 'SourceNotReady')
    return { kind: 'waiting', reason, message, since };
  return status === 'False' ? failureOf(object, ready, 'later') : progressOf(object, ready);
}

function removalOf(object: FluxObject, since: string): ObjectState {
  const ready = conditionOf(object, 'Ready');
  if (ready?.reason === 'UninstallFailed') return { ...failureOf(object, ready, 'later'), since };
  const foreign = object.finalizers.filter(finalizer => finalizer !== FINALIZER);
  const left = foreign.length === 0 ? {} : { message: `finalizers that are not of Flux: ${foreign.join(', ')}` };
  return { kind: 'removing', action: 'uninstall', since, ...left };
}

function stalledState(object: FluxObject, ready: Condition, stalled: Condition): ObjectState {
  // the message of RetriesExceeded only says how often
  const failure = failureOf(object, FAILED.has(ready.reason) ? ready : stalled, 'never');
  return { ...failure, reason: stalled.reason };
}

function failureOf(object: FluxObject, condition: Condition, retries: ObjectState['retries']): ObjectState {
  const { reason, message, since } = condition;
  const released = conditionOf(object, 'Released');
  const first = released?.status === 'False' ? earliest(since, released.since) : since;
  const failures = number(object.status.failures);
  return { kind: 'failed', action: FAILED.get(reason), reason, message, since: first, failures, retries };
}

function progressOf(object: FluxObject, { reason, message, since }: Condition): ObjectState {
  const released = conditionOf(object, 'Released');
  const isRetried = released?.status === 'False' && FAILED.has(released.reason);
  if (isRetried) return failureOf(object, released, 'now');
  const action = /^Running '(\w+)' action/.exec(message)?.[1];
  return { kind: 'progressing', reason, message, since, ...(isAction(action) && { action }) };
}

function isAction(word: string | undefined): word is FluxAction {
  return word !== undefined && ACTIONS.has(word);
}
