/**
 * `pctl add`, `upgrade` and `remove`: subscription files and the output change together.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf, subscription } from '../../constructs/folder/subscription-texts';
import { filesIn } from '../../constructs/temporary-folder';
import { lockText } from '../catalogs/lock-text';
import { pctlIn } from '../pctl-in';

const CLUSTER = { 'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n' };
const MESH = 'subscriptions/production/linkerd2.yaml';

const pctl = (...argv: string[]) => pctlIn(process.cwd(), argv);
const read = (file: string) => readFileSync(file, 'utf8');

test('add, upgrade and remove: each writes one file and renders again', async () => {
  repositoryOf(CLUSTER);
  expect(await pctl('add', 'platform/cert-manager')).toMatchObject({ code: 0 });
  const added = await pctl('add', 'linkerd2@~0.0.15', '--set', 'proxy.cores=2', '--set', 'a\\.b=null', '--config-secret', 'mesh/mesh.yaml,optional'); // prettier-ignore
  expect(added.stdout).toMatchInlineSnapshot(`
   "Add linkerd2 0.0.16 to production

   1 of 1 cluster changes: dist, compared with the output before

   CHANGE  WHAT      DETAILS          CLUSTERS
   added   linkerd2  0.0.16; layer 1  production

   Order (production):
     1. linkerd2
   "
  `);
  expect(added.stderr).toMatchInlineSnapshot(`
   "subscriptions/production/linkerd2.yaml written
   1 generated file in dist changed
   "
  `);
  expect(read(MESH)).toMatchInlineSnapshot(`
   "# yaml-language-server: $schema=https://unpkg.com/cdk8s-profiles/docs/subscription.schema.json
   apiVersion: cdk8s-profiles/v1
   kind: ProfileSubscription
   metadata:
     name: linkerd2
   spec:
     profile: platform/linkerd2
     version: "~0.0.15"
     valuesFrom:
       - kind: Secret
         name: mesh
         valuesKey: mesh.yaml
         optional: true
     values:
       proxy:
         cores: 2
       a.b: null
   "
  `);
  const upgraded = await pctl('upgrade', '--all', '--latest');
  expect(upgraded).toMatchObject({ code: 0 });
  expect(upgraded.stdout).toContain('Nothing to upgrade');
  const removed = await pctl('remove', 'linkerd2');
  expect(removed).toMatchObject({ code: 0, stderr: `${MESH} removed\n1 generated file in dist changed\n` });
  expect(Object.keys(filesIn('dist')).filter(path => path.includes('HelmRelease.'))).toHaveLength(1);
});

test('add creates the namespace of the Flux objects if asked to', async () => {
  repositoryOf(CLUSTER);
  expect((await pctl('add', 'linkerd2', '--namespace', 'mesh')).stderr).toContain('nothing creates namespace "mesh"');
  expect(await pctl('add', 'linkerd2', '--namespace', 'mesh', '--create-namespace')).toMatchObject({ code: 0 });
  expect(Object.keys(filesIn('dist'))).toContain('production/Namespace.mesh.k8s.yaml');
});

test('upgrade keeps comments, quotes, line ends and the operator of a range', async () => {
  const text = subscription(
    'linkerd2',
    "  profile: linkerd2 # the mesh\n  # not 0.1 yet\n  version: '~0.0.15' # patches\n  values: {a:   1}\n",
  ).replaceAll('\n', '\r\n');
  repositoryOf({
    ...CLUSTER,
    [MESH]: text,
    'catalogs/platform.lock.yaml': lockText('platform', {
      linkerd2: ['0.0.15', '0.0.16', '0.1.3', '1.0.0', '1.1.0-rc.1'],
    }),
  });
  await pctl('synth');
  expect((await pctl('upgrade', 'linkerd2')).stderr).toContain('linkerd2: 0.0.16 is the newest patch; "--minor"');
  expect((await pctl('upgrade', 'linkerd2', '--minor')).code).toBe(0);
  expect(read(MESH)).toBe(text.replace('~0.0.15', '~0.1.3'));
  expect((await pctl('upgrade', 'linkerd2', '--latest')).stdout).toContain('Upgrade linkerd2 to 1.0.0');
  expect((await pctl('upgrade', 'linkerd2', '--to', '0.0.15')).code).toBe(0);
  expect(read(MESH)).toBe(text.replace('~0.0.15', '0.0.15'));
  expect((await pctl('upgrade', 'linkerd2', '--to', '9.9.9')).stderr).toContain('has no version "9.9.9"');
});

test('remove refuses what others name, and drops it from them if told', async () => {
  const flagger = 'subscriptions/production/flagger.yaml';
  repositoryOf({
    ...CLUSTER,
    [MESH]: subscription('linkerd2', '  profile: linkerd2\n'),
    [flagger]: subscription('flagger', '  profile: flagger\n  dependsOn:\n    - linkerd2 # needs it\n  # end\n'),
  });
  await pctl('synth');
  const refused = await pctl('remove', 'linkerd2');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toBe(`error: "flagger" waits for "linkerd2", by "dependsOn" of ${flagger}. Remove it first, or give "--drop-dependencies"\n`); // prettier-ignore
  expect((await pctl('remove', 'linkerd2', '--drop-dependencies')).code).toBe(0);
  expect(read(flagger)).toBe(subscription('flagger', '  profile: flagger\n  # end\n'));
});

test('a dry run shows the same, and writes nothing', async () => {
  const root = repositoryOf(CLUSTER);
  const before = filesIn(root);
  const dry = await pctl('add', 'linkerd2', '--dry-run');
  expect(filesIn(root)).toEqual(before);
  const real = await pctl('add', 'linkerd2');
  expect(dry.stdout).toBe(real.stdout);
});

test('fails with everything that is wrong, and changes nothing', async () => {
  const root = repositoryOf({ ...CLUSTER, 'outside/x': '' });
  const before = filesIn(root);
  const wrong = [
    ['add', 'linkerd'],
    ['add', 'linkerd2@9'],
    ['add', 'linkerd2', '--name', '../../x'],
    ['add', 'linkerd2', '--name', 'cluster'],
    ['add', 'linkerd2', '--cluster', '../production'],
    [
      'add',
      'linkerd2',
      '--layer',
      'x',
      '--values',
      'missing.yaml',
      '--set',
      'a',
      '--set',
      'b[0]=1',
      '--config-map',
      'A_B',
    ],
    ['add', 'linkerd2', '--values', '/etc/hostname'],
    ['add', 'linkerd2', '--depends-on', 'cert-manger'],
    ['add', 'linkerd2', '--namespace', 'Flux System'],
    ['add', 'a/b/c/d/e'],
    ['remove', 'linkerd2'],
    ['upgrade', 'linkerd2'],
  ];
  const said: string[] = [];
  for (const argv of wrong) {
    const { code, stderr } = await pctl(...argv);
    expect([argv, code]).toEqual([argv, 1]);
    said.push(stderr);
  }
  expect((await pctl('upgrade')).code).toBe(2);
  expect(said.join('')).toMatchInlineSnapshot(`
   "error: catalog "platform" has no profile "linkerd"; the nearest: linkerd2, linkerd2-viz. Correct the name, or look for it with "pctl search"
   error: no version of "linkerd2" in catalog "platform" is in "9"; the nearest: 0.0.16, 0.0.15. Widen the range, or update the catalog
   error: name "../../x" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit. Give another with "--name"
   error: name "cluster" is not allowed, because cluster.yaml is the file of the cluster. Give another with "--name"
   error: there is no cluster "../production" in "subscriptions"; the nearest: production. Correct the name, or add it with "pctl init --cluster ../production"
   error: layer "x" is not readable. Write a whole number from 0
   error: "--set a" is not readable. Write KEY=VALUE, with dots between keys, as in image.tag=1.2
   error: there is no file missing.yaml
   error: "--config-map A_B": the name "A_B" is not allowed: use at most 253 lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit
   error: /etc/hostname is outside of the repository. Copy it into the repository
   error: subscriptions/production/linkerd2.yaml:10:5: "cert-manger" in "spec.dependsOn" is neither a subscription of this cluster nor a HelmRelease made by hand; correct it, or drop it
   error: dist is unchanged
   error: subscriptions/production/linkerd2.yaml:7:3: namespace "Flux System" is not allowed: use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit
   error: dist is unchanged
   error: "a/b/c/d/e" is not readable. Write [[NAMESPACE/]CATALOG/]PROFILE[@RANGE]
   error: "linkerd2" is not subscribed on any cluster. Correct the name
   error: "linkerd2" is not subscribed on any cluster. Correct the name
   "
  `);
  expect(filesIn(root)).toEqual(before);
});

test('generated files that were changed by hand are shown, and overwritten only if told', async () => {
  repositoryOf({ ...CLUSTER, [MESH]: subscription('linkerd2', '  profile: linkerd2\n') });
  await pctl('synth');
  const [path] = Object.keys(filesIn('dist'));
  writeFileSync(join('dist', path), read(join('dist', path)).replace('interval: 10m', 'interval: 99m'));
  const { code, stderr } = await pctl('add', 'flagger');
  expect(code).toBe(1);
  expect(stderr).toContain(
    `error: dist/${path} is not what the subscriptions give\nerror: this file was changed by hand`,
  );
  expect(existsSync('subscriptions/production/flagger.yaml')).toBe(false);
  expect((await pctl('add', 'flagger', '--overwrite')).code).toBe(0);
  expect(read(join('dist', path))).toContain('interval: 10m');
});

test('works from any folder of the repository, with a path that is relative to it', async () => {
  const root = repositoryOf({ ...CLUSTER, 'values/a.yaml': 'a: 1\n' });
  mkdirSync('.git');
  process.chdir('values');
  expect((await pctl('add', 'linkerd2', '--values', 'a.yaml')).code).toBe(0);
  expect(read(join(root, MESH))).toContain('valuesFiles:\n    - ../../values/a.yaml\n');
});
