/**
 * `--create-pr` of `pctl move`, which takes two requests, and of `pctl add` for what no catalog lists.
 */
import { parse } from 'yaml';
import { profileYaml } from '../../servers/profile-repository';
import { answering, indexOf, serve } from '../../sources/serve';
import { FILES, type Fleet, fleetOnForge, MESH, pctl, stateOf } from './fleet-on-forge';

const propose = (fleet: Fleet, ...argv: readonly string[]) => pctl(fleet, ...argv, '--create-pr', '--forge', 'none');
const changed = ({ remote }: Fleet, branch: string) => remote.git('diff', '--name-status', 'main', branch);
const merge = ({ remote }: Fleet, branch: string) => remote.git('branch', '-f', 'main', branch);

test('a move is a request that suspends, and after its merge one that hands the release over', async () => {
  const fleet = await fleetOnForge();
  const { remote } = fleet;
  await propose(fleet, 'add', 'linkerd2');
  await merge(fleet, 'pctl/add-production-linkerd2');
  const before = stateOf();
  const move = () => propose(fleet, 'move', 'linkerd2', '--name', 'mesh');
  expect(await move()).toMatchObject({ code: 0 });
  const [first] = (await remote.git('branch', '--list', 'pctl/move*', '--format', '%(refname:short)')).split('\n');
  expect(await changed(fleet, first)).toBe(`M\tdist/production/HelmRelease.flux-system.linkerd2.k8s.yaml\nM\t${MESH}`);
  expect(parse(await remote.git('show', `${first}:${MESH}`)).spec.suspend).toBe(true);
  // until the merge, it is the same request again
  expect((await move()).stderr).toContain(`branch ${first} up to date`);
  await merge(fleet, first);
  expect(await move()).toMatchObject({ code: 0 });
  const branches = (await remote.git('branch', '--list', 'pctl/move*', '--format', '%(refname:short)')).split('\n');
  const second = branches.find(branch => branch !== first) ?? first;
  const files = await changed(fleet, second);
  expect(files).toContain(`subscriptions/production/mesh.yaml`);
  expect(files).toContain('dist/production/HelmRelease.flux-system.mesh.k8s.yaml');
  expect(parse(await remote.git('show', `${second}:subscriptions/production/mesh.yaml`)).spec.releaseName).toBe('linkerd2'); // prettier-ignore
  expect(stateOf()).toBe(before);
});

test('what a branch of a Git repository has is proposed with its catalog, in one commit', async () => {
  const fleet = await fleetOnForge();
  const profiles = await fleet.forge.git.createRepository('profiles');
  await profiles.commitAll({ 'web/profile.yaml': profileYaml('web') });
  const result = await propose(fleet, 'add', '--url', profiles.url, '--branch', 'main', '--path', 'web', '--head', 'web'); // prettier-ignore
  expect(result).toMatchObject({ code: 0 });
  expect(await fleet.remote.git('rev-list', '--count', 'main..web')).toBe('1');
  const files = (await changed(fleet, 'web')).split('\n').filter(line => !line.includes('dist/'));
  expect(files).toEqual(['A\tcatalogs/profiles.lock.yaml', 'A\tcatalogs/profiles.yaml', 'A\tsubscriptions/production/web.yaml']); // prettier-ignore
  expect(Object.keys(FILES)).not.toContain('catalogs/profiles.yaml');
});

test('a chart that no catalog lists is proposed with its URL and exact version, in one commit', async () => {
  const fleet = await fleetOnForge();
  const before = stateOf();
  const { url } = await serve(answering(indexOf(['podinfo', '6.9.2', '6.9.1'])));
  expect(await propose(fleet, 'add', 'podinfo', '--url', url)).toMatchObject({ code: 0 });
  const branch = 'pctl/add-production-podinfo';
  expect(await fleet.remote.git('rev-list', '--count', `main..${branch}`)).toBe('1');
  const files = (await changed(fleet, branch)).split('\n').filter(line => !line.includes('dist/'));
  expect(files).toEqual(['A\tsubscriptions/production/podinfo.yaml']);
  const { chart } = parse(await fleet.remote.git('show', `${branch}:subscriptions/production/podinfo.yaml`)).spec;
  expect(chart).toEqual({ url, name: 'podinfo', version: '6.9.2' });
  expect(stateOf()).toBe(before);
});
