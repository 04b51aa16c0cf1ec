/**
 * `--create-pr`: one commit of what a command changes, on a branch of its own, and a request on the forge.
 */
import { existsSync } from 'node:fs';
import { subscription } from '../../constructs/folder/subscription-texts';
import { LoopbackServer } from '../../servers/loopback-server';
import { FILES, fleetOnForge, git, MESH, pctl, stateOf, TOKEN, write } from './fleet-on-forge';

const GITHUB = { GITHUB_TOKEN: TOKEN };
const BRANCH = 'pctl/add-production-linkerd2';

test('add opens a pull request on GitHub with one commit of its files, and changes nothing in the clone', async () => {
  const fleet = await fleetOnForge(GITHUB);
  write('README.md', 'edited\n');
  write('apps/new.yaml', 'a: 1\n');
  write('staged.txt', 'staged\n');
  git('add', 'staged.txt');
  const before = stateOf();
  const { forge, remote } = fleet;
  const result = await pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'github', '--label', 'mesh', '--reviewer', 'ada', '--reviewer', 'team/sre', '--draft'); // prettier-ignore
  expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining(`\n${forge.git.url}/team/fleet/pull/1\n`) });
  expect(result.stderr).toContain(
    `branch ${BRANCH} pushed to origin, with one commit on main\npull request 1 opened\n`,
  );
  expect(stateOf()).toBe(before);
  expect(existsSync(MESH)).toBe(false);
  expect(await remote.git('log', '--format=%s|%an|%P', `main..${BRANCH}`)).toBe(`Add linkerd2 0.0.16 to production|Ada|${await remote.git('rev-parse', 'main')}`); // prettier-ignore
  expect(await remote.git('diff', '--name-status', 'main', BRANCH)).toBe(
    `A\tdist/production/HelmRelease.flux-system.linkerd2.k8s.yaml\nA\tdist/production/HelmRepository.flux-system.charts-example-com-platform-1c858f18.k8s.yaml\nA\t${MESH}`,
  );
  expect(forge.lines).toEqual([
    `GET /api/v3/repos/team/fleet/pulls?state=open&head=team%3Apctl%2Fadd-production-linkerd2&base=main`,
    'POST /api/v3/repos/team/fleet/pulls',
    'POST /api/v3/repos/team/fleet/issues/1/labels',
    'POST /api/v3/repos/team/fleet/pulls/1/requested_reviewers',
  ]);
  const [, created, labels, reviewers] = forge.requests;
  expect(created.body).toEqual({
    title: 'Add linkerd2 0.0.16 to production',
    body: expect.stringContaining('**1 of 1 cluster changes'),
    head: BRANCH,
    base: 'main',
    draft: true,
  });
  expect(created.headers).toMatchObject({
    authorization: `Bearer ${TOKEN}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'content-type': 'application/json',
    'user-agent': 'cdk8s-profiles',
  });
  expect([labels.body, reviewers.body]).toEqual([{ labels: ['mesh'] }, { reviewers: ['ada'], team_reviewers: ['sre'] }]); // prettier-ignore
});

test('the same change again updates the open request, on top of the base as it is then', async () => {
  const fleet = await fleetOnForge(GITHUB);
  const { forge, remote } = fleet;
  const add = (...more: readonly string[]) => pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'github', ...more); // prettier-ignore
  await add();
  const first = await remote.git('rev-parse', BRANCH);
  expect((await add()).stderr).toContain(`branch ${BRANCH} up to date\npull request 1 updated\n`);
  expect(await remote.git('rev-parse', BRANCH)).toBe(first);
  await remote.commitAll({ ...FILES, 'README.md': 'Other work\n' });
  const again = await add('--set', 'a=1', '--title', 'Mesh', '--body', '');
  expect(again.stderr).toContain(
    `branch ${BRANCH} pushed to origin, with one commit on main\npull request 1 updated\n`,
  );
  expect(await remote.git('log', '--format=%s', `main..${BRANCH}`)).toBe('Mesh');
  expect(forge.requests.at(-1)).toMatchObject({ line: 'PATCH /api/v3/repos/team/fleet/pulls/1', body: { title: 'Mesh', body: '' } }); // prettier-ignore
  expect(forge.open).toHaveLength(1);
});

test('upgrade and remove are requests of their own, and nothing to change is none', async () => {
  const fleet = await fleetOnForge(GITHUB);
  const { forge, remote } = fleet;
  const propose = (...argv: readonly string[]) => pctl(fleet, ...argv, '--create-pr', '--forge', 'github');
  await propose('add', 'linkerd2@0.0.15');
  await remote.git('branch', '-f', 'main', BRANCH);
  expect(await propose('upgrade', '--all')).toMatchObject({ code: 0 });
  expect(await propose('remove', 'linkerd2')).toMatchObject({ code: 0 });
  expect(await propose('move', 'linkerd2', '--name', 'mesh', '--dry-run')).toMatchObject({ code: 0 });
  expect(forge.open.map(({ branch, title }) => [branch, title])).toEqual([
    [BRANCH, 'Add linkerd2 0.0.15 to production'],
    ['pctl/upgrade-all', 'Upgrade linkerd2 to 0.0.16'],
    ['pctl/remove-production-linkerd2', 'Remove linkerd2 from production'],
  ]);
  expect(await remote.git('diff', '--name-status', 'main', 'pctl/remove-production-linkerd2')).toContain(`D\t${MESH}`);
  await remote.git('branch', '-f', 'main', 'pctl/upgrade-all');
  const before = forge.requests.length;
  const nothing = await propose('upgrade', 'linkerd2', '--latest');
  expect(nothing).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing changes on main: no commit, and no pull request\n') }); // prettier-ignore
  expect(forge.requests).toHaveLength(before);
  expect(await remote.git('branch', '--list', 'pctl/upgrade-prod*')).toBe('');
});

test('fails without a token before anything is pushed, and for a token that the forge refuses', async () => {
  const fleet = await fleetOnForge();
  const { forge, remote } = fleet;
  const without = await pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'github');
  expect(without).toMatchObject({ code: 1, stdout: '' });
  expect(without.stderr).toMatch(/^error: there is no token for 127\.0\.0\.1:\d+; set GH_TOKEN or GITHUB_TOKEN, store one/); // prettier-ignore
  const dry = await pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'github', '--dry-run');
  expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Add linkerd2 0\.0\.16 to production\n/) });
  expect(await remote.git('branch')).toBe('* main');
  const wrong = { ...fleet, env: { ...fleet.env, GH_TOKEN: 'ghp_wrong' } };
  const refused = await pctl(wrong, 'add', 'linkerd2', '--create-pr', '--forge', 'github');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('does not accept the token from GH_TOKEN: Bad credentials. The branch is pushed: run this again'); // prettier-ignore
  expect(refused.stdout + refused.stderr).not.toContain('ghp_wrong');
  forge.refuse = line => (line.startsWith('POST') ? [422, { message: 'Validation Failed', errors: [{ field: 'base', code: 'invalid' }] }] : undefined); // prettier-ignore
  const right = { ...fleet, env: { ...fleet.env, ...GITHUB } };
  expect((await pctl(right, 'add', 'linkerd2', '--create-pr', '--forge', 'github')).stderr).toContain('(422): Validation Failed; base invalid'); // prettier-ignore
});

test('on any other server the branch is pushed, and the page to compare it is printed', async () => {
  const fleet = await fleetOnForge();
  const result = await pctl(fleet, 'add', 'linkerd2', '--create-pr', '--head', 'mesh/new');
  expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining(`\n${fleet.forge.git.url}/team/fleet/compare/main...mesh/new\n`) }); // prettier-ignore
  expect(fleet.forge.requests).toEqual([]);
  expect(await fleet.remote.git('rev-list', '--count', 'main..mesh/new')).toBe('1');
});

test('catalog update proposes its lock files, and the output that ranges give with them', async () => {
  const fleet = await fleetOnForge(GITHUB);
  const charts = await LoopbackServer.start((_, response) => void response.end(indexOf('1.0.0', '1.0.1')));
  try {
    const manifest = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: charts\n  namespace: flux-system\nspec:\n  url: ${charts.url}\n`;
    const viz = subscription('viz', '  profile: charts/linkerd2-viz\n  version: ~1.0.0\n');
    const files = { ...FILES, 'catalogs/charts.yaml': manifest, 'subscriptions/production/viz.yaml': viz };
    await fleet.remote.commitAll(files);
    const update = () => pctl(fleet, 'catalog', 'update', 'charts', '--create-pr', '--forge', 'github');
    expect(await update()).toMatchObject({ code: 0 });
    expect(fleet.forge.open).toMatchObject([{ branch: 'pctl/update-catalogs-charts', title: 'Update catalog charts', body: expect.stringMatching(/charts: new, 1 profile in 2 versions; catalogs\/charts.lock.yaml written$/m) }]); // prettier-ignore
    const changed = () => fleet.remote.git('diff', '--name-status', 'main', 'pctl/update-catalogs-charts');
    expect(await changed()).toBe('A\tcatalogs/charts.lock.yaml');
    await fleet.remote.commitAll({ ...files, 'dist/production/.keep': '' });
    expect(await update()).toMatchObject({ code: 0, stderr: expect.stringContaining('pull request 1 updated') });
    expect(await changed()).toContain('A\tdist/production/HelmRelease.flux-system.viz.k8s.yaml');
    await fleet.remote.git('branch', '-f', 'main', 'pctl/update-catalogs-charts');
    expect((await update()).stderr).toContain('nothing changes on main');
  } finally {
    await charts.stop();
  }
});

