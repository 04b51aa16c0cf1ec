/**
 * What an object that is not ready waits for: dependencies, sources, the Kustomization that a release consists of,
 * objects that fail a health check, and releases that still need what should be removed.
 */
import { fieldsOf } from '../model/data/fields';
import { type FluxObject, keyOf, type ObjectKey, text } from './flux-object';
import { unmetDependencies } from './dependencies';
import { readDenials } from './held-removals';
import type { ObjectState, Wait } from './object-state';
import { kustomizationOf, type Surroundings } from './surroundings';

/** What `object` waits for; nothing if it is ready, or in progress by itself. */
export function waitsOf(object: FluxObject, all: Surroundings): Wait[] {
  const state = all.states.get(object.key)!;
  const { kind, message = '' } = state;
  if (kind === 'held') return holdersOf(object, message, all);
  if (kind === 'waiting' && state.reason === 'DependencyNotReady') {
    return unmetDependencies(object, message, all.objects).map(wait => behindKustomization(wait, all));
  }
  if (kind !== 'waiting' && kind !== 'failed' && kind !== 'progressing') return [];
  if (object.kind === 'HelmRelease') return waitsOfRelease(object, state, all);
  if (object.kind === 'Kustomization') return waitsOfKustomization(object, state, all);
  return object.kind === 'HelmChart' ? unready(sourceRefOf(object), 'source', all) : [];
}

/** If a dependency only lacks its revision, what should have applied that is what is waited for. */
function behindKustomization(wait: Wait, all: Surroundings): Wait {
  if (wait.why !== 'revision') return wait;
  const kustomization = kustomizationOf(all.objects.get(wait.on)!);
  if (kustomization === undefined) return wait;
  const kind = all.states.get(kustomization)?.kind ?? 'ready';
  return kind === 'ready' || kind === 'held' ? wait : { on: kustomization, why: 'kustomization' };
}

function waitsOfRelease(object: FluxObject, state: ObjectState, all: Surroundings): Wait[] {
  const contents = all.contents.get(object.key);
  const isRunning = state.action !== undefined;
  if (isRunning && contents !== undefined) return unready(contents, 'contents', all);
  return isRunning ? [] : unready(chartOf(object), 'source', all);
}

/** The object that a release gets its chart from: a HelmChart, or a source. */
function chartOf({ namespace, spec, status }: FluxObject): ObjectKey | undefined {
  const { kind, name, namespace: other } = fieldsOf(spec.chartRef);
  if (text(name) !== undefined) return keyOf(String(kind), text(other) ?? namespace, String(name));
  const [place, chart] = (text(status.helmChart) ?? '').split('/');
  return chart === undefined ? undefined : keyOf('HelmChart', place, chart);
}

/** The source of a Kustomization or a HelmChart. */
export function sourceRefOf({ namespace, spec }: FluxObject): ObjectKey | undefined {
  const { kind, name, namespace: other } = fieldsOf(spec.sourceRef);
  return text(name) === undefined ? undefined : keyOf(String(kind), text(other) ?? namespace, String(name));
}

function waitsOfKustomization(object: FluxObject, { reason, message = '' }: ObjectState, all: Surroundings): Wait[] {
  if (reason === 'ArtifactFailed') return unready(sourceRefOf(object), 'source', all);
  // timeout waiting for: [HelmRelease/platform/linkerd2 status: 'InProgress', Deployment/...]
  const checked = [...message.matchAll(/\b([A-Z]\w+)\/([^/\s]+)\/(\S+) status: '/g)];
  return checked.flatMap(([, kind, namespace, name]) => unready(keyOf(kind, namespace, name), 'health', all));
}

function holdersOf(object: FluxObject, message: string, all: Surroundings): Wait[] {
  const own = all.held.get(object.key);
  const removals = object.kind === 'Kustomization' ? readDenials(message).removals : own === undefined ? [] : [own];
  return removals.flatMap(({ holder }) =>
    holder === undefined ? [] : [{ on: holder.key, why: 'holder' as const, detail: holder.why }],
  );
}

function unready(key: ObjectKey | undefined, why: Wait['why'], { objects, states, isRead }: Surroundings): Wait[] {
  if (key === undefined || (!objects.has(key) && !isRead(key))) return [];
  const kind = states.get(key)?.kind;
  const isReady = kind === 'ready' || (kind === 'suspended' && hasArtifact(objects.get(key)!));
  return isReady ? [] : [{ on: key, why }];
}

function hasArtifact({ status }: FluxObject): boolean {
  return text(fieldsOf(status.artifact).revision) !== undefined;
}
