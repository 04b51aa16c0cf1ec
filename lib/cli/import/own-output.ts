/**
 * What this library wrote into its output folder, and copies of its releases elsewhere: they keep its label.
 */
import { resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { type AppliedCluster, type AppliedObject, idOf, isRelease } from '../../model/applied-cluster';
import { hasOwnLabel } from '../../model/by-hand/import-cluster';
import type { LeftRelease } from '../../model/by-hand/to-subscription';
import { LABELS, MANAGER } from '../../model/labels';
import { foldersUpToGit } from '../synth/folders-up-to-git';

/** The output of the repository that `cwd` is in. */
export class OwnOutput {
  /** `folder` is its path; files of objects are relative to `cwd`. */
  constructor(
    private readonly folder: string,
    private readonly cwd: string,
  ) {}

  /** Whether the folder `dir` is in the output. */
  has(dir: string): boolean {
    return isInside(this.folder, resolve(this.cwd, dir));
  }

  /** Whether the folder `dir` contains the whole repository of Git, and more. */
  isAround(dir: string): boolean {
    const [outer, repository] = [resolve(this.cwd, dir), foldersUpToGit(this.cwd).at(-1)!];
    return outer !== repository && isInside(outer, repository);
  }

  /** Whether `object` is in a file of the output. */
  hasObject(object: AppliedObject): boolean {
    return this.has(object.locate().file);
  }

  /** Releases of `cluster` with the label of this library that are in other files, and why they stay as they are. */
  copiesIn(cluster: AppliedCluster): readonly LeftRelease[] {
    const copies = cluster.objects.filter(object => isRelease(object) && hasOwnLabel(object) && !this.hasObject(object)); // prettier-ignore
    const reason = `it has the label ${LABELS.managedBy}: ${MANAGER}, but is not in the output. If it is a copy, remove this label from it`;
    return [...new Map(copies.map(release => [idOf(release), { release, reason }])).values()];
  }
}
