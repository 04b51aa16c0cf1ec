/**
 * Finds and reads the two outputs that `pctl diff` compares.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findBase } from '../../deliver/base-commit';
import { isCommit, readGitFiles, tryReadGitFiles } from '../../deliver/git-files';
import { readFolderFiles } from '../../deliver/read-folder';
import { type ReadOutput, readOutput } from '../../deliver/read-output';
import { ProfilesError } from '../../model/profiles-error';
import type { Context } from '../terminal/command';

/** What is compared with. */
export interface DiffBase {
  /** `nothing`: there is no commit yet; `output`: the output that is being replaced. */
  readonly kind: 'commit' | 'folder' | 'nothing' | 'output';
  /** What was given: a ref or a folder; otherwise the branch that it was found with. */
  readonly name?: string;
  /** Full hash, if it was found. */
  readonly commit?: string;
}

/** Where the new output is. */
export interface DiffPlace {
  readonly folder: string;
  /** Absent: on disk. */
  readonly ref?: string;
}

/** Whether `given` is the folder on disk that it would be compared with. */
export function isItself(given: string | undefined, { folder, ref }: DiffPlace, { cwd }: Context): boolean {
  return given !== undefined && ref === undefined && resolve(cwd, given) === resolve(cwd, folder);
}

/** The base that `given` names or, without it, that of the branch; throws ProfilesError if there is none. */
export function findDiffBase(given: string | undefined, { ref = 'HEAD' }: DiffPlace, { cwd, env }: Context): DiffBase {
  if (given === undefined) {
    const base = findBase(ref, cwd, env);
    return base === undefined ? { kind: 'nothing' } : { kind: 'commit', name: base.branch, commit: base.commit };
  }
  if (!existsSync(resolve(cwd, given))) return { kind: 'commit', name: given };
  if (!/[./\\]/.test(given) && isCommit(given, cwd)) {
    const what = `"${given}" is both a folder and a Git ref`;
    throw new ProfilesError({
      kind: 'invalid-props',
      what,
      remedy: `write "./${given}" for the folder, or "refs/heads/${given}" for the branch`,
    });
  }
  return { kind: 'folder', name: given };
}

/** Everything in the old output; nothing if the commit does not have the folder. */
export function readBase(base: DiffBase, { folder }: DiffPlace, { cwd, stderr }: Context): ReadOutput {
  if (base.kind === 'nothing') return readOutput([]);
  if (base.kind === 'folder') return readDisk(base.name!, cwd);
  const ref = base.commit ?? base.name!;
  const files = tryReadGitFiles(folder, ref, cwd, 'members');
  if (files !== undefined) return readOutput(files);
  stderr(`warning: there is no ${folder} in ${base.name}, so everything is new\n`);
  return readOutput([]);
}

/** Everything in the new output. */
export function readPlace({ folder, ref }: DiffPlace, cwd: string): ReadOutput {
  return ref === undefined ? readDisk(folder, cwd) : readOutput(readGitFiles(folder, ref, cwd, 'members'));
}

function readDisk(folder: string, cwd: string): ReadOutput {
  const { files, problems } = readFolderFiles(folder, cwd, 'members');
  const read = readOutput(files);
  return { ...read, problems: [...problems, ...read.problems] };
}

/** `1a2b3c4d5e, the merge base with origin/main`, `main`, `the folder old`, `nothing, because there is no commit yet`. */
export function nameBase({ kind, name, commit }: DiffBase): string {
  if (kind === 'nothing') return 'nothing, because there is no commit yet';
  if (kind === 'output') return 'the output before';
  if (kind === 'folder') return `the folder ${name}`;
  return commit === undefined ? name! : `${commit.slice(0, 10)}, the merge base with ${name}`;
}
