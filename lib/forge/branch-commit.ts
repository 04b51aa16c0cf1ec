/**
 * One commit on top of the base: checked out in a folder of its own, with an index of its own.
 *
 * No hook runs, because nothing of the user's is checked out or committed. The commit is signed if `commit.gpgsign`
 * is set, as `gpg.format` says.
 */
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { toOneLine } from '../model/data/invisible-text';
import { maskMessage } from '../sources/reading/known-secrets';
import { Unreadable } from '../sources/reading/unreadable';
import { type GitCaller, quoteGit } from './git-call';
import type { RemoteBranches } from './remote-branches';
import type { UserRepository } from './user-repository';

/** The files of the base, in a folder. */
export interface CheckedOut {
  /** Its path, without links. */
  readonly folder: string;
  readonly git: GitCaller;
}

/** Writes the files of the base into `scratch`, an empty folder. Throws Unreadable. */
export async function checkOutBase(
  git: GitCaller,
  { gitDir, top, prefix, remote, url }: UserRepository,
  { base, baseCommit }: RemoteBranches,
  scratch: string,
): Promise<CheckedOut> {
  const folder = join(realpathSync(scratch), 'tree');
  mkdirSync(folder);
  const own = git.in(folder, { GIT_DIR: gitDir, GIT_WORK_TREE: folder, GIT_INDEX_FILE: join(scratch, 'index') });
  const what = `the files of "${base}" cannot be checked out`;
  const settings = ['-c', 'core.sparseCheckout=false'];
  await own.text(what, { args: [...settings, 'read-tree', baseCommit] });
  await own.text(what, { args: [...settings, 'checkout-index', '--all', '--index', '--quiet'] });
  await checkLinks(own, folder);
  if (!existsSync(join(folder, prefix))) throw new Unreadable(`"${prefix}" is not in branch "${base}" of "${remote}"; push it first, or run this in another folder`); // prettier-ignore
  await makeRepository(git.in(folder, {}), url);
  if (top !== undefined) linkModules(top, folder, prefix);
  return { folder, git: own };
}

/**
 * Makes the folder a repository of its own, without commits: nothing above it is looked for, and what the source at `url`
 * applies is known to be in it.
 */
async function makeRepository(git: GitCaller, url: string): Promise<void> {
  const what = 'the files cannot be prepared';
  await git.text(what, { args: ['init', '--quiet', '--template='] });
  await git.text(what, { args: ['config', 'remote.origin.url', url] });
}

/** A link out of the folder would lead what is written there to other files of the user. */
async function checkLinks(git: GitCaller, folder: string): Promise<void> {
  const files = await git.text('the files cannot be listed', { args: ['ls-files', '-z', '--stage'] });
  for (const entry of files.split('\0')) {
    // 120000 <hash> 0<TAB>dist
    const path = /^120000 \w+ \d\t(.*)$/s.exec(entry)?.[1];
    if (path === undefined || !existsSync(join(folder, path))) continue;
    if (realpathSync(join(folder, path)).startsWith(folder + sep)) continue;
    throw new Unreadable(`"${path}" is a link out of the repository, where nothing must be written; commit the files themselves, or remove it`); // prettier-ignore
  }
}

/** A program needs the packages that are installed, which are not committed. */
function linkModules(top: string, folder: string, prefix: string): void {
  const parts = prefix.split('/').filter(part => part !== '');
  for (let i = 0; i <= parts.length; i++) {
    const path = join(...parts.slice(0, i), 'node_modules');
    if (existsSync(join(top, path)) && !existsSync(join(folder, path))) {
      symlinkSync(join(top, path), join(folder, path), 'junction');
    }
  }
}

/** Paths in `folders` that are not as in the base, and not ignored, from the root of the repository. */
export async function findChanges({ git }: CheckedOut, folders: readonly string[]): Promise<readonly string[]> {
  const args = ['ls-files', '-z', '--modified', '--deleted', '--others', '--exclude-standard'];
  const text = await git.text('changes cannot be listed', { args, operands: folders });
  return [...new Set(text.split('\0').filter(path => path !== ''))].sort();
}

/** A commit, or why there is none. */
export type Committed = { readonly commit: string } | { readonly isEmpty: true };

/** What is committed. */
export interface FilesToCommit {
  /** From the root of the repository. */
  readonly paths: readonly string[];
  readonly message: string;
  /** Commit that is kept if it is the same, except for its date. */
  readonly earlier?: string;
}

/** Commits files, as they are in the folder, on top of the base. Ignored files are left out. Throws Unreadable. */
export async function commitFiles(
  { git }: CheckedOut,
  { baseCommit }: RemoteBranches,
  { paths, message, earlier }: FilesToCommit,
): Promise<Committed> {
  const wanted = await withoutIgnored(git, paths);
  const what = 'the files cannot be committed';
  const input = wanted.map(path => `${path}\0`).join('');
  await git.text(what, { args: ['update-index', '-z', '--add', '--remove', '--stdin'], input });
  const tree = await git.text(what, { args: ['write-tree'] });
  const of = (name: string) => git.text(what, { args: ['rev-parse', '--verify', name] });
  if (tree === (await of(`${baseCommit}^{tree}`))) return { isEmpty: true };
  if (earlier !== undefined && (await isSame(git, earlier, { tree, baseCommit, message }))) return { commit: earlier };
  const signing = await git.try({ args: ['config', '--type=bool', '--get', 'commit.gpgsign'] });
  const isSigned = signing.stdout.trim() === 'true';
  const args = ['commit-tree', tree, '-p', baseCommit, ...(isSigned ? ['-S'] : []), '-F', '-'];
  const { code, stdout, stderr } = await git.try({ args, input: message });
  if (code !== 0) throw describeCommit(stderr, isSigned);
  return { commit: stdout.trim() };
}

/** Leaves out files that Git ignores. */
async function withoutIgnored(git: GitCaller, paths: readonly string[]): Promise<readonly string[]> {
  const input = paths.map(path => `${path}\0`).join('');
  // the exit code is 1 if none is ignored
  const { code, stdout, stderr } = await git.try({ args: ['check-ignore', '-z', '--stdin'], input });
  if (code !== 0 && code !== 1) throw new Unreadable(`ignored files cannot be listed: ${quoteGit(stderr)}`);
  const ignored = new Set(stdout.split('\0'));
  return paths.filter(path => !ignored.has(path));
}

async function isSame(
  git: GitCaller,
  commit: string,
  wanted: { readonly tree: string; readonly baseCommit: string; readonly message: string },
): Promise<boolean> {
  const { stdout } = await git.try({ args: ['log', '-1', '--no-show-signature', '--format=%T%n%P%n%B', commit] });
  return stdout.trim() === `${wanted.tree}\n${wanted.baseCommit}\n${wanted.message}`.trim();
}

function describeCommit(stderr: string, isSigned: boolean): Unreadable {
  if (/tell me who you are|ident name|unable to auto-detect|no email was given/i.test(stderr)) {
    return new Unreadable('git does not know who you are; run "git config --global user.name NAME" and "git config --global user.email EMAIL"'); // prettier-ignore
  }
  if (!isSigned) return new Unreadable(`the commit cannot be made: ${quoteGit(stderr)}`);
  const said = maskMessage(toOneLine(stderr.trim()));
  return new Unreadable(`the commit cannot be signed, which "commit.gpgsign" asks for; make the key of "user.signingKey" usable without a prompt, or set "commit.gpgsign" to false: ${said}`); // prettier-ignore
}
