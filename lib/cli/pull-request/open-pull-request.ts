/**
 * Makes a change in the files of the base, pushes it as one commit, and opens a pull request for it, or updates the
 * one that is open.
 *
 * The change is made in a folder of its own, with the files of the base as they are on the remote. So it contains
 * nothing else, and the branch, the index and the files of the user stay as they are.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedOut, checkOutBase, commitFiles } from '../../forge/branch-commit';
import { chooseForge, compareAddress, missingToken, openForge } from '../../forge/choose-forge';
import { findToken, pushCredentials } from '../../forge/forge-login';
import { GitCaller } from '../../forge/git-call';
import { openRequest } from '../../forge/open-request';
import type { Forge } from '../../forge/pull-request';
import { checkBranchName, pushBranch } from '../../forge/push-branch';
import { readBranch, type RemoteBranches, readRemoteBranches } from '../../forge/remote-branches';
import { type RemotePlace, tryRemotePlace } from '../../forge/remote-place';
import { findUserRepository, type UserRepository } from '../../forge/user-repository';
import { atEnd } from '../../sources/reading/at-end';
import { Unreadable } from '../../sources/reading/unreadable';
import type { Context, ExitCode } from '../terminal/command';
import { printable } from '../terminal/printable';
import type { PullRequestOptions } from './pull-request-options';

/** A change that was made in the files of the base. */
export interface ProposedChange {
  /** Absolute paths of what was written or removed. */
  readonly paths: readonly string[];
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  /** The same for every run that makes this change. */
  readonly branch: string;
}

/** Makes the change; `exit` if there is nothing to propose. */
export type Work = (inside: Context, base: CheckedOut) => Promise<ProposedChange | { readonly exit: ExitCode }>;

/** Opens a pull request for what `work` changes; throws Unreadable. */
export async function openPullRequest(context: Context, options: PullRequestOptions, work: Work): Promise<ExitCode> {
  const scratch = mkdtempSync(join(tmpdir(), 'pctl-pull-request-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const forget = atEnd(remove);
  try {
    return await propose(context, options, work, scratch);
  } finally {
    forget();
    remove();
  }
}

/** Where the request is opened. */
interface Target {
  readonly repository: UserRepository;
  /** Absent: the remote is not on a server that is known. */
  readonly place?: RemotePlace;
  readonly forge?: Forge;
  readonly git: GitCaller;
}

async function propose(context: Context, options: PullRequestOptions, work: Work, scratch: string): Promise<ExitCode> {
  const target = await findTarget(context, options);
  const { git, repository } = target;
  const branches = await readRemoteBranches(git, repository, options.base);
  if (options.head !== undefined) await checkBranchName(git, options.head, branches.base);
  const base = await checkOutBase(git, repository, branches, scratch);
  const change = await within(base, repository, context, work);
  if ('exit' in change) return change.exit;
  return submit(context, options, target, branches, { change, base });
}

async function findTarget({ cwd, env }: Context, options: PullRequestOptions): Promise<Target> {
  const repository = await findUserRepository(cwd, env, options.remote);
  const place = tryRemotePlace(repository.url, env);
  const kind = place === undefined ? 'none' : chooseForge(place, options.forge, env);
  const git = await GitCaller.create(cwd, env, repository.url, pushCredentials(kind, repository, env));
  if (place === undefined || kind === 'none') return { repository, place, git };
  const token = await findToken(git, kind, place, repository, env);
  if (token === undefined && options.dryRun === true) return { repository, place, git };
  if (token === undefined) throw missingToken(kind, place);
  return { repository, place, git, forge: openForge(kind, place, token, env) };
}

/** Runs `work` in the folder that is the working directory in the files of the base. */
async function within(base: CheckedOut, { top, prefix }: UserRepository, context: Context, work: Work) {
  const before = process.cwd();
  const cwd = join(base.folder, prefix);
  const said = (tell: (text: string) => void) => (text: string) => tell(text.replaceAll(base.folder, top ?? '.'));
  const inside = { ...context, cwd, stdout: said(context.stdout), stderr: said(context.stderr) };
  // paths in messages are relative to the working directory
  process.chdir(cwd);
  try {
    return await work(inside, base);
  } finally {
    process.chdir(before);
  }
}

interface Made {
  readonly change: ProposedChange;
  readonly base: CheckedOut;
}

async function submit(
  { stdout, stderr }: Context,
  options: PullRequestOptions,
  { git, repository, place, forge }: Target,
  branches: RemoteBranches,
  { change, base }: Made,
): Promise<ExitCode> {
  const { head: branch = change.branch, title = change.title, body = change.body } = options;
  await checkBranchName(git, branch, branches.base);
  const earlier = await readBranch(git, repository, branches, branch);
  const paths = change.paths.map(path => path.slice(base.folder.length + 1));
  const made = await commitFiles(base, branches, { paths, message: `${title}\n`, earlier });
  if ('isEmpty' in made) {
    stderr(`nothing changes on ${printable(branches.base)}: no commit, and no pull request\n`);
    return 0;
  }
  const { commit } = made;
  const isPushed = await pushBranch(git, repository, { ...branches, branch, commit, earlier });
  const what = isPushed ? `pushed to ${repository.remote}, with one commit on ${branches.base}` : 'up to date';
  stderr(`branch ${printable(`${branch} ${what}`)}\n`);
  const compare = place === undefined ? undefined : compareAddress(place, branches.base, branch);
  if (forge === undefined) {
    if (compare !== undefined) stdout(`${printable(compare)}\n`);
    return 0;
  }
  const { label: labels = [], reviewer: reviewers = [], draft: isDraft = false } = options;
  const request = { branch, base: branches.base, title, body, labels, reviewers, isDraft };
  const opened = await openRequest(forge, request).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error;
    throw new Unreadable(`${error.message}. The branch is pushed: run this again, or open the request at ${compare}`);
  });
  stderr(`pull request ${opened.number} ${opened.isNew ? 'opened' : 'updated'}\n`);
  stdout(`${printable(opened.url)}\n`);
  return 0;
}
