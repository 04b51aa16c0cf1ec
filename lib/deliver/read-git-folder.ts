/**
 * A folder of manifests as a git commit has it, read through the git that is installed.
 *
 * Nothing is checked out, fetched or written.
 */
import { readGitFiles } from './git-files';
import { type FolderManifests, parseFiles } from './read-folder';

/** Reads `folder`, or the one file that it is, in the commit `ref`; throws ProfilesError when it is not there. */
export function readGitFolder(folder: string, ref: string, cwd: string): FolderManifests {
  return parseFiles(readGitFiles(folder, ref, cwd));
}
