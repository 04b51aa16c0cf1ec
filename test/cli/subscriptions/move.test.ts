/**
 * `pctl move` and `remove`: what keeps the Helm release takes two commits, and what would lose something is refused.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';

const FILES = {
  'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2 # a mesh\n  version: 0.0.16\n'),
  'subscriptions/production/flagger.yaml': subscription('flagger', '  profile: flagger\n  dependsOn: [mesh] # it\n'),
};

let root: string;

beforeEach(async () => {
  root = repositoryOf(FILES);
  await pctl('synth');
  git('init', '--quiet');
  commit();
});

const pctl = (...argv: string[]) => pctlIn(root, argv);
const git = (...argv: string[]) => execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...argv], { cwd: root }); // prettier-ignore
const release = (name: string, namespace = 'flux-system') =>
  parse(readFileSync(join(root, `dist/production/HelmRelease.${namespace}.${name}.k8s.yaml`), 'utf8'));

const byHand = (name: string, namespace: string, spec: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec:\n  chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: x}}}\n${spec}`;

function commit(): void {
  git('add', '.');
  git('commit', '--quiet', '-m', 'change');
}

test('a rename suspends the release, and in the next commit hands its Helm release over', async () => {
  const before = release('mesh').spec;
  const first = await pctl('move', 'mesh', '--name', 'linkerd2');
  expect(first).toMatchObject({ code: 0 });
  expect(release('mesh').spec).toEqual({ ...before, suspend: true });
  const early = await pctl('move', 'mesh', '--name', 'linkerd2');
  expect(early.stderr).toContain(
    '"mesh" is suspended in subscriptions/production/mesh.yaml, and that is not committed yet',
  );
  commit();
  const second = await pctl('move', 'mesh', '--name', 'linkerd2');
  expect(second.stderr).toMatchInlineSnapshot(`
   "subscriptions/production/flagger.yaml written
   subscriptions/production/linkerd2.yaml written
   subscriptions/production/mesh.yaml removed
   3 generated files in dist changed
   Flux leaves the HelmChart of mesh behind; delete it when this is applied.
   "
  `);
  expect(second.stdout.split('\n').slice(0, 8).join('\n')).toMatchInlineSnapshot(`
   "Rename mesh to linkerd2

   1 of 1 cluster changes: dist, compared with the output before

   CHANGE   WHAT       DETAILS                     CLUSTERS
   renamed  linkerd2   was mesh; 0.0.16; 1 option  production
   waits    1 release  only for new revisions      production
   "
  `);
  expect(release('linkerd2').spec).toEqual(before);
  expect(filesIn(join(root, 'subscriptions/production'))).toEqual({
    'flagger.yaml': FILES['subscriptions/production/flagger.yaml'].replace('[mesh]', '[linkerd2]'),
    'linkerd2.yaml': subscription('linkerd2', '  profile: linkerd2 # a mesh\n  version: 0.0.16\n  releaseName: mesh\n'),
  });
});

test('a move to another namespace keeps name and Helm release, and leaves a release suspended that was before', async () => {
  const file = 'subscriptions/production/mesh.yaml';
  await pctl('remove', 'mesh', '--drop-dependencies');
  repositoryOf({ [file]: subscription('mesh', '  profile: linkerd2\n  suspend: true\n  createNamespace: true\n  valuesFrom: [{kind: Secret, name: mesh}]\n') }); // prettier-ignore
  root = process.cwd();
  await pctl('synth');
  const { releaseName, targetNamespace, storageNamespace } = release('mesh').spec;
  const { code, stderr } = await pctl('move', 'mesh', '--namespace', 'mesh-system');
  expect(code).toBe(0);
  expect(stderr).toContain('Values come from Secret "mesh", which must be in namespace "mesh-system"');
  expect(stderr).toContain('The release was suspended before, and stays so');
  expect(release('mesh', 'mesh-system').spec).toMatchObject({
    releaseName,
    targetNamespace,
    storageNamespace,
    suspend: true,
  });
});

test('the Helm release is that of the subscription, whatever else has a similar name', async () => {
  root = repositoryOf({
    'subscriptions/eu/linkerd2.yaml': subscription('linkerd2', '  profile: linkerd2\n  namespace: flux-system\n'),
    'subscriptions/eu/eu-linkerd2.yaml': subscription('eu-linkerd2', '  profile: linkerd2\n  targetNamespace: other\n'),
    'dist/eu/AA-byhand.yaml': byHand('linkerd2', 'team-b', '  releaseName: someone-elses\n'),
  });
  await pctl('synth');
  const elsewhere = readFileSync('dist/eu/HelmRelease.flux-system.linkerd2.k8s.yaml', 'utf8').replaceAll('flux-system', 'team-b'); // prettier-ignore
  writeFileSync('dist/eu/elsewhere.yaml', elsewhere.replace(/^#.*\n---\n/, ''));
  for (const step of [1, 2]) expect([step, (await pctl('move', 'linkerd2', '--name', '123')).stderr]).toEqual([step, expect.not.stringContaining('error') as string]); // prettier-ignore
  expect(parse(readFileSync('subscriptions/eu/123.yaml', 'utf8'))).toMatchObject({ metadata: { name: '123' }, spec: { releaseName: 'linkerd2' } }); // prettier-ignore
  const copy = readFileSync('dist/eu/HelmRelease.flux-system.123.k8s.yaml', 'utf8');
  writeFileSync('dist/eu/copy.yaml', copy.replace(/^#.*\n---\n/, ''));
  expect((await pctl('move', '123', '--name', 'mesh')).stderr).toContain('"123" is not one HelmRelease in dist/eu, but in dist/eu/HelmRelease.flux-system.123.k8s.yaml, dist/eu/copy.yaml'); // prettier-ignore
});

test('refuses what a HelmRelease made by hand waits for, and a namespace that it has', async () => {
  const dependsOn = '  dependsOn: [{name: mesh, namespace: flux-system}]\n';
  writeFileSync('dist/production/mine.yaml', byHand('mine', 'team-b', dependsOn).replaceAll('\n', '\r\n'));
  const waits = '"mine" waits for "mesh", by "dependsOn" of dist/production/mine.yaml, which was made by hand. Drop it there first'; // prettier-ignore
  for (const argv of [
    ['move', 'mesh', '--name', 'linkerd2'],
    ['remove', 'mesh', '--drop-dependencies'],
  ]) {
    expect(await pctl(...argv)).toMatchObject({ code: 1, stderr: expect.stringContaining(waits) as string });
  }
  writeFileSync('dist/production/mine.yaml', byHand('mine', 'team-b', dependsOn.replace('flux-system', 'team-b')));
  expect((await pctl('move', 'mesh', '--name', 'linkerd2', '--dry-run')).code).toBe(0);
  const same = await pctl('move', 'mesh', '--namespace', 'flux-system');
  expect(same.stderr).toBe('error: "mesh" is in namespace "flux-system" already. Give another\n');
});

test('removing the last subscription keeps the cluster, which can be subscribed again', async () => {
  const clusterFile = 'subscriptions/production/cluster.yaml';
  expect((await pctl('remove', 'flagger')).stderr).not.toContain(clusterFile);
  const { code, stderr } = await pctl('remove', 'mesh');
  expect([code, stderr]).toEqual([0, expect.stringContaining(`${clusterFile} keeps the cluster`)]);
  expect(Object.keys(filesIn(join(root, 'subscriptions/production')))).toEqual(['cluster.yaml']);
  expect((await pctl('add', 'linkerd2')).code).toBe(0);
});

test('a change that corrects a problem does not overwrite what may have been changed by hand', async () => {
  const edited = 'dist/production/HelmRelease.flux-system.mesh.k8s.yaml';
  writeFileSync(edited, readFileSync(edited, 'utf8').replace('interval: 10m', 'interval: 99m'));
  writeFileSync('subscriptions/production/broken.yaml', subscription('broken', '  profile: nosuch\n'));
  const { code, stderr } = await pctl('remove', 'broken');
  expect([code, stderr]).toEqual([1, expect.stringContaining(`error: ${edited} would be overwritten or removed\nerror: whether they were changed by hand is not known`)]); // prettier-ignore
  expect(readFileSync(edited, 'utf8')).toContain('interval: 99m');
  expect((await pctl('remove', 'broken', '--overwrite')).code).toBe(0);
  expect(readFileSync(edited, 'utf8')).toContain('interval: 10m');
  writeFileSync('subscriptions/production/broken.yaml', subscription('broken', '  profile: nosuch\n'));
  expect((await pctl('remove', 'broken')).code).toBe(0);
});

test('refuses what Flux would install again, and names that are taken or not allowed', async () => {
  const before = filesIn(root);
  const { code, stderr } = await pctl('move', 'mesh', '--name', 'flagger', '--to-cluster', 'staging', '--target-namespace', 'm', '--namespace', 'A'); // prettier-ignore
  expect(code).toBe(1);
  expect(stderr.match(/^error: /gm)).toHaveLength(4);
  expect(stderr).toContain('"mesh" cannot be moved to cluster "staging" without being installed again');
  expect((await pctl('move', 'mesh')).code).toBe(2);
  expect((await pctl('move', 'mesh', '--name', 'mesh')).stderr).toContain('has that name already');
  expect((await pctl('move', 'mash', '--name', '../x')).stderr.match(/^error: /gm)).toHaveLength(2);
  expect(filesIn(root)).toEqual(before);
});
