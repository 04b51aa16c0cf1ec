/**
 * What follows from all objects together: their states, the Kustomizations that releases consist of, and the
 * removals that are held back.
 */
import { groupBy } from '../model/data/group-by';
import { dependenciesOf, type ObjectsByKey } from './dependencies';
import { type FluxObject, keyOf, type ObjectKey, text } from './flux-object';
import { readDenials, type RefusedRemoval } from './held-removals';
import { type FailureEvents, stateOfKustomization } from './kustomization-state';
import type { ObjectState } from './object-state';
import { stateOfRelease } from './release-state';
import { stateOfSource } from './source-state';

/** All objects, and what follows from them. */
export interface Surroundings {
  readonly objects: ObjectsByKey;
  readonly states: ReadonlyMap<ObjectKey, ObjectState>;
  /** The Kustomization in each release of manifests, by the key of the release. */
  readonly contents: ReadonlyMap<ObjectKey, ObjectKey>;
  readonly held: ReadonlyMap<ObjectKey, RefusedRemoval>;
  /** Whether an object would have been found if it existed. */
  readonly isRead: (key: ObjectKey) => boolean;
}

/** A removal that is held back, since when it is known. */
type HeldRemoval = RefusedRemoval & { readonly since?: string };

/** What follows from `objects`; `events` say why a Kustomization failed that Flux tries again. */
export function surroundingsOf(
  objects: readonly FluxObject[],
  events: FailureEvents | undefined,
  isRead: Surroundings['isRead'],
): Surroundings {
  const byKey = new Map(objects.map(object => [object.key, object]));
  const kustomizations = objects.filter(({ kind }) => kind === 'Kustomization');
  const states = new Map(kustomizations.map(object => [object.key, stateOfKustomization(object, events)]));
  const held = new Map([...removedTogether(objects, byKey), ...refused(states)].map(removal => [removal.key, removal]));
  for (const object of objects) {
    if (object.kind === 'HelmRelease') states.set(object.key, stateOfRelease(object, held.get(object.key)));
    else if (object.kind !== 'Kustomization') states.set(object.key, stateOfSource(object));
  }
  return { objects: byKey, states, contents: contentsOf(kustomizations), held, isRead };
}

function contentsOf(kustomizations: readonly FluxObject[]): Surroundings['contents'] {
  const parts = kustomizations.map(object => [labelled(object, 'HelmRelease', 'helm'), object.key] as const);
  return new Map(parts.flatMap(([release, key]) => (release === undefined ? [] : [[release, key] as const])));
}

/** The Kustomization that applies `object`. */
export function kustomizationOf(object: FluxObject): ObjectKey | undefined {
  return labelled(object, 'Kustomization', 'kustomize');
}

/** The owner that a controller of Flux wrote into the labels of `object`. */
function labelled({ labels }: FluxObject, kind: string, toolkit: string): ObjectKey | undefined {
  const [namespace, name] = ['namespace', 'name'].map(part => text(labels[`${toolkit}.toolkit.fluxcd.io/${part}`]));
  return namespace === undefined || name === undefined ? undefined : keyOf(kind, namespace, name);
}

/** What Kustomizations tried to remove and may not. */
function refused(states: ReadonlyMap<ObjectKey, ObjectState>): HeldRemoval[] {
  return [...states.values()].flatMap(({ message = '', since }) =>
    readDenials(message).removals.map(removal => ({ ...removal, since })),
  );
}

/** Of a Kustomization that is being removed, Flux does not say what is held back: releases that others depend on. */
function removedTogether(objects: readonly FluxObject[], byKey: ObjectsByKey): HeldRemoval[] {
  const releases = objects.filter(({ kind }) => kind === 'HelmRelease');
  const leaving = releases.flatMap(object => {
    const kustomization = kustomizationOf(object);
    const since = kustomization && byKey.get(kustomization)?.deleted;
    return since === undefined || object.deleted !== undefined ? [] : [{ object, since }];
  });
  if (leaving.length === 0) return [];
  const edges = releases.flatMap(user => dependenciesOf(user).map(({ key }) => ({ user, key })));
  const users = groupBy(edges, ({ key }) => key);
  return leaving.map(({ object: { key, name }, since }) => {
    const holder = users.get(key)?.[0].user;
    if (holder === undefined) return { key, since, message: 'its Kustomization is being removed' };
    const why = `still depends on ${name}`;
    const message = `HelmRelease ${holder.namespace}/${holder.name} ${why}`;
    return { key, since, message, holder: { key: holder.key, why } };
  });
}
