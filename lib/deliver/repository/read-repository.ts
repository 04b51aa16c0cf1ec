/**
 * Reads a repository of manifests, on disk or at a Git commit; nothing is checked out.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Problem } from '../../model/problem';
import { Git } from '../git';
import { isInCommit, readGitFiles } from '../git-files';
import type { RunKustomize } from '../kustomize/build-overlay';
import { kustomizeIn } from '../kustomize/run-kustomize';
import { readFolderFiles } from '../read-folder';
import { type FileTree, resolveIn, SourceFile } from '../kustomize/file-tree';
import { sourceTree } from './source-ignore';

/** Where to read. */
export interface RepositoryPlace {
  /** Folder or file, relative to `cwd`. Absent: the repository around `cwd`, otherwise `cwd`. */
  readonly folder?: string;
  /** Branch, tag or commit. Absent: on disk. */
  readonly ref?: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The files of a repository. */
export interface Repository {
  /** From the root of the repository, or else from the folder that was given. */
  readonly tree: FileTree;
  /** The folder that was given, from the root. */
  readonly start: string;
  /** Folder on disk that the root is. */
  readonly root: string;
  /** Whether it is known that nothing is missing: it is the root of a Git repository. */
  readonly isWhole: boolean;
  /** URL of the remote `origin`. Absent: there is none. */
  readonly origin?: string;
  readonly kustomize: RunKustomize;
  /** Whether any file is below a folder, given by its path on disk, also one that is not read: `.gitkeep`. */
  readonly hasFiles: (folder: string) => boolean;
  /** Why the root cannot be read; a file that cannot be matters only where it is used. */
  readonly problems: readonly Problem[];
}

/** Reads the repository around `place`; throws ProfilesError if a ref does not exist. */
export function readRepository({ folder, ref, cwd, env }: RepositoryPlace): Repository {
  const given = resolve(cwd, folder ?? '.');
  // git knows the place that symbolic links lead to
  const path = existsSync(given) ? realpathSync(given) : given;
  const isFile = ref === undefined && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const git = new Git(ref !== undefined ? cwd : isFile ? dirname(path) : path);
  const top = tryRoot(git, ref === undefined);
  const root = top ?? (isFile ? dirname(path) : path);
  const { files, problems } = ref === undefined ? filesBelow(root, cwd) : { files: filesAt(ref, root), problems: [] };
  const start = folder === undefined ? '' : relative(root, path).replaceAll('\\', '/');
  const ignored = ref === undefined && top !== undefined ? ignoredIn(new Git(root), start) : new Set<string>();
  const origin = git.tryText('remote', 'get-url', 'origin');
  const reason = 'kustomize is not run for files in a commit';
  return {
    tree: sourceTree(
      files.filter(([path]) => !foldersAround(path).some(folder => ignored.has(folder))),
      top === undefined ? [] : submodulesIn(new Git(root), ref),
    ),
    hasFiles: folder => (ref === undefined ? hasFilesBelow(folder) : isInCommit(folder, ref, root)),
    start,
    root,
    isWhole: top !== undefined,
    ...(origin !== undefined && { origin }),
    kustomize: ref === undefined ? kustomizeIn(root, { ...env }) : () => ({ reason }),
    problems,
  };
}

type NamedFile = readonly [string, SourceFile];

function filesAt(ref: string, root: string): NamedFile[] {
  return readGitFiles('.', ref, root, 'all').map(file => [file.path, new SourceFile(file)]);
}

function filesBelow(root: string, cwd: string): { readonly files: NamedFile[]; readonly problems: readonly Problem[] } {
  const { files, problems } = readFolderFiles(relative(cwd, root) || '.', cwd, 'all');
  const read = files.map((file): NamedFile => [file.path, new SourceFile(file)]);
  const unreadable = problems.flatMap((problem): NamedFile[] => {
    const { file } = problem as { readonly file: string };
    const path = relative(root, resolve(cwd, file)).replaceAll('\\', '/');
    return path === '' ? [] : [[path, new SourceFile({ path, file, text: '' }, problem)]];
  });
  return { files: [...read, ...unreadable], problems: unreadable.length === problems.length ? [] : problems };
}

/** Files and folders that Git ignores, so that they are in no commit; not those that contain `start`. */
function ignoredIn(git: Git, start: string): ReadonlySet<string> {
  const list = git.tryText('ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z') ?? '';
  const paths = list.split('\0').map(path => path.replace(/\/$/, ''));
  const around = new Set(foldersAround(start));
  return new Set(paths.filter(path => path !== '' && !around.has(path)));
}

/** Folders of submodules. */
function submodulesIn(git: Git, ref: string | undefined): string[] {
  if (ref === undefined && !existsSync(join(git.cwd, '.gitmodules'))) return [];
  const from = ref === undefined ? '--file=.gitmodules' : `--blob=${ref}:.gitmodules`;
  const list = git.tryText('config', from, '-z', '--get-regexp', '^submodule\\..*\\.path$') ?? '';
  return list.split('\0').flatMap(entry => entry.split('\n').slice(1));
}

function hasFilesBelow(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(entry => entry.isFile());
}

/** `a/b/c`, `a/b`, `a`. */
function foldersAround(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
}

/** The top folder of the repository; `undefined` if there is none, or git is not installed. */
function tryRoot(git: Git, isOptional: boolean): string | undefined {
  try {
    return git.tryText('rev-parse', '--show-toplevel');
  } catch (error) {
    if (!isOptional) throw error;
    return undefined; // without git, the folder is all that is known
  }
}

/**
 * The folder of `path`, from the root of the source; for a folder that is not in a repository, `path` may begin with
 * its name. `undefined` if there is no such folder.
 */
export function findFolder({ tree, root }: Pick<Repository, 'tree' | 'root'>, path: string): string | undefined {
  const folder = resolveIn('', path);
  if (folder === undefined || tree.isFolder(folder)) return folder;
  const [first, ...rest] = folder.split('/');
  return first === basename(root) && tree.isFolder(rest.join('/')) ? rest.join('/') : undefined;
}
