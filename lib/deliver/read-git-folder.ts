/**
 * Reads a folder of manifests at a Git commit, with the installed git command.
 *
 * Nothing is checked out, fetched or written.
 */
import { readGitFiles } from './git-files';
import { type FolderManifests, parseFiles } from './read-folder';

/** Reads `folder`, which may be a single file, in the commit `ref`; throws ProfilesError if it does not exist. */
export function readGitFolder(folder: string, ref: string, cwd: string): FolderManifests {
  return parseFiles(readGitFiles(folder, ref, cwd));
}