/** The index of a chart repository with one profile. */
function indexOf(...versions: readonly string[]): string {
  const name = 'linkerd2-viz';
  const annotations = { 'weave.works/profile': name };
  const charts = versions.map(version => ({ name, version, urls: [`${name}-${version}.tgz`], annotations }));
  return JSON.stringify({ apiVersion: 'v1', entries: { [name]: charts } });
}

test('what Git pushes with is the token, or what its credential helper says', async () => {
  const fleet = await fleetOnForge(GITHUB);
  const logins = new Set<string | undefined>();
  fleet.forge.beforeGit = async (_, { authorization }) => logins.add(authorization);
  expect(await pctl(fleet, 'add', 'linkerd2', '--create-pr', '--forge', 'github')).toMatchObject({ code: 0 });
  expect(logins).toEqual(new Set([`Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`]));
  git('config', 'credential.helper', `!f() { echo username=ada; echo password=${TOKEN}; }; f`);
  const env = { ...fleet.env, GITHUB_TOKEN: '' };
  const second = await pctl({ ...fleet, env }, 'add', 'flagger', '--create-pr', '--forge', 'gitea');
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('pull request 2 opened') });
  expect(fleet.forge.requests.at(-1)!.headers.authorization).toBe(`token ${TOKEN}`);
});
