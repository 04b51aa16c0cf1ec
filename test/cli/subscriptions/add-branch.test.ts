/**
 * `pctl add --url URL --branch BRANCH --path PATH`: profiles on branches of a real Git server, and their upgrades.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { data, type GitRepository } from '../../servers/git-repository';
import { GitServer } from '../../servers/git-server';
import { profileYaml } from '../../servers/profile-repository';
import { pctlIn } from '../pctl-in';

const CLUSTER = { 'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n' };
const LOCK = 'catalogs/profiles.lock.yaml';
const env = { XDG_CACHE_HOME: temporaryFolder() };
const pctl = (...argv: string[]) => pctlIn(process.cwd(), argv, env);

let server: GitServer;
let repository: GitRepository;
beforeEach(async () => {
  server = await GitServer.start(temporaryFolder());
  repository = await server.createRepository('profiles');
});
afterEach(() => server.stop());

/** Commits a chart version of profile `web` to `branch`, `seconds` after the beginning of 2026 in UTC. */
async function commit(branch: string, version: string, seconds: number): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const parent = await repository.git('rev-parse', '--verify', '--quiet', ref).catch(() => '');
  const lines = [
    `commit ${ref}\ncommitter Ada <ada@example.com> ${1767225600 + seconds} +0200\n${data('Update')}`,
    parent === '' ? '' : `from ${parent}\n`,
    `M 100644 inline web/profile.yaml\n${data(profileYaml('web', version))}\n`,
  ];
  await repository.import(lines.join(''));
  return repository.git('rev-parse', ref);
}

const add = (branch: string, ...more: string[]) => pctl('add', '--url', repository.url, '--branch', branch, ...more);
const subscribed = (name = 'web') => parse(readFileSync(`subscriptions/production/${name}.yaml`, 'utf8')).spec;
const versionOf = (time: string, hash: string) => `0.0.0-${time}-${hash.slice(0, 12)}`;
const sourceIn = (root: string) =>
  Object.entries(filesIn(root)).flatMap(([path, text]) =>
    path.includes('GitRepository') ? [parse(text).spec.ref] : [],
  );

test('the commit of the branch is locked and written, stays when the branch moves, and moves with an upgrade', async () => {
  const first = await commit('main', '1.0.0', 1);
  const root = repositoryOf(CLUSTER);
  rmSync('catalogs', { recursive: true });
  const added = await add('main', '--path', './web/');
  expect([added.code, added.stdout.split('\n')[0]]).toEqual([0, `Add web ${versionOf('20260101000001', first)} to production`]); // prettier-ignore
  expect(subscribed()).toEqual({ profile: 'profiles/web', version: versionOf('20260101000001', first) });
  expect(parse(readFileSync('catalogs/profiles.yaml', 'utf8')).spec.repositories).toEqual([{ url: repository.url, branches: [{ branch: 'main', path: 'web' }] }]); // prettier-ignore
  expect(parse(readFileSync(LOCK, 'utf8')).entries.web).toMatchObject([{ origin: { kind: 'git', url: repository.url, branch: 'main', folder: 'web', commit: first } }]); // prettier-ignore
  expect((await pctl('catalog', 'update', '--check')).code).toBe(0);
  const second = await commit('main', '1.1.0', 60);
  expect((await pctl('catalog', 'update')).stderr).toContain('profiles: 1 added');
  expect((await pctl('synth')).code).toBe(0);
  expect(subscribed().version).toBe(versionOf('20260101000001', first));
  const outdated = await pctl('outdated');
  expect([outdated.code, outdated.stdout]).toEqual([1, expect.stringContaining(versionOf('20260101000100', second))]);
  const third = await commit('main', '1.2.0', 3600);
  const upgraded = await pctl('upgrade', '--all');
  expect([upgraded.code, upgraded.stdout.split('\n')[0]]).toEqual([0, `Upgrade web to ${versionOf('20260101010000', third)}`]); // prettier-ignore
  expect(filesIn(root)['dist/production/HelmRelease.flux-system.web-web-chart.k8s.yaml']).toContain("version: '1.2.0'".replaceAll("'", '')); // prettier-ignore
  expect((await pctl('catalog', 'update', '--check')).code).toBe(0);
  expect(parse(readFileSync(LOCK, 'utf8')).entries.web.map(({ origin }: { origin: object }) => origin)).toMatchObject([third, second, first].map(hash => ({ commit: hash }))); // prettier-ignore
  expect((await pctl('upgrade', 'web')).stdout).toContain('Nothing to upgrade');
  expect((await pctl('upgrade', 'web', '--to', versionOf('20260101000001', first))).code).toBe(0);
  expect(subscribed().version).toBe(versionOf('20260101000001', first));
});

