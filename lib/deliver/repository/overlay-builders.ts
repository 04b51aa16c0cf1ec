/**
 * Builders of the folders of each source.
 */
import { OverlayBuilder } from '../kustomize/build-overlay';
import type { FileTree } from '../kustomize/file-tree';
import type { Repository } from './read-repository';

/** Builders of overlays, so that folders which several clusters have in common are built once. */
export class Builders {
  private readonly all = new Map<FileTree, OverlayBuilder>();

  constructor(private readonly repository: Repository) {}

  of(tree: FileTree): OverlayBuilder {
    const known = this.all.get(tree);
    if (known !== undefined) return known;
    // kustomize needs the files where the tree says that they are
    const run = tree === this.repository.tree ? this.repository.kustomize : undefined;
    const made = new OverlayBuilder(tree, run);
    this.all.set(tree, made);
    return made;
  }
}
