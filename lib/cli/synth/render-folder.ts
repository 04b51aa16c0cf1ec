/**
 * Writes what a folder of subscriptions describes, in this process.
 */
import { relative } from 'node:path';
import { Fleet } from '../../constructs/fleet';
import { addClusters } from '../../constructs/fleet-clusters';
import { shareFilter } from '../../constructs/files/staged-output';
import type { ProgressLine } from '../../constructs/files/synth-progress';
import type { FileView } from '../../constructs/folder/file-view';
import type { OutputShare } from '../../model/output-share';
import { formatProblems } from '../../model/problem-lines';
import { isProfilesError } from '../../model/profiles-error';

/** Where a folder is rendered from and to. */
export interface FolderRun {
  /** Path of the folder that contains the folder of subscriptions. */
  readonly root: string;
  /** Path of the output, which may be compared with. */
  readonly target: string;
  /** Path of the folder to write to instead. */
  readonly staged: string;
  /** What to write of it. @default everything */
  readonly share?: OutputShare;
  /** Where progress is shown. @default nowhere */
  readonly line?: ProgressLine;
  /** @default the files on disk */
  readonly view?: FileView;
}

/** Writes the manifests; returns what is wrong, and then has written nothing. */
export function renderFolder({ root, target, staged, share, line, view }: FolderRun): readonly string[] {
  const fleet = new Fleet({ outdir: relative(process.cwd(), target) });
  try {
    addClusters(fleet, relative(process.cwd(), root) || '.', view);
    fleet.synthTo(staged, shareFilter(share), line);
    return [];
  } catch (error) {
    if (!isProfilesError(error)) throw error;
    return formatProblems(error.problems);
  }
}
