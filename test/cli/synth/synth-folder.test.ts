/**
 * `pctl synth` in a repository without a program.
 */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn } from '../../constructs/temporary-folder';
import { synthIn } from './synth-in';

const MESH = { 'subscriptions/production/mesh.yaml': subscription('mesh', '  profile: linkerd2\n') };

test('renders the subscriptions, whatever folder of the repository it runs in', async () => {
  const root = repositoryOf(MESH);
  mkdirSync(join(root, '.git'));
  expect(await synthIn(root)).toMatchObject({ code: 0, stderr: 'production: 1 added, 1 other file\ndist: 2 files added\n' }); // prettier-ignore
  const before = filesIn(join(root, 'dist'));
  process.chdir(join(root, 'subscriptions/production'));
  expect(await synthIn(process.cwd())).toMatchObject({ code: 0, stderr: '../../dist: nothing changed\n' });
  expect(filesIn(join(root, 'dist'))).toEqual(before);
});

test('writes to the output of cdk8s.yaml, which can be a link', async () => {
  const root = repositoryOf({ ...MESH, 'cdk8s.yaml': 'output: out\n' });
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync('elsewhere', join(root, 'out'));
  expect((await synthIn(root)).code).toBe(0);
  expect(Object.keys(filesIn(join(root, 'elsewhere')))[0]).toMatch(/^production\/HelmRelease/);
});

test('with --check, fails if a file was changed by hand, and writes nothing', async () => {
  const root = repositoryOf(MESH);
  await synthIn(root);
  const [path] = Object.keys(filesIn(join(root, 'dist')));
  const edited = `${filesIn(join(root, 'dist'))[path]}edited: true\n`;
  writeFileSync(join(root, 'dist', path), edited);
  const { code, stderr } = await synthIn(root, '--check');
  expect(code).toBe(1);
  expect(stderr).toContain(`error: dist/${path} differs from what the subscriptions give\n`);
  expect(filesIn(join(root, 'dist'))[path]).toBe(edited);
});

test('removes the marker of an interrupted run, also if nothing else changed', async () => {
  const root = repositoryOf(MESH);
  await synthIn(root);
  writeFileSync(join(root, 'dist/README.md'), 'kept');
  const before = filesIn(join(root, 'dist'));
  writeFileSync(join(root, 'dist/.cdk8s-profiles-unfinished'), '');
  expect((await synthIn(root)).stderr).toMatch(/^dist: nothing changed/);
  expect(filesIn(join(root, 'dist'))).toEqual(before);
});

test('fails with all problems, and leaves the output as it was', async () => {
  const root = repositoryOf(MESH);
  await synthIn(root);
  const before = filesIn(join(root, 'dist'));
  writeFileSync(join(root, 'subscriptions/production/mesh.yaml'), subscription('mesh', '  profile: linkerd\n  layr: 1\n')); // prettier-ignore
  const { code, stderr } = await synthIn(root);
  expect(code).toBe(1);
  expect(stderr.split('\n').map(line => line.slice(0, 60))).toEqual([
    'error: subscriptions/production/mesh.yaml:6:12: catalog "plat',
    'error: subscriptions/production/mesh.yaml:7:9: "spec.layr" is',
    'error: dist is unchanged',
    '',
  ].map(line => line.slice(0, 60))); // prettier-ignore
  expect(filesIn(join(root, 'dist'))).toEqual(before);
});

test('removing the last subscription removes what was written for it', async () => {
  const root = repositoryOf(MESH);
  await synthIn(root);
  rmSync(join(root, 'subscriptions/production/mesh.yaml'));
  writeFileSync(join(root, 'subscriptions/production/cluster.yaml'), 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n');
  expect(await synthIn(root)).toMatchObject({ code: 0 });
  expect(Object.keys(filesIn(join(root, 'dist')))).toEqual([]);
});
