/**
 * Objects of Flux as an API server returns them. Nothing in them is certain to be there: controllers
 * of other versions write other fields, and a status may not be written yet.
 */
import { fieldsOf, listIn } from '../model/data/fields';
import { type Fields, isRecord } from '../model/data/json';

/** `HelmRelease/flux-system/cert-manager`. */
export type ObjectKey = string;

/** One entry of `status.conditions`. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** RFC 3339; empty if it is missing. */
  readonly since: string;
  /** Generation of the object that the condition is about. */
  readonly generation?: number;
}

/** An object with what all kinds have in common; empty where something is missing. */
export interface FluxObject {
  readonly key: ObjectKey;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly generation?: number;
  readonly created?: string;
  /** When its removal was asked for. */
  readonly deleted?: string;
  readonly finalizers: readonly string[];
  readonly isSuspended: boolean;
  readonly spec: Fields;
  readonly status: Fields;
  readonly conditions: readonly Condition[];
}

export function keyOf(kind: string, namespace: string, name: string): ObjectKey {
  return `${kind}/${namespace}/${name}`;
}

/** `{ kind: 'HelmRelease', namespace: 'flux-system', name: 'cert-manager' }` */
export function splitKey(key: ObjectKey): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const [kind, namespace, name] = key.split('/');
  return { kind, namespace, name };
}

/** Those of `items` that have a kind and a name, sorted by key. */
export function readFluxObjects(items: readonly unknown[]): FluxObject[] {
  return items.flatMap(item => tryReadObject(item) ?? []).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function tryReadObject(item: unknown): FluxObject | undefined {
  if (!isRecord(item)) return undefined;
  const [metadata, spec, status] = [item.metadata, item.spec, item.status].map(fieldsOf);
  const [kind, name, namespace] = [text(item.kind), text(metadata.name), text(metadata.namespace) ?? ''];
  if (kind === undefined || name === undefined) return undefined;
  return {
    key: keyOf(kind, namespace, name),
    kind,
    namespace,
    name,
    labels: fieldsOf(metadata.labels),
    annotations: fieldsOf(metadata.annotations),
    generation: number(metadata.generation),
    created: text(metadata.creationTimestamp),
    deleted: text(metadata.deletionTimestamp),
    finalizers: listIn(metadata, 'finalizers').flatMap(finalizer => text(finalizer) ?? []),
    isSuspended: spec.suspend === true,
    spec,
    status,
    conditions: listIn(status, 'conditions').map(fieldsOf).map(toCondition),
  };
}

function toCondition(fields: Fields): Condition {
  return {
    type: text(fields.type) ?? '',
    status: text(fields.status) ?? '',
    reason: text(fields.reason) ?? '',
    message: text(fields.message) ?? '',
    since: text(fields.lastTransitionTime) ?? '',
    generation: number(fields.observedGeneration),
  };
}

/** The condition of a type: `Ready`, `Stalled`, `Released`. */
export function conditionOf({ conditions }: FluxObject, type: string): Condition | undefined {
  return conditions.find(condition => condition.type === type);
}

/** Whether Flux says that the object is ready, and says so about its newest specification. */
export function isReady(object: FluxObject): boolean {
  const ready = conditionOf(object, 'Ready');
  return ready?.status === 'True' && isCurrent(object);
}

/** Whether the controller has seen the newest specification. */
export function isCurrent({ generation, status }: FluxObject): boolean {
  return generation === undefined || status.observedGeneration === generation;
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
