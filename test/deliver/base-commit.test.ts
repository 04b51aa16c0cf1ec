import { execFileSync } from 'node:child_process';
import { findBase } from '../../lib/deliver/base-commit';
import { commit, git, repository } from '../cli/diff/repository';
import { temporaryFolder } from '../constructs/temporary-folder';

const FILES = { 'dist/a.yaml': 'kind: A\n' };
const hashOf = (cwd: string, ref: string) => git(cwd, 'rev-parse', ref).trim();

/** A clone of a repository, on the branch `feature` with one commit of its own. */
function cloneOf(origin: string, ...options: string[]): string {
  const cwd = temporaryFolder();
  execFileSync('git', ['clone', '--quiet', ...options, `file://${origin}`, cwd]);
  git(cwd, 'checkout', '--quiet', '-b', 'feature');
  commit(cwd, 'Feature');
  return cwd;
}

test('is where a branch left the default branch of its origin, attached or not', () => {
  const origin = repository(FILES);
  const cwd = cloneOf(origin);
  const base = { commit: hashOf(origin, 'main'), branch: 'origin/main' };
  commit(origin, 'Later');
  git(cwd, 'fetch', '--quiet');
  expect(findBase('HEAD', cwd, {})).toEqual(base);
  git(cwd, 'checkout', '--quiet', '--detach');
  git(cwd, 'branch', '--quiet', '-D', 'feature');
  expect(findBase('HEAD', cwd, {})).toEqual(base);
  git(cwd, 'symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
  expect(findBase('HEAD', cwd, {})).toEqual(base);
});

test('is the target branch of the pull request in a pipeline', () => {
  const origin = repository(FILES);
  git(origin, 'branch', 'release');
  const cwd = cloneOf(origin);
  for (const name of ['GITHUB_BASE_REF', 'CI_MERGE_REQUEST_TARGET_BRANCH_NAME']) {
    expect(findBase('HEAD', cwd, { [name]: 'release' })?.branch).toBe('origin/release');
  }
  expect(findBase('HEAD', cwd, { GITHUB_BASE_REF: '' })?.branch).toBe('origin/main');
});

test('is a local branch if there is no origin, and HEAD on that branch itself', () => {
  const cwd = repository(FILES);
  expect(findBase('HEAD', cwd, {})).toEqual({ commit: hashOf(cwd, 'HEAD'), branch: 'main' });
  git(cwd, 'branch', '--move', 'master');
  commit(cwd, 'Two');
  expect(findBase('HEAD~1', cwd, {})).toEqual({ commit: hashOf(cwd, 'HEAD~1'), branch: 'master' });
});

test('is missing before the first commit', () => {
  const cwd = temporaryFolder();
  git(cwd, 'init', '--quiet');
  expect(findBase('HEAD', cwd, {})).toBeUndefined();
});

test('fails in a shallow clone, and says how to fetch the rest', () => {
  const origin = repository(FILES);
  commit(origin, 'Two');
  git(origin, 'checkout', '--quiet', '-b', 'other');
  commit(origin, 'Three');
  const single = cloneOf(origin, '--depth=1', '--branch=other');
  expect(() => findBase('HEAD', single, { GITHUB_BASE_REF: 'main' })).toThrow(
    /^no branch .* there is no origin\/main; fetch the history first .*"git fetch --unshallow origin '\S+'".*fetch-depth: 0/,
  );
  git(single, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
  expect(() => findBase('HEAD', single, { GITHUB_BASE_REF: 'main' })).toThrow(
    /^"HEAD" and origin\/main have no commit in common in this shallow clone; fetch the history first/,
  );
  git(single, 'fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  expect(findBase('HEAD', single, { GITHUB_BASE_REF: 'main' })?.branch).toBe('origin/main');
});

test('fails outside of a repository, without a branch, and for an unknown ref', () => {
  expect(() => findBase('HEAD', temporaryFolder(), {})).toThrow(/is not in a Git repository.*; give a folder/);
  const cwd = repository(FILES);
  expect(() => findBase('--upload-pack=x', cwd, {})).toThrow('"--upload-pack=x" is not a branch, tag or commit');
  git(cwd, 'branch', '--move', 'trunk');
  expect(() => findBase('HEAD', cwd, {})).toThrow(/^no branch to compare with was found/);
});
