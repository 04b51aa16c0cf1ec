/**
 * `--create-pr` in every state of a repository, and when the remote or Git refuses.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILES, type Fleet, fleetOnForge, git, pctl, stateOf, write } from './fleet-on-forge';

const BRANCH = 'pctl/add-production-linkerd2';
const add = (fleet: Fleet, ...more: readonly string[]) => pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'none', ...more); // prettier-ignore
const pushed = ({ remote }: Fleet, branch = BRANCH) => remote.git('log', '--format=%s', `main..${branch}`);

test('a detached head, one of several work trees, a bare clone, a submodule and a sub-directory give the same commit', async () => {
  const fleet = await fleetOnForge();
  const { folder, remote } = fleet;
  const trees: string[] = [];
  const propose = async (name: string, path: string) => {
    process.chdir(path);
    expect(await add(fleet, '--head', name)).toMatchObject({ code: 0 });
    trees.push(await remote.git('rev-parse', `${name}^{tree}`));
    process.chdir(folder);
  };
  await propose('folder', join(folder, 'apps'));
  git('checkout', '--quiet', '--detach');
  await propose('detached', folder);
  git('worktree', 'add', '--quiet', '--detach', '../other');
  await propose('worktree', join(folder, '../other'));
  execFileSync('git', ['clone', '--quiet', '--bare', remote.folder, '../bare.git']);
  execFileSync('git', ['-C', '../bare.git', 'remote', 'set-url', 'origin', remote.url]);
  await propose('bare', join(folder, '../bare.git'));
  execFileSync('git', ['init', '--quiet', '../super']);
  const submodule = ['submodule', '--quiet', 'add', remote.folder, 'fleet'];
  execFileSync('git', ['-C', '../super', '-c', 'protocol.file.allow=always', ...submodule]);
  execFileSync('git', ['-C', '../super/fleet', 'remote', 'set-url', 'origin', remote.url]);
  await propose('submodule', join(folder, '../super/fleet/subscriptions'));
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${remote.folder}`, '../shallow']);
  execFileSync('git', ['-C', '../shallow', 'remote', 'set-url', 'origin', remote.url]);
  await remote.commitAll({ ...FILES, 'README.md': 'Later\n' });
  await propose('shallow', join(folder, '../shallow'));
  expect(new Set(trees.slice(0, -1)).size).toBe(1);
  expect(await remote.git('diff', '--name-only', 'bare', 'shallow')).toBe('README.md');
});

test('no hook runs, ignored files are left out, and what the clone has not pushed is not in the request', async () => {
  const fleet = await fleetOnForge();
  for (const hook of ['pre-commit', 'commit-msg', 'pre-push', 'post-checkout']) {
    write(`.git/hooks/${hook}`, '#!/bin/sh\nexit 1\n');
    chmodSync(`.git/hooks/${hook}`, 0o755);
  }
  await fleet.remote.commitAll({ ...FILES, '.gitignore': 'dist/\n' });
  write('subscriptions/production/flagger.yaml', 'not: [valid\n');
  const before = stateOf();
  expect(await add(fleet)).toMatchObject({ code: 0 });
  expect(stateOf()).toBe(before);
  expect(await fleet.remote.git('diff', '--name-only', 'main', BRANCH)).toBe('subscriptions/production/linkerd2.yaml');
});

test('fails with words for what is missing in the repository', async () => {
  const fleet = await fleetOnForge();
  const said: string[] = [];
  const refuse = async (...more: readonly string[]) => {
    const { code, stderr } = await add(fleet, ...more);
    expect(code).toBe(1);
    said.push(stderr.split(/; |: Failed/)[0].trim());
  };
  await refuse('--remote', 'upstream');
  await refuse('--base', 'develop');
  await refuse('--head', '-x..y');
  await refuse('--head', 'main');
  mkdirSync('apps/new');
  process.chdir('apps/new');
  await refuse();
  process.chdir(fleet.folder);
  const { GIT_AUTHOR_NAME, GIT_COMMITTER_NAME, ...anonymous } = fleet.env;
  git('config', 'user.useConfigOnly', 'true');
  const { stderr } = await add({ ...fleet, env: { ...anonymous, GIT_AUTHOR_EMAIL: '', GIT_COMMITTER_EMAIL: '' } });
  said.push(stderr.split('\n').find(line => line.startsWith('error:'))!.split('; ')[0]); // prettier-ignore
  git('remote', 'set-url', 'origin', 'http://ada:hunter22@127.0.0.1:9/team/fleet.git');
  await refuse();
  git('remote', 'rename', 'origin', 'a');
  git('remote', 'add', 'b', 'https://example.com/b.git');
  await refuse();
  git('remote', 'remove', 'a');
  git('remote', 'remove', 'b');
  await refuse();
  process.chdir('/');
  await refuse();
  expect([GIT_AUTHOR_NAME, GIT_COMMITTER_NAME]).toEqual(['Ada', 'Ada']);
  expect(said.join('\n')).not.toContain('hunter22');
  expect(said.join('\n')).toMatchInlineSnapshot(`
   "error: there is no remote "upstream"
   error: "origin" has no branch "develop"
   error: "-x..y" cannot be the name of a branch
   error: "main" is the branch that the request is merged into
   error: "apps/new/" is not in branch "main" of "origin"
   error: git does not know who you are
   error: the branches of "origin" cannot be read: unable to access 'http://127.0.0.1:9/team/fleet.git/'
   error: there are several remotes, and none is "origin": a, b
   error: the repository has no remote to push to
   error: / is not in a Git repository"
  `);
  expect(await fleet.remote.git('branch')).toBe('* main');
});

test('fails for a branch with the work of others, and for one that the server protects', async () => {
  const fleet = await fleetOnForge();
  const { remote } = fleet;
  await add(fleet);
  const before = await remote.git('rev-parse', BRANCH);
  const hook = join(remote.folder, 'hooks/pre-receive');
  mkdirSync(join(remote.folder, 'hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\necho "Protected branch hook declined" >&2\nexit 1\n', { mode: 0o755 });
  const declined = await add(fleet, '--set', 'a=1');
  expect(declined.stderr).toContain(`error: "${BRANCH}" cannot be pushed to "origin": `);
  expect(declined.stderr).toContain('Protected branch hook declined');
  writeFileSync(hook, '#!/bin/sh\nexit 0\n');
  const tree = await remote.git('rev-parse', `${BRANCH}^{tree}`);
  const others = await remote.git('-c', 'user.name=Bob', '-c', 'user.email=bob@example.com', 'commit-tree', tree, '-p', before, '-m', 'Review'); // prettier-ignore
  await remote.git('update-ref', `refs/heads/${BRANCH}`, others);
  const refused = await add(fleet, '--set', 'a=1');
  expect(refused.stderr).toContain(`branch "${BRANCH}" of "origin" has several commits, so somebody else has worked on it`); // prettier-ignore
  expect(await pushed(fleet)).toBe('Review\nAdd linkerd2 0.0.16 to production');
});

test.each(['GET /team/fleet.git/info/refs?service=git-receive-pack', 'POST /team/fleet.git/git-receive-pack'])(
  'of two runs at once, the one that comes second at %s pushes nothing',
  async line => {
    const fleet = await fleetOnForge();
    const { forge, remote } = fleet;
    let isFirst = true;
    forge.beforeGit = async asked => {
      if (asked !== line || !isFirst) return;
      isFirst = false;
      await remote.git('branch', BRANCH, 'main');
    };
    const { code, stderr } = await add(fleet);
    expect([code, isFirst]).toEqual([1, false]);
    expect(stderr).toContain(`error: somebody else pushed "${BRANCH}" to "origin" at the same time; run this again\n`);
    expect(await pushed(fleet)).toBe('');
    expect((await add(fleet)).code).toBe(0);
  },
);

test('options of a request need --create-pr', async () => {
  const fleet = await fleetOnForge();
  expect(await pctl(fleet, 'remove', 'linkerd2', '--draft', '--label', 'x')).toMatchObject({ code: 2, stderr: 'error: --label, --draft needs "--create-pr"\n' }); // prettier-ignore
  expect(await pctl(fleet, 'catalog', 'update', '--base', 'x')).toMatchObject({ code: 2 });
  expect(await pctl(fleet, 'catalog', 'update', '--check', '--create-pr')).toMatchObject({ code: 2 });
  expect(await add(fleet, '--title', 'a\nb')).toMatchObject({ code: 2 });
});

test('fails for a link out of the repository, and writes nothing there', async () => {
  const fleet = await fleetOnForge();
  const outside = join(fleet.folder, '../outside');
  mkdirSync(outside);
  symlinkSync(outside, 'dist');
  git('add', 'dist');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', 'Link');
  await fleet.remote.git('fetch', '--quiet', fleet.folder, '+HEAD:refs/heads/linked');
  const { code, stderr } = await add(fleet, '--base', 'linked');
  expect([code, stderr]).toEqual([1, expect.stringContaining('error: "dist" is a link out of the repository')]);
  expect(readdirSync(outside)).toEqual([]);
});
