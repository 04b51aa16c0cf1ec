/**
 * The Git repository that the user works in, and its remote. It is read, and objects are added to it; its branches,
 * its index and its files are never touched. What is pushed is recorded in `refs/remotes`, as by any push.
 */
import { rememberSecrets } from '../sources/reading/known-secrets';
import { hasGit } from '../sources/git/run-git';
import { splitLogin } from '../sources/reading/split-login';
import { Unreadable } from '../sources/reading/unreadable';
import { GitCaller } from './git-call';

type Environment = Readonly<Record<string, string | undefined>>;

export interface UserRepository {
  /** Of the work tree, if it is one of several. */
  readonly gitDir: string;
  /** Root of the work tree; absent in a bare repository. */
  readonly top?: string;
  /** The working directory, from the root: `apps/web/`, or empty. */
  readonly prefix: string;
  /** Name of the remote: `origin`. */
  readonly remote: string;
  /** Its URL, to which is pushed, without credentials. */
  readonly url: string;
  /** Password in the URL, if there is one. */
  readonly password?: string;
}

/** Finds the repository around `cwd`, and its remote: `given`, or `origin`, or the only one. Throws Unreadable. */
export async function findUserRepository(cwd: string, env: Environment, given?: string): Promise<UserRepository> {
  if (!hasGit(env)) throw new Unreadable('a pull request needs the git command; install it');
  const git = await GitCaller.create(cwd, env);
  const found = await git.try({ args: ['rev-parse', '--absolute-git-dir', '--is-bare-repository', '--show-prefix'] });
  if (found.code !== 0) throw new Unreadable(describeNoRepository(cwd, found.stderr));
  const [gitDir, isBare, prefix = ''] = found.stdout.split('\n');
  const top = isBare === 'true' ? undefined : await git.text('the work tree is not found', { args: ['rev-parse', '--show-toplevel'] }); // prettier-ignore
  const remote = await chooseRemote(git, given);
  const text = await git.text(`remote "${remote}" has no URL`, { args: ['remote', 'get-url', '--push'], operands: [remote] }); // prettier-ignore
  return { gitDir, top, prefix, remote, ...withoutPassword(text) };
}

function describeNoRepository(cwd: string, stderr: string): string {
  if (/dubious ownership/.test(stderr)) return `git does not trust ${cwd}, because it belongs to another user; run "git config --global --add safe.directory ${cwd}"`; // prettier-ignore
  return `${cwd} is not in a Git repository; run this in a clone of the repository`;
}

async function chooseRemote(git: GitCaller, given: string | undefined): Promise<string> {
  const names = (await git.text('the remotes cannot be listed', { args: ['remote'] })).split('\n').filter(name => name !== ''); // prettier-ignore
  const listed = names.join(', ');
  if (given !== undefined) {
    if (names.includes(given)) return given;
    throw new Unreadable(`there is no remote "${given}"${names.length > 0 ? `; there is ${listed}` : ''}; correct "--remote"`); // prettier-ignore
  }
  if (names.length === 0) throw new Unreadable('the repository has no remote to push to; add one with "git remote add origin URL"'); // prettier-ignore
  if (names.includes('origin')) return 'origin';
  if (names.length === 1) return names[0];
  throw new Unreadable(`there are several remotes, and none is "origin": ${listed}; choose one with "--remote"`);
}

function withoutPassword(text: string): { readonly url: string; readonly password?: string } {
  if (!/^https?:/.test(text) || !URL.canParse(text)) return { url: text };
  const { url, password } = splitLogin(text);
  if (password === '') return { url: text };
  rememberSecrets(password);
  return { url: url.href, password };
}
