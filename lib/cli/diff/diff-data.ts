/**
 * A diff as JSON and YAML for programs. Keys are frozen; one without a value is absent.
 */
import type { ClusterChange, ObjectChange, ReleaseChange } from '../../changes/change';
import { shareChanges, shareReleases } from '../../changes/share-changes';
import type { Diff } from './diff-of';

/** One document, complete: nothing is cut. */
export function diffToData({ base, place, clusters }: Diff): object {
  return {
    base: { kind: base.kind, name: base.name, commit: base.commit },
    folder: place.folder,
    ref: place.ref,
    releases: shareReleases(clusters).map(({ change, clusters: names }) => releaseToData(change, names)),
    objects: shareChanges(clusters, cluster => cluster.objects).map(({ change, clusters: names }) =>
      objectToData(change, names),
    ),
    clusters: clusters.map(clusterToData),
  };
}

function releaseToData(change: ReleaseChange, clusters: readonly string[]): object {
  const { kind, namespace, name, formerLabel, from, to, step, layerBefore, layerAfter } = change;
  const { nowAfter, noLongerAfter, values, fields, effects, isSuspended } = change;
  const layers = { layerFrom: layerBefore, layerTo: layerAfter };
  const order = { nowAfter, noLongerAfter };
  return {
    ...{ change: kind, namespace, name, formerName: formerLabel, from, to, step, ...layers, ...order },
    ...{ suspended: isSuspended, values, fields, effects, clusters },
  };
}

function objectToData({ kind, object, member, isPart, fields, effects }: ObjectChange, clusters: readonly string[]) {
  return { change: kind, object, release: member, part: isPart, fields, effects, clusters };
}

function clusterToData({ name, kind, rollout }: ClusterChange): object {
  const { steps, removals, longestWay, isRemovalGuarded } = rollout;
  return { name, change: kind, steps, removals, isRemovalGuarded, longestWay };
}