test('what is in the profile itself is read by Flux at the commit of the branch; no git is needed', async () => {
  const manifests = `${profileYaml('web').split('    - name')[0]}    - name: web\n      chart:\n        path: chart\n`;
  const hash = await repository.commitAll({ 'web/profile.yaml': manifests, 'web/chart/Chart.yaml': 'name: web\n' });
  const root = repositoryOf(CLUSTER);
  const argv = ['add', '--url', repository.url, '--branch', 'main', '--path', 'web'];
  expect(await pctlIn(root, argv, { ...env, CDK8S_PROFILES_GIT: 'isomorphic' })).toMatchObject({ code: 0 });
  expect(sourceIn(root)).toEqual([{ branch: 'main', commit: hash }]);
});

test('tags and branches of one repository are one catalog, and each stays on its own line', async () => {
  await commit('main', '1.0.0', 1);
  await repository.tag('web/v1.0.0');
  repositoryOf(CLUSTER);
  expect((await pctl('add', '--url', repository.url, '--tag', 'web/v1.0.0', '--name', 'released')).code).toBe(0);
  const next = await commit('next', '2.0.0', 100);
  expect((await add('next', '--path', 'web')).code).toBe(0);
  expect(subscribed().version).toBe(versionOf('20260101000140', next));
  await repository.tag('web/v1.1.0');
  expect((await pctl('catalog', 'update')).code).toBe(0);
  const all = await pctl('upgrade', '--all', '--latest');
  expect(all.stdout.split('\n')[0]).toBe('Upgrade released to v1.1.0');
  // a manifest that was changed by hand is not written again
  writeFileSync('catalogs/profiles.yaml', `# ours\n${readFileSync('catalogs/profiles.yaml', 'utf8')}`);
  const other = await add('main', '--path', 'web', '--name', 'main');
  expect([other.code, other.stderr.replace(repository.url, 'URL')]).toEqual([
    1,
    'error: catalog "profiles" lists URL without branch "main", and catalogs/profiles.yaml is not as "pctl add" writes it. Add the branch to "branches" of the repository, and run "pctl catalog update profiles"\n',
  ]);
});

test('a commit that a push has taken off the branch is no longer on offer', async () => {
  const first = await commit('main', '1.0.0', 1);
  await commit('main', '1.1.0', 60);
  repositoryOf(CLUSTER);
  expect((await add('main', '--path', 'web')).code).toBe(0);
  await repository.git('update-ref', 'refs/heads/main', first);
  expect((await pctl('catalog', 'update')).stderr).toMatch(/1 added, 1 vanished/);
  expect((await pctl('synth')).stderr).toContain('no version of "web" in catalog "profiles" is in');
});

test('fails for a branch or a folder without a profile, and when the server is away; nothing is written', async () => {
  const hash = await commit('main', '1.0.0', 1);
  const root = repositoryOf(CLUSTER);
  const before = filesIn(root);
  const said: string[] = [];
  for (const argv of [
    ['next', '--path', 'web'],
    ['main'],
    ['main', '--path', '../web'],
    ['a b'],
    ['main', '--tag', 'web/v1.0.0'],
  ]) {
    const { code, stderr } = await add(argv[0], ...argv.slice(1));
    said.push(`${code} ${stderr.replaceAll(repository.url, 'URL')}`);
  }
  const alone = await pctl('add', '--url', repository.url, '--tag', 'web/v1.0.0', '--path', 'web');
  said.push(`${alone.code} ${alone.stderr}`);
  expect(said.join('')).toMatchInlineSnapshot(`
   "1 error: branch "next" of URL cannot be used: there is no branch next, folder web of URL
   1 error: branch "main" of URL cannot be used: there is no profile.yaml in the root at branch main of URL
   1 error: "--path ../web" cannot be used: it leads out of its folder with "..". Write the path of the folder with profile.yaml, from the root of the repository
   1 error: "--branch a b" is not the name of a branch
   2 error: give a profile, a chart and its "--url", or the "--url" and "--tag" or "--branch" of a profile in Git
   2 error: "--path" is a folder on a branch, so give "--branch", too; a tag names its folder
   "
  `);
  expect(filesIn(root)).toEqual(before);
  expect((await add('main', '--path', 'web')).code).toBe(0);
  await server.stop();
  const after = filesIn(root);
  const away = await pctl('upgrade', 'web');
  expect([away.code, away.stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
  expect(filesIn(root)).toEqual(after);
  expect((await pctl('upgrade', 'web', '--to', versionOf('20260101000001', hash))).code).toBe(0);
});
