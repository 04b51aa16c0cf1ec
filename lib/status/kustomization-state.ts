/**
 * Where a Flux Kustomization stands, by the conditions that kustomize-controller sets.
 *
 * While it tries again after a failure, the condition says nothing about the failure; `status.history` still has its
 * reason, and an event its message.
 */
import { fieldsOf, listIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import { type Condition, conditionOf, type FluxObject, isCurrent, text } from './flux-object';
import { readDenials } from './held-removals';
import type { FluxAction, ObjectState } from './object-state';

const ACTIONS: ReadonlyMap<string, FluxAction> = new Map([
  ['BuildFailed', 'apply'],
  ['ReconciliationFailed', 'apply'],
  ['PruneFailed', 'prune'],
  ['HealthCheckFailed', 'check'],
]);

/** Newest failure of each Kustomization in the events of the cluster: its message, by key and reason. */
export type FailureEvents = ReadonlyMap<string, string>;

/** The newest message of each object and reason among `items`, Warnings that the API server returned. */
export function readFailureEvents(items: readonly unknown[]): FailureEvents {
  const events = items.map(fieldsOf).map(event => ({
    key: eventKey(fieldsOf(event.involvedObject), text(event.reason)),
    at: text(event.lastTimestamp) ?? text(event.firstTimestamp) ?? '',
    message: text(event.message) ?? '',
  }));
  return new Map(events.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ key, message }) => [key, message]));
}

function eventKey({ kind, namespace, name }: Fields, reason = ''): string {
  return [kind, namespace, name, reason].join('/');
}

/** Whether only an event can say why `object` failed. */
export function needsEvent(object: FluxObject): boolean {
  return object.kind === 'Kustomization' && !object.isSuspended && retriedFailure(object) !== undefined;
}

/** What it failed with, and now tries again. */
function retriedFailure(object: FluxObject): { readonly reason: string; readonly since?: string } | undefined {
  const ready = conditionOf(object, 'Ready');
  const failure = lastFailure(object);
  return ready?.status === 'Unknown' ? failure : undefined;
}

function lastFailure({ status }: FluxObject): { readonly reason: string; readonly since?: string } | undefined {
  const newest = fieldsOf(listIn(status, 'history')[0]);
  const reason = text(newest.lastReconciledStatus);
  const isFailure = reason !== undefined && reason !== 'ReconciliationSucceeded';
  return isFailure ? { reason, since: text(newest.firstReconciled) } : undefined;
}

export function stateOfKustomization(object: FluxObject, events: FailureEvents = new Map()): ObjectState {
  if (object.deleted !== undefined) return { ...deletionOf(object), since: object.deleted };
  if (object.isSuspended) return { kind: 'suspended' };
  const ready = conditionOf(object, 'Ready');
  if (ready === undefined) return { kind: 'unknown', since: object.created };
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return failure(object, stalled, 'never');
  const { reason, message, since, status } = ready;
  if (status === 'True') return isCurrent(object) ? { kind: 'ready', reason, message, since } : { kind: 'progressing' };
  if (reason === 'DependencyNotReady') return { kind: 'waiting', reason, message, since };
  if (status === 'False') return failure(object, ready, 'later');
  const retried = retriedFailure(object);
  const event = retried && events.get(eventKey({ ...object }, retried.reason));
  if (retried !== undefined && event !== undefined) {
    return failure(object, { ...ready, reason: retried.reason, message: event }, 'now');
  }
  const progress = conditionOf(object, 'Reconciling')?.message ?? message;
  return { kind: 'progressing', action: 'apply', reason, message: progress, since };
}

function deletionOf(object: FluxObject): ObjectState {
  const ready = conditionOf(object, 'Ready');
  const isRefused = ready?.status === 'False' && ready.message.includes('delete failed');
  return isRefused ? failure(object, ready, 'later') : { kind: 'removing' };
}

/** A removal that the guard refuses is part of an ordered removal, so it does not count as a failure. */
function failure(object: FluxObject, condition: Condition, retries: ObjectState['retries']): ObjectState {
  const { reason, message } = condition;
  const last = lastFailure(object);
  const since = last?.reason === reason ? (last.since ?? condition.since) : condition.since;
  const kind = readDenials(message).isAll ? 'held' : 'failed';
  return { kind, action: ACTIONS.get(reason), reason, message, since, retries };
}
