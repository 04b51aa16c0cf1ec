import { parse } from 'yaml';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { plan, production, PLATFORM } from './plan-of';

test('shows the order of each cluster', async () => {
  const files = {
    'dist/staging/a.yaml': releaseText('cert-manager', { layer: 0 }),
    'dist/production/x.yaml': releaseText('linkerd2', { layer: 10, dependsOn: ['cert-manager', 'vault'] }),
    'dist/production/y.yaml': releaseText('cert-manager', { layer: 2 }) + releaseText('vault', { layer: 2 }),
  };
  const { code, stdout, stderr } = await plan(files);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
   "production: 3 releases in 2 layers

     LAYER  RELEASE       PROFILE             WAITS FOR
     2      cert-manager  cert-manager 1.2.3  nothing
     2      vault         vault 1.2.3         nothing
     10     linkerd2      linkerd2 1.2.3      cert-manager, vault (layer 2)

     Removal: in no order, because there is no RemovalGuard in dist. Add "new RemovalGuard(fleet, 'guard')" to the program

   staging: 1 release in 1 layer

     LAYER  RELEASE       PROFILE             WAITS FOR
     0      cert-manager  cert-manager 1.2.3  nothing

     Removal: in no order, because there is no RemovalGuard in dist. Add "new RemovalGuard(fleet, 'guard')" to the program
   "
  `);
});

test('says for every cluster whether its removal is ordered, as far as it was read', async () => {
  const guard = 'kind: ValidatingAdmissionPolicy\nmetadata: { name: cdk8s-profiles-removal-releases }\n';
  const files = { ...production(PLATFORM), 'dist/guard/policy.yaml': guard };
  const removal = async (...argv: string[]) => (await plan(files, ...argv)).stdout.match(/Removal: .*/g);
  expect(await removal()).toEqual([
    'Removal: in reverse order if dist/guard is applied to the same API server, from Flux 2.9 on (kustomize-controller 1.9)',
  ]);
  expect(await removal('dist/production.yaml')).toEqual([
    `Removal: in no order, because there is no RemovalGuard in dist/production.yaml. Add "new RemovalGuard(fleet, 'guard')" to the program`,
  ]);
  const { stdout } = await plan(files, '--output', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ name: 'production', isRemovalGuarded: null }] });
});

test('says why each release waits', async () => {
  const files = production({
    ...PLATFORM,
    linkerd2: { layer: 1, dependsOn: ['cert-manager', 'vault', 'team-a/vault'], named: 'team-a/vault' },
    vault: { layer: 0, suspend: true },
    'cert-manager': { layer: 0, dependsOn: ['bootstrap'], named: 'bootstrap' },
    bootstrap: { isManaged: false },
    podinfo: { isManaged: false, dependsOn: ['linkerd2', 'team-a/vault'] },
    shop: { dependsOn: ['bootstrap', 'flagger', 'podinfo'], named: 'flagger' },
  });
  files['dist/production.yaml'] += releaseText('vault', { cluster: 'production', namespace: 'team-a', layer: 0 });
  const { code, stdout } = await plan(files);
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
   "production: 8 releases in 3 layers, 3 without a layer

     LAYER  RELEASE            PROFILE             WAITS FOR
     -      bootstrap          made elsewhere      nothing
     0      team-a/vault       vault 1.2.3         nothing
     0      vault (suspended)  vault 1.2.3         nothing
     0      cert-manager       cert-manager 1.2.3  bootstrap (named)
     1      linkerd2           linkerd2 1.2.3      cert-manager, vault (layer 0); team-a/vault (named)
     2      flagger            flagger 1.2.3       linkerd2 (layer 1)
     -      podinfo            made elsewhere      linkerd2, team-a/vault (named)
     -      shop               shop 1.2.3          bootstrap, podinfo (by layer); flagger (named)

     Removal: in no order, because there is no RemovalGuard in dist. Add "new RemovalGuard(fleet, 'guard')" to the program
   "
  `);
});

