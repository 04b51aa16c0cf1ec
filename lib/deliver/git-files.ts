/**
 * Reads the files of a folder of manifests at a Git commit, with the installed git command.
 *
 * Nothing is checked out, fetched or written.
 */
import { posix, relative, resolve } from 'node:path';
import { Git, type GitObject, invalidGit } from './git';
import type { FolderFile, WantedFiles } from './manifest-paths';

/** The manifests in `folder` as texts, sorted by path; throws ProfilesError like `readGitFolder`. */
export function readGitFiles(
  folder: string,
  ref: string,
  cwd: string,
  wanted: WantedFiles = 'applied',
): readonly FolderFile[] {
  const files = tryReadGitFiles(folder, ref, cwd, wanted);
  if (files === undefined) throw invalidGit(`there is no ${folder} in "${ref}"`, 'correct the folder, or the ref');
  return files;
}

/** Like `readGitFiles`; `undefined` if the commit does not contain `folder`. */
export function tryReadGitFiles(
  folder: string,
  ref: string,
  cwd: string,
  wanted: WantedFiles,
): readonly FolderFile[] | undefined {
  const git = new Git(cwd);
  const object = findObject(git, folder, ref);
  return object && git.readFiles(object, { folder, ref, wanted });
}

/** Whether the commit `ref` contains `folder`; throws ProfilesError if there is no such commit. */
export function isInCommit(folder: string, ref: string, cwd: string): boolean {
  return findObject(new Git(cwd), folder, ref) !== undefined;
}

/** Whether `ref` names a commit of the repository around `cwd`; false if there is none. */
export function isCommit(ref: string, cwd: string): boolean {
  return new Git(cwd).tryObject(`${ref}^{commit}`) !== undefined;
}

function findObject(git: Git, folder: string, ref: string): GitObject | undefined {
  const { cwd } = git;
  const below = git.tryText('rev-parse', '--show-prefix');
  if (below === undefined) throw git.failure(`${cwd} is not in a Git repository`, 'leave out the ref');
  const path = posix.join(below, relative(cwd, resolve(cwd, folder)).replaceAll('\\', '/'));
  const isOutside = path === '..' || path.startsWith('../') || posix.isAbsolute(path);
  const inside = path === '.' || path === './' ? '' : path.replace(/\/$/, '');
  const name = `${ref}^{commit}`;
  const [commit, object] = git.tryObjects(isOutside ? [name] : [name, `${name}:${inside}`]);
  if (commit === undefined)
    throw invalidGit(`"${ref}" is not a branch, tag or commit of this repository`, 'correct it, or fetch it first');
  return object;
}
