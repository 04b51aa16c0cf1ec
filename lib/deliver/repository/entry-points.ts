/**
 * Finds the folders that Flux begins with: one for each cluster.
 *
 * `flux bootstrap` writes a Kustomization that applies the folder which contains it, and a FluxInstance names its
 * folder. Otherwise, Flux begins with the folders of Kustomizations that no other one applies.
 */
import { posix } from 'node:path';
import { isFluxKustomization } from '../../model/applied-cluster';
import { recordIn, textIn, textsIn } from '../../model/data/fields';
import type { Fields } from '../../model/data/json';
import { withoutCharts } from '../manifest-paths';
import { type FileTree, isBelow, isOverlay, parentOf, resolveIn } from '../kustomize/file-tree';
import { findFolder, type Repository } from './read-repository';
import { findSourceRoot, treeBelow } from './source-root';

/** A folder that Flux begins with. */
export interface EntryPoint {
  readonly folder: string;
  /** Whether it is the folder of a cluster. False: nothing in the repository says who applies it. */
  readonly isCluster: boolean;
}

/** A Flux Kustomization in a file, and the folder that it applies. */
interface FoundKustomization {
  readonly file: string;
  /** As it is written. Absent: it is the path in an artifact. */
  readonly path?: string;
  /** Whether its source may be this repository. */
  readonly isOwn: boolean;
  /** Absent: not in this repository. */
  readonly applies?: string;
}

const FLUX = /kustomize\.toolkit\.fluxcd\.io|fluxcd\.controlplane\.io|^ *sync:/m;

/** `repository` with the root that the paths of its Kustomizations begin with. */
export function atSourceRoot(repository: Repository): Repository {
  const { tree, start, root } = repository;
  const paths = fluxFiles(repository).flatMap(file =>
    kustomizationsIn(file, repository).flatMap(({ path }) => (path === undefined ? [] : { file, path })),
  );
  const found = findSourceRoot(paths, tree);
  if (found === '') return repository;
  const below = isBelow(start, found) ? start.slice(found.length + 1) : '';
  return { ...repository, tree: treeBelow(tree, found), start: below, root: `${root}/${found}` };
}

function fluxFiles({ tree, start }: Repository): string[] {
  const files = withoutCharts(tree.paths(), 'members');
  return files.filter(path => isBelow(path, start) && FLUX.test(tree.file(path)!.text));
}

