/**
 * Makes one entry of equal changes on many clusters.
 */
import { compareText } from '../model/data/compare-text';
import { groupBy } from '../model/data/group-by';
import { canonicalJson, type JsonValue } from '../model/data/json';
import type { ClusterChange, Effect, ReleaseChange } from './change';

/** A change, and the clusters that it happens on. */
export interface SharedChange<T> {
  readonly change: T;
  /** Sorted. */
  readonly clusters: readonly string[];
}

/** The changes that `pick` takes of each cluster, in their order; equal ones are one entry. */
export function shareChanges<T extends object>(
  clusters: readonly ClusterChange[],
  pick: (cluster: ClusterChange) => readonly T[],
): SharedChange<T>[] {
  const all = clusters.flatMap(cluster => pick(cluster).map(change => ({ change, cluster: cluster.name })));
  return [...groupBy(all, ({ change }) => canonicalJson(change as JsonValue)).values()].map(found => ({
    change: found[0].change,
    clusters: found.map(({ cluster }) => cluster),
  }));
}

/** The changes of releases, sorted by kind and label. */
export function shareReleases(clusters: readonly ClusterChange[]): SharedChange<ReleaseChange>[] {
  return shareChanges(clusters, cluster => cluster.releases).sort((a, b) => byKindThenLabel(a.change, b.change));
}

const KINDS = ['added', 'upgraded', 'downgraded', 'changed', 'renamed', 'reordered', 'removed', 'waits'] as const;

/** Orders changes by kind, then by label. */
export function byKindThenLabel(a: ReleaseChange, b: ReleaseChange): number {
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareText(a.label, b.label);
}

/** An effect on a release or another object. */
export interface EffectOn {
  /** Label of the release, or `ConfigMap flux-system/settings`. */
  readonly what: string;
  readonly effect: Effect;
}

/** Effects that a change does not have by itself: all except that what is removed is deleted. */
export function shareEffects(clusters: readonly ClusterChange[]): SharedChange<EffectOn>[] {
  return shareChanges(clusters, ({ releases, objects }) =>
    [
      // what stays after a change of names, or cannot be deleted, has the former name
      ...releases.flatMap(({ label, formerLabel = label, effects }) =>
        effects.map(effect => ({ what: effect.kind === 'reinstalled' ? label : formerLabel, effect })),
      ),
      ...objects.flatMap(({ object, effects }) => effects.map(effect => ({ what: object, effect }))),
    ].filter(({ effect }) => effect.kind !== 'pruned'),
  );
}
