/**
 * Where everything on a cluster stands, from the objects that were read from it.
 */
import { fieldsOf } from '../model/data/fields';
import { isRelay } from '../flux/events/relay';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import { parseLayer } from '../model/layer';
import type { ClusterStatus, KustomizationStatus, ReleaseStatus } from './cluster-status';
import { ignoresOrder } from './dependencies';
import { findCauses } from './find-causes';
import { findRoots } from './find-roots';
import { type FluxObject, isReady, type ObjectKey, text } from './flux-object';
import type { FailureEvents } from './kustomization-state';
import { sourceRefOf, waitsOf } from './object-waits';
import type { ObjectState, StandingObject } from './object-state';
import { versionsOf } from './release-versions';
import { kustomizationOf, type Surroundings, surroundingsOf } from './surroundings';

/** What was read. */
export interface ReadObjects {
  /** Each key once. */
  readonly objects: readonly FluxObject[];
  readonly events?: FailureEvents;
  /** Whether an object would be among `objects` if it existed. @default always */
  readonly isRead?: (key: ObjectKey) => boolean;
}

export function readStatus({ objects, events, isRead = () => true }: ReadObjects): ClusterStatus {
  const all = surroundingsOf(objects, events, isRead);
  const standing = objects.map(object => ({
    object,
    key: object.key,
    state: all.states.get(object.key)!,
    waits: waitsOf(object, all),
  }));
  const absent = absentFrom(standing, all);
  const states = new Map([...standing, ...absent].map(({ key, state }) => [key, state]));
  const roots = findRoots([...standing, ...absent]);
  const parts = new Set(all.contents.values());
  const kustomizations = standing.filter(
    ({ object, state }) =>
      object.kind === 'Kustomization' && !parts.has(object.key) && !(isIdleRelay(object) && state.kind !== 'failed'),
  );
  return {
    releases: standing
      .filter(({ object }) => object.kind === 'HelmRelease')
      .map(found => toRelease(found, all))
      .sort(compareReleases),
    kustomizations: kustomizations.map(found => toKustomization(found, all)),
    causes: findCauses([...standing, ...absent], roots),
    states,
    roots,
  };
}

type Standing = StandingObject & { readonly object: FluxObject };

/** Relays only wake others, and after each commit they are put off. */
function isIdleRelay({ name, labels, spec }: FluxObject): boolean {
  return labels[LABELS.managedBy] === MANAGER && isRelay(name, text(spec.path) ?? '');
}

/** What is waited for and was not found. */
function absentFrom(standing: readonly StandingObject[], { objects, isRead }: Surroundings): StandingObject[] {
  const waits = standing.flatMap(each => each.waits).filter(({ on }) => !objects.has(on));
  const needed = new Set(waits.filter(({ why }) => why !== 'holder').map(({ on }) => on));
  const keys = [...new Set(waits.map(({ on }) => on))].sort();
  const unread: ObjectState = { kind: 'unknown', message: 'it may not be read' };
  // a holder is named in the message of a refusal, which is older than what was read
  const absent = (key: ObjectKey): ObjectState => ({ kind: needed.has(key) ? 'missing' : 'removed' });
  return keys.map(key => ({ key, state: isRead(key) ? absent(key) : unread, waits: [] }));
}

function toRelease({ object, state, waits }: Standing, { contents, objects }: Surroundings): ReleaseStatus {
  const { key, namespace, name, labels, annotations, isSuspended } = object;
  const inner = contents.get(key);
  return {
    ...{ key, namespace, name, isSuspended, state, waits },
    cluster: text(annotations[ANNOTATIONS.cluster]),
    layer: parseLayer(text(labels[LABELS.appliedLayer]) ?? ''),
    profile: text(annotations[ANNOTATIONS.profile]),
    contents: text(annotations[ANNOTATIONS.contents]),
    revision: text(labels[LABELS.revision]),
    ...versionsOf(object, inner === undefined ? undefined : objects.get(inner)),
    isReady: object.deleted === undefined && isReady(object),
    ignoresOrder: ignoresOrder(object),
    kustomization: kustomizationOf(object),
  };
}

function toKustomization({ object, state, waits }: Standing, { objects }: Surroundings): KustomizationStatus {
  const { key, namespace, name, isSuspended, status } = object;
  const source = sourceRefOf(object);
  const artifact = fieldsOf(fieldsOf(source && objects.get(source)?.status).artifact);
  return {
    ...{ key, namespace, name, isSuspended, state, waits },
    isReady: object.deleted === undefined && isReady(object),
    applied: text(status.lastAppliedRevision),
    attempted: text(status.lastAttemptedRevision),
    fetched: text(artifact.revision),
  };
}

function compareReleases(a: ReleaseStatus, b: ReleaseStatus): number {
  const [first, second] = [a.cluster ?? '', b.cluster ?? ''];
  if (first !== second) return first < second ? -1 : 1;
  const layers = (a.layer ?? Infinity) - (b.layer ?? Infinity);
  return layers || (a.key < b.key ? -1 : 1);
}
