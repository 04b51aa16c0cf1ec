/**
 * Finds the commit that a change is compared with: the last one that it has in common with the
 * branch that it will be merged into.
 */
import { Git, invalidGit } from './git';

/** The commit that a change began with. */
export interface BaseCommit {
  /** Full hash. */
  readonly commit: string;
  /** Branch that it was found with: `origin/main`. */
  readonly branch: string;
}

/** The target branch of a pull request, in GitHub Actions and in GitLab CI. */
const TARGETS = ['GITHUB_BASE_REF', 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME'];
const BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
/** With a refspec, because a clone with `--depth` has that of one branch. */
const FETCH = `fetch the history first with "git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'"; in GitHub Actions, give actions/checkout "fetch-depth: 0"`;

/**
 * The merge base of `ref` and, in a pipeline, the target branch of its pull request; otherwise the
 * first of these that exists: `HEAD`, `main` and `master` of origin, and the local `main` and `master`.
 * `undefined` if the repository has no commit yet; throws ProfilesError if there is no such commit.
 */
export function findBase(
  ref: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): BaseCommit | undefined {
  const git = new Git(cwd);
  const place = git.tryText('rev-parse', '--is-shallow-repository', '--show-prefix');
  if (place === undefined) {
    throw git.failure(`${cwd} is not in a Git repository`, 'give a folder to compare with: pctl diff BEFORE AFTER');
  }
  const isShallow = place.startsWith('true\n');
  const target = TARGETS.map(name => env[name]).find(Boolean);
  const candidates = target === undefined ? BRANCHES : [`origin/${target}`];
  const [head, ...tips] = git.tryObjects([`${ref}^{commit}`, ...candidates.map(commitName)]);
  if (head === undefined && ref === 'HEAD') return undefined;
  if (head === undefined) {
    throw invalidGit(`"${ref}" is not a branch, tag or commit of this repository`, 'correct it, or fetch it first');
  }
  const found = tips.findIndex(tip => tip !== undefined);
  const branch = candidates[found];
  if (branch === undefined) {
    const what = `no branch to compare with was found: there is no ${candidates.join(', ')}`;
    throw invalidGit(what, isShallow ? FETCH : 'give a branch, a tag or a commit: pctl diff REF');
  }
  const commit = git.tryText('merge-base', tips[found]!.hash, head.hash);
  if (commit !== undefined) return { commit: commit.split('\n')[0], branch: nameOf(git, branch) };
  const what = `"${ref}" and ${branch} have no commit in common${isShallow ? ' in this shallow clone' : ''}`;
  throw invalidGit(what, isShallow ? FETCH : 'give a branch, a tag or a commit: pctl diff REF');
}

/** `refs/heads/main^{commit}` */
function commitName(branch: string): string {
  return `${branch.startsWith('origin/') ? 'refs/remotes' : 'refs/heads'}/${branch}^{commit}`;
}

/** `origin/main` for `origin/HEAD`. */
function nameOf(git: Git, branch: string): string {
  if (branch !== 'origin/HEAD') return branch;
  return git.tryText('symbolic-ref', '--short', 'refs/remotes/origin/HEAD') ?? branch;
}
