/**
 * Reads the clusters of a repository that anyone wrote: everything that Flux applies to each.
 */
import {
  type AppliedCluster,
  type AppliedObject,
  isFluxKustomization,
  type Unresolved,
} from '../../model/applied-cluster';
import { recordIn, textIn } from '../../model/data/fields';
import type { FileLocation } from '../../model/yaml/file-location';
import { addReport } from '../kustomize/built-folders';
import { toApplied } from './applied-object';
import { bootstrappedIn } from './bootstrapped';
import { ClusterBuilder } from './build-cluster';
import { atSourceRoot, type EntryPoint, findEntryPoints } from './entry-points';
import { Builders } from './overlay-builders';
import { type NamedObjects, ownClusters, plainClusters } from './plain-clusters';
import { findFolder, readRepository, type Repository, type RepositoryPlace } from './read-repository';
import { sourceId } from './source-trees';

/** What was read. */
export interface ReadClusters {
  /** Sorted by name. */
  readonly clusters: readonly AppliedCluster[];
  readonly problems: Repository['problems'];
  /** Folders with Flux Kustomizations that nothing applies, if there are clusters; they are not read. */
  readonly unapplied: readonly string[];
}

/** The clusters of the repository around `place`; throws ProfilesError if a ref does not exist. */
export function readClusters(place: RepositoryPlace): ReadClusters {
  const repository = readRepository(place);
  return { ...clustersIn(repository), problems: repository.problems };
}

/** The clusters of a repository that was read. */
export function clustersIn(given: Repository): Pick<ReadClusters, 'clusters' | 'unapplied'> {
  const repository = atSourceRoot(given);
  const builders = new Builders(repository);
  const found = findEntryPoints(repository);
  const known = found.filter(({ isCluster }) => isCluster);
  const entries = (known.length > 0 ? known : found).map(entry => buildEntry(entry, repository, builders));
  const applied = new Set(entries.flatMap(({ builder }) => builder.objects.map(object => object.locate().file)));
  const folders = entries.length === 0 ? plainClusters(repository) : ownClusters(repository, applied);
  const plain = folders.map(found => 'folder' in found ? buildEntry(found, repository, builders) : buildPlain(found, repository, builders)); // prettier-ignore
  const bootstrapped = bootstrappedIn(given.tree);
  const clusters = [...entries, ...plain].map(({ name, builder }) => builder.finish(name, bootstrapped));
  const unapplied = known.length > 0 ? found.filter(({ isCluster }) => !isCluster) : [];
  return {
    clusters: clusters.sort((a, b) => (a.name < b.name ? -1 : 1)),
    unapplied: unapplied.map(({ folder }) => folder),
  };
}

interface NamedBuilder {
  readonly name: string;
  readonly builder: ClusterBuilder;
}

function buildEntry({ folder, isCluster }: EntryPoint, repository: Repository, builders: Builders): NamedBuilder {
  const at = { file: folder || '.', line: 1, column: 1 };
  const { objects: built, report } = builders.of(repository.tree).build(folder, {}, at);
  const objects = built.map(each => toApplied(each));
  // flux bootstrap writes it into the folder that it applies
  const own = objects.find(object => isFluxKustomization(object) && appliedBy(object, repository) === folder);
  const builder = new ClusterBuilder(repository, builders, own && sourceId(own));
  addReport(builder.report, report);
  if (!isCluster) builder.report.unresolved.push(partOf(folder, objects[0]?.locate() ?? at));
  for (const object of own === undefined ? objects : [own]) builder.add(object);
  builder.applyAll();
  return { name: folder, builder };
}

function buildPlain(found: NamedObjects, repository: Repository, builders: Builders): NamedBuilder {
  const { name, objects, failures, isCluster } = found;
  const builder = new ClusterBuilder(repository, builders);
  builder.report.failures.push(...failures);
  const at = objects[0]?.locate() ?? failures[0]?.location;
  if (!isCluster && at !== undefined) builder.report.unresolved.push(partOf(repository.start, at));
  for (const object of objects) builder.add(object);
  builder.applyAll();
  return { name, builder };
}

/** Only a part of what is on a cluster. */
function partOf(path: string, location: FileLocation): Unresolved {
  const what = `nothing that was read applies "${path}", so what else is on its cluster is not known`;
  return { what, location, hidesObjects: true };
}

function appliedBy({ object }: AppliedObject, repository: Repository): string | undefined {
  const path = textIn(recordIn(object, 'spec'), 'path');
  return path === undefined ? undefined : findFolder(repository, path);
}
