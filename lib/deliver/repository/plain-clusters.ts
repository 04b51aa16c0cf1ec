/**
 * Finds clusters in folders that no Flux Kustomization of the repository applies.
 */
import { basename, posix } from 'node:path';
import type { AppliedObject, BuildFailure } from '../../model/applied-cluster';
import { groupBy } from '../../model/data/group-by';
import { ANNOTATIONS } from '../../model/labels';
import { isBelow, isOverlay, parentOf } from '../kustomize/file-tree';
import { isObject, toFailure } from '../kustomize/object-sources';
import { memberFolderOf, withoutCharts } from '../manifest-paths';
import { clusterOf, releaseClusters } from '../release-clusters';
import { toApplied } from './applied-object';
import { type EntryPoint, overlayUsers } from './entry-points';
import type { Repository } from './read-repository';

/** The objects of one cluster. */
export interface NamedObjects {
  readonly name: string;
  readonly objects: readonly AppliedObject[];
  /** Files that cannot be read. */
  readonly failures: readonly BuildFailure[];
  /** Whether nothing else is known to be on the cluster. False: they are only a part of the repository. */
  readonly isCluster: boolean;
}

/**
 * Without any Flux Kustomization: each folder with a `kustomization.yaml` that no other one includes, otherwise the
 * clusters in output of this library, otherwise the first folders.
 */
export function plainClusters(repository: Repository): readonly (EntryPoint | NamedObjects)[] {
  const { tree, start } = repository;
  const overlays = pathsIn(repository).filter(isOverlay);
  if (overlays.length === 0) return groupObjects(repository, pathsIn(repository));
  const users = overlayUsers(tree);
  const isComponent = (path: string) => tree.file(path)!.parse().objects.some(({ object }) => object.kind === 'Component'); // prettier-ignore
  const tops = overlays
    .filter(path => !isComponent(path))
    .map(parentOf)
    .filter(folder => !users.get(folder)?.some(user => isBelow(user, start)));
  return tops.map(folder => ({ folder, isCluster: start === '' && tops.length === 1 }));
}

/** Clusters in output of this library, except what is in the files that are `applied` already. */
export function ownClusters(repository: Repository, applied: ReadonlySet<string>): readonly NamedObjects[] {
  const { tree } = repository;
  const paths = pathsIn(repository).filter(path => !applied.has(tree.file(path)!.place));
  const folders = new Set(paths.filter(path => tree.file(path)!.text.includes(ANNOTATIONS.cluster)).map(posix.dirname));
  return groupObjects(
    repository,
    paths.filter(path => folders.has(posix.dirname(path))),
  );
}

/** What is not in a chart, or in manifests that a release applies. */
function pathsIn({ tree, start }: Repository): string[] {
  const paths = tree.paths().filter(path => isBelow(path, start));
  return withoutCharts(paths).filter(path => memberFolderOf(path) === undefined);
}

function groupObjects({ tree, start }: Repository, paths: readonly string[]): NamedObjects[] {
  const parsed = paths.map(path => ({ path, ...tree.file(path)!.parse() }));
  const found = parsed.flatMap(({ path, objects }) => {
    const below = path === start ? basename(path) : start === '' ? path : path.slice(start.length + 1);
    const sources = objects.filter(({ object }) => isObject(object));
    return sources.map(source => ({ path: below, object: toApplied({ object: source.object, source }) }));
  });
  const names = releaseClusters(found.map(({ path, object }) => ({ path, cluster: clusterOf(object.object) })));
  const placed = found.map(({ object }, i) => ({ object, name: names[i] }));
  const groups = groupBy(placed, ({ name }) => name);
  const failures = parsed.flatMap(({ path, problems }) => problems.map(problem => toFailure(problem, path)));
  // what is not YAML belongs to none
  if (failures.length > 0 && groups.size === 0) groups.set('', []);
  return [...groups].map(([name, members], i) => {
    const objects = members.map(({ object }) => object);
    const isOwn = objects.some(({ object }) => clusterOf(object) !== undefined);
    const isCluster = tree.file(start) === undefined && (start === '' || isOwn);
    return { name, objects, failures: i === 0 ? failures : [], isCluster };
  });
}
