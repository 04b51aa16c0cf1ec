/**
 * Names of the folders of clusters, and those that they cannot have, although Kubernetes allows them.
 */
import type { FileView } from './file-view';

/** Folder of the guard in the output. */
export const GUARD_FOLDER = 'guard';

/** Folders in the output that do not belong to one cluster. */
const RESERVED = [GUARD_FOLDER, 'charts', 'manifests'];

/** The folder with the Kustomizations that apply `cluster`. */
export function fluxFolder(cluster: string): string {
  return `flux-${cluster}`;
}

/** Names of the clusters in `parent`, the folder of subscriptions, sorted. */
export function clustersIn(parent: string, view: FileView): readonly string[] {
  return view.list(parent, 'folder').filter(name => !name.startsWith('.'));
}

/** The end of a sentence that says why no cluster among the clusters `names` can be called `name`; absent if one can. */
export function describeTakenName(name: string, names: readonly string[]): string | undefined {
  // constructs keeps children in a plain object
  if (name in {}) return 'JavaScript has a property of that name';
  if (RESERVED.includes(name)) return 'the output has a folder of that name';
  const other = names.find(each => fluxFolder(each) === name);
  return other === undefined ? undefined : `the output has a folder of that name, for cluster "${other}"`;
}