/** All entry points at or below the folder that was given, sorted. */
export function findEntryPoints(repository: Repository): EntryPoint[] {
  const { tree } = repository;
  const files = fluxFiles(repository);
  const found = files.flatMap(path => kustomizationsIn(path, repository));
  const instances = files.flatMap(path => instancesIn(path, repository));
  const own = found.flatMap(({ file, applies, isOwn }) => (isOwn && applies !== undefined && isBelow(file, applies) && includes(applies, file, tree) ? applies : [])); // prettier-ignore
  // a Kustomization around the folder of a FluxInstance is left from before
  const roots = new Set([...instances, ...own.filter(folder => !instances.some(path => isBelow(path, folder)))]);
  const others = topFolders(found, roots, tree);
  const parents = new Set([...(roots.size > 0 ? roots : others)].map(folder => posix.dirname(folder)));
  const isSibling = (folder: string) => parents.size === 1 && parents.has(posix.dirname(folder));
  const isNamed = (folder: string) => folder.split('/').some(name => /^clusters?$/.test(name));
  return [
    ...[...roots].map(folder => ({ folder, isCluster: true })),
    ...others.map(folder => ({ folder, isCluster: isNamed(folder) || isSibling(folder) })),
  ].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function kustomizationsIn(file: string, repository: Repository): FoundKustomization[] {
  return objectsIn(file, repository.tree).flatMap(object => {
    const [apiVersion, kind] = [textIn(object, 'apiVersion') ?? '', textIn(object, 'kind') ?? ''];
    if (!isFluxKustomization({ apiVersion, kind })) return [];
    const spec = recordIn(object, 'spec');
    const { kind: source, name } = recordIn(spec, 'sourceRef');
    // an artifact has paths of its own
    const path = source === 'ExternalArtifact' ? undefined : textIn(spec, 'path');
    const isOwn = source === 'GitRepository' || name === 'flux-system';
    const folder = path === undefined ? undefined : findFolder(repository, path);
    // every repository has a root
    const applies = folder === '' && name !== 'flux-system' ? undefined : folder;
    return [
      {
        file,
        isOwn,
        ...(path !== undefined && { path }),
        ...(applies !== undefined && repository.tree.isFolder(applies) && { applies }),
      },
    ];
  });
}

/** The folder of a FluxInstance, or in the values of the chart that installs one. */
function instancesIn(file: string, repository: Repository): string[] {
  return objectsIn(file, repository.tree).flatMap(object => {
    const spec = recordIn(object, 'spec');
    const values = object.kind === undefined ? object : recordIn(spec, 'values');
    const instance = object.kind === 'FluxInstance' ? spec : recordIn(values, 'instance');
    const path = textIn(recordIn(instance, 'sync'), 'path');
    const folder = path === undefined ? undefined : findFolder(repository, path);
    return folder !== undefined && repository.tree.isFolder(folder) ? [folder] : [];
  });
}

/** Folders of Kustomizations that nothing applies: neither a Kustomization, nor a folder that Flux begins with. */
function topFolders(found: readonly FoundKustomization[], roots: ReadonlySet<string>, tree: FileTree): string[] {
  const applied = [...roots, ...found.flatMap(({ applies }) => applies ?? [])];
  const users = overlayUsers(tree);
  const tops = found.flatMap(({ file }) => topsOf(file, users));
  const free = new Set(tops.filter(folder => !applied.some(path => isBelow(folder, path))));
  // Flux also applies the folders in a folder
  return [...free].filter(folder => ![...free].some(other => other !== folder && isBelow(folder, other))).sort();
}

/** Whether what Flux builds from `folder` contains `file`. */
function includes(folder: string, file: string, tree: FileTree): boolean {
  const queue = [folder];
  const seen = new Set<string>();
  for (const path of queue) {
    if (path === file) return true;
    if (seen.has(path)) continue;
    seen.add(path);
    const overlay = tree.overlayIn(path);
    queue.push(...(overlay === undefined ? tree.resourcesBelow(path) : listedIn(overlay, path, tree)));
  }
  return false;
}

/** The folders of the `kustomization.yaml` files that include `file` at last, or its own folder. */
function topsOf(file: string, users: ReadonlyMap<string, readonly string[]>): string[] {
  const tops = new Set<string>();
  const seen = new Set<string>();
  const queue = [file];
  for (const path of queue) {
    if (seen.has(path)) continue;
    seen.add(path);
    const folder = path === file ? parentOf(file) : path;
    const above = [...(users.get(path) ?? []), ...(users.get(folder) ?? [])].filter(user => user !== folder);
    if (above.length === 0) tops.add(folder);
    queue.push(...above);
  }
  return [...tops];
}

/** The folders whose `kustomization.yaml` lists each file or folder. */
export function overlayUsers(tree: FileTree): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const path of withoutCharts(tree.paths(), 'members')) {
    if (!isOverlay(path)) continue;
    const folder = parentOf(path);
    for (const target of listedIn(path, folder, tree)) users.set(target, [...(users.get(target) ?? []), folder]);
  }
  return users;
}

/** What the `kustomization.yaml` at `path` lists. */
function listedIn(path: string, folder: string, tree: FileTree): string[] {
  const entries = objectsIn(path, tree).flatMap(object => ['resources', 'bases', 'components'].flatMap(key => textsIn(object, key))); // prettier-ignore
  return entries.flatMap(entry => resolveIn(folder, entry) ?? []);
}

function objectsIn(path: string, tree: FileTree): Fields[] {
  return tree.file(path)!.parse().objects.map(({ object }) => object); // prettier-ignore
}
