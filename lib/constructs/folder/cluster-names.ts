/**
 * Names that the folder of a cluster cannot have, although Kubernetes allows them.
 */

/** Folder of the guard in the output. */
export const GUARD_FOLDER = 'guard';

/** Folders in the output that do not belong to one cluster. */
const RESERVED = [GUARD_FOLDER, 'charts', 'manifests'];

/** The folder with the Kustomizations that apply `cluster`. */
export function fluxFolder(cluster: string): string {
  return `flux-${cluster}`;
}

/** The end of a sentence that says why no cluster among the clusters `names` can be called `name`; absent if one can. */
export function describeTakenName(name: string, names: readonly string[]): string | undefined {
  // constructs keeps children in a plain object
  if (name in {}) return 'JavaScript has a property of that name';
  if (RESERVED.includes(name)) return 'the output has a folder of that name';
  const other = names.find(each => fluxFolder(each) === name);
  return other === undefined ? undefined : `the output has a folder of that name, for cluster "${other}"`;
}
