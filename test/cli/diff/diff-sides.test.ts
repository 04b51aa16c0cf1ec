import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { commit, git, replaceDist, repository } from './repository';

const at = (version: string, folder = 'dist') => ({
  [`${folder}/production/vault.yaml`]: releaseText('vault', { cluster: 'production', version, layer: 0 }),
});
afterEach(() => delete process.env.GIT_TRACE2_EVENT);

const diff = (cwd: string, ...argv: string[]) => pctlIn(cwd, ['diff', ...argv]);

test('compares what is not committed, a commit and a branch, without a checkout', async () => {
  const cwd = repository(at('1.0.0'));
  git(cwd, 'checkout', '--quiet', '-b', 'feature');
  replaceDist(cwd, at('1.1.0'));
  commit(cwd, 'Two');
  replaceDist(cwd, at('1.2.0'));
  expect((await diff(cwd)).stdout).toContain('1.0.0 -> 1.2.0');
  expect((await diff(cwd, 'HEAD')).stdout).toContain('1.1.0 -> 1.2.0');
  expect((await diff(cwd, 'main', '--ref', 'feature')).stdout).toContain('1.0.0 -> 1.1.0');
  git(cwd, 'checkout', '--quiet', '--detach');
  expect((await diff(cwd, 'refs/heads/main', 'dist/production')).stdout).toContain('1.0.0 -> 1.2.0');
  expect(git(cwd, 'status', '--porcelain')).toBe(' M dist/production/vault.yaml\n');
});

test('asks git seven times, because each time is a process', async () => {
  const cwd = repository(at('1.0.0'));
  process.env.GIT_TRACE2_EVENT = join(temporaryFolder(), 'events');
  expect((await diff(cwd)).code).toBe(0);
  const events = readFileSync(process.env.GIT_TRACE2_EVENT, 'utf8').split('\n');
  expect(events.filter(event => event.startsWith('{"event":"start"'))).toHaveLength(7);
});

test('compares two folders, in no repository', async () => {
  const cwd = writtenFiles({ ...at('1.0.0', 'old'), ...at('1.1.0', 'new') });
  const { code, stdout } = await diff(cwd, 'old', 'new', '--exit-code');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^1 of 1 cluster changes: new, compared with the folder old\n/);
});

test('everything is new before the first commit, and if the commit does not have the folder', async () => {
  const cwd = temporaryFolder();
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  replaceDist(cwd, at('1.0.0'));
  const first = await diff(cwd);
  expect(first.stdout).toMatch(/compared with nothing, because there is no commit yet\n\n.*\nadded .* vault /);
  const { code, stdout, stderr } = await diff(repository({ 'README.md': '' }), 'HEAD', 'dist');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^warning: there is no dist in HEAD, so everything is new\nerror: /);
});

test('fails if a name is a folder and a ref, and if a folder is compared with itself', async () => {
  const cwd = repository(at('1.0.0'));
  git(cwd, 'branch', 'old');
  replaceDist(cwd, { ...at('1.0.0'), ...at('1.0.0', 'old') });
  const { code, stderr } = await diff(cwd, 'old');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'error: "old" is both a folder and a Git ref; write "./old" for the folder, or "refs/heads/old" for the branch\n',
  });
  expect((await diff(cwd, './old')).stdout).toMatch(/^No changes: dist, compared with the folder \.\/old\n/);
  const itself = await diff(cwd, 'dist');
  expect(itself.code).toBe(2);
  expect(itself.stderr).toBe(
    'error: dist would be compared with itself. Give what to compare it with first: pctl diff REF dist\n',
  );
});

test('fails for a ref that does not exist, and in a shallow clone', async () => {
  const origin = repository(at('1.0.0'));
  expect((await diff(origin, '--exit-code', 'no-such-branch')).stderr).toMatch(
    /^error: "no-such-branch" is not a branch, tag or commit/,
  );
  commit(origin, 'Two');
  const cwd = temporaryFolder();
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${origin}`, cwd]);
  const { code, stderr } = await diff(cwd, 'HEAD~1');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: "HEAD~1" is not a branch, tag or commit of this repository; correct it, or fetch it first\n/,
  );
  expect((await diff(join(cwd, 'dist'), 'HEAD', '.')).stdout).toMatch(/^No changes: \., compared with HEAD\n/);
});