test('counts names if there are too many to list', async () => {
  const layer = Array.from({ length: 6 }, (_, i) => `base-${i}`);
  const files = production({
    ...Object.fromEntries(layer.map(name => [name, { layer: 0 }])),
    all: { layer: 1, dependsOn: layer },
    most: { layer: 1, dependsOn: layer.slice(1) },
    four: { layer: 1, dependsOn: layer.slice(2) },
    named: { layer: 1, dependsOn: layer, named: layer.join(',') },
  });
  const { stdout } = await plan(files);
  expect(stdout.split('\n').slice(9)).toMatchInlineSnapshot(`
   [
     "  1      all      all 1.2.3     all 6 of layer 0",
     "  1      four     four 1.2.3    base-2, base-3, base-4, base-5 (layer 0)",
     "  1      most     most 1.2.3    5 of the 6 in layer 0",
     "  1      named    named 1.2.3   base-0, base-1, base-2, base-3 and 2 more (named)",
     "",
     "  Removal: in no order, because there is no RemovalGuard in dist. Add "new RemovalGuard(fleet, 'guard')" to the program",
     "",
   ]
  `);
});

test('prints all names with "-o wide", and only those of the releases with "-o name"', async () => {
  const layer = Array.from({ length: 6 }, (_, i) => `base-${i}`);
  const files = production({
    above: { layer: 1, dependsOn: layer },
    ...Object.fromEntries(layer.map(name => [name, { layer: 0 }])),
  });
  expect((await plan(files, '-o', 'wide')).stdout).toContain(` ${layer.join(', ')} (layer 0)\n`);
  const names = [...layer, 'above'].map(name => `production/flux-system/${name}\n`);
  expect((await plan(files, '-o', 'name')).stdout).toBe(names.join(''));
});

test('prints YAML of the same data', async () => {
  const files = production(PLATFORM);
  const [json, yaml] = await Promise.all(['json', 'yaml'].map(output => plan(files, '-o', output)));
  expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
});

test('prints JSON with all keys', async () => {
  const files = production({
    linkerd2: { layer: 1, dependsOn: ['cert-manager', 'team-a/vault'], named: 'team-a/vault' },
    'cert-manager': { layer: 0, isManaged: false, suspend: true },
  });
  const { code, stdout } = await plan(files, '-o', 'json');
  const { clusters } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(clusters).toMatchObject([{ name: 'production', releases: [{ name: 'cert-manager' }, { name: 'linkerd2' }] }]);
  expect(clusters[0].releases[0]).toMatchObject({ profile: null, version: null, catalog: null, suspended: true });
  expect(clusters[0].releases[1]).toMatchInlineSnapshot(`
   {
     "catalog": null,
     "contents": null,
     "depth": 1,
     "file": "dist/production.yaml",
     "fitsKubernetes": null,
     "kubeVersion": null,
     "layer": 1,
     "line": 2,
     "managed": true,
     "name": "linkerd2",
     "namespace": "flux-system",
     "profile": "linkerd2",
     "revision": null,
     "suspended": false,
     "version": "1.2.3",
     "waitsFor": [
       {
         "found": true,
         "inStep": false,
         "layer": 0,
         "name": "cert-manager",
         "namespace": "flux-system",
         "reason": "layer",
       },
       {
         "found": false,
         "inStep": false,
         "layer": null,
         "name": "vault",
         "namespace": "team-a",
         "reason": "named",
       },
     ],
   }
  `);
});

test('sorts releases first that a lower layer waits for', async () => {
  const files = production({
    vault: { layer: 0, dependsOn: ['linkerd2'], named: 'linkerd2' },
    linkerd2: { layer: 2, dependsOn: ['bootstrap'], named: 'bootstrap' },
    bootstrap: { isManaged: false },
    'cert-manager': { layer: 0 },
    flagger: { layer: 1, dependsOn: ['cert-manager'] },
    shop: {},
  });
  const { stdout } = await plan(files);
  expect(stdout.match(/^ {2}[-\d].{16}/gm)).toEqual([
    '  -      bootstrap ',
    '  0      cert-manag',
    '  2      linkerd2  ',
    '  0      vault     ',
    '  1      flagger   ',
    '  -      shop      ',
  ]);
});

test('does not depend on the order of files', async () => {
  const texts = Object.entries(PLATFORM).map(([name, options]) => releaseText(name, { ...options, cluster: 'edge' }));
  const [a, b] = await Promise.all([texts, texts.reverse()].map(all => plan({ 'dist/edge.yaml': all.join('') })));
  expect(b).toEqual(a);
});

test('reads another folder, or one file', async () => {
  const cwd = writtenFiles({ 'deploy/core/a.yaml': releaseText('vault') });
  const folder = await pctlIn(cwd, ['plan', 'deploy']);
  expect(folder).toMatchObject({ code: 0, stdout: expect.stringMatching(/^core: 1 release, all without a layer\n/) });
  const file = await pctlIn(cwd, ['plan', 'deploy/core/a.yaml']);
  expect(file).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no cluster: 1 release/) });
});
