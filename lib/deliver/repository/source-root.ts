/**
 * Finds the folder that paths in Flux Kustomizations begin with: the root of the repository, or a folder in it whose
 * content is published as an OCI artifact.
 */
import { posix } from 'node:path';
import { FileTree, resolveIn, type SourceFile } from '../kustomize/file-tree';

/** A path in a Kustomization, and the file of the Kustomization. */
export interface NamedPath {
  readonly file: string;
  readonly path: string;
}

/** The folder from which most of `paths` lead to a folder; of several, the one nearest to the root. */
export function findSourceRoot(paths: readonly NamedPath[], tree: FileTree): string {
  const counts = new Map([['', 0]]);
  for (const { file, path } of paths) {
    for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
      const root = folder === '.' ? '' : folder;
      const target = resolveIn('', path);
      const isThere = target !== undefined && target !== '' && tree.isFolder(resolveIn(root, target)!);
      if (isThere) counts.set(root, (counts.get(root) ?? 0) + 1);
      if (root === '') break;
    }
  }
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).sort(([a], [b]) => a.length - b.length)[0][0];
}

/** The files below `root`, by their paths from there. */
export function treeBelow(tree: FileTree, root: string): FileTree {
  if (root === '') return tree;
  const files = tree.paths().filter(path => path.startsWith(`${root}/`));
  return new FileTree(
    new Map(files.map((path): [string, SourceFile] => [path.slice(root.length + 1), tree.file(path)!])),
    tree.submodules.filter(path => path.startsWith(`${root}/`)).map(path => path.slice(root.length + 1)),
  );
}
