/**
 * Builders of the folders of each source.
 */
import { type BuildReport, OverlayBuilder } from '../kustomize/build-overlay';
import type { FileTree } from '../kustomize/file-tree';
import type { Repository } from './read-repository';

/** Builders of overlays, so that folders which several clusters have in common are built once. */
export class Builders {
  private readonly all = new Map<FileTree, { readonly builder: OverlayBuilder; readonly report: BuildReport }>();

  constructor(private readonly repository: Repository) {}

  of(tree: FileTree): { readonly builder: OverlayBuilder; readonly report: BuildReport } {
    const known = this.all.get(tree);
    if (known !== undefined) return known;
    const report = { unresolved: [], failures: [] };
    // kustomize needs the files where the tree says that they are
    const run = tree === this.repository.tree ? this.repository.kustomize : undefined;
    const made = { builder: new OverlayBuilder(tree, report, run), report };
    this.all.set(tree, made);
    return made;
  }
}
