import { parse } from 'yaml';
import { type ReleaseText, releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

const plan = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['plan', ...argv]);

/** Production in one file: one release for each name. */
function production(releases: Record<string, ReleaseText>) {
  const texts = Object.entries(releases).map(([name, options]) =>
    releaseText(name, { cluster: 'production', ...options }),
  );
  return { 'dist/production.yaml': texts.join('') };
}

const PLATFORM = {
  flagger: { layer: 2, dependsOn: ['linkerd2'] },
  linkerd2: { layer: 1, dependsOn: ['cert-manager'] },
  'cert-manager': { layer: 0 },
};

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
  expect(await removal()).toEqual(['Removal: in reverse order, from Flux 2.9 on (kustomize-controller 1.9)']);
  expect(await removal('dist/production.yaml')).toEqual([
    `Removal: in no order, because there is no RemovalGuard in dist/production.yaml. Add "new RemovalGuard(fleet, 'guard')" to the program`,
  ]);
  const { stdout } = await plan(files, '--output', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ name: 'production', isRemovalGuarded: true }] });
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
     "file": "dist/production.yaml",
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
    flagger: { layer: 1 },
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

describe('--cluster', () => {
  const files = {
    'dist/edge/a.yaml': releaseText('vault', { dependsOn: ['vault'] }),
    'dist/core/a.yaml': releaseText('vault'),
    'dist/staging/a.yaml': releaseText('vault'),
  };

  test('shows only the named clusters, and their problems', async () => {
    const { code, stdout, stderr } = await plan(files, '--cluster', 'staging', '--cluster', 'core');
    expect(stdout.match(/^\w+:/gm)).toEqual(['core:', 'staging:']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('fails for an unknown cluster', async () => {
    const { code, stdout, stderr } = await plan(files, '--cluster', 'constructor', '-o', 'json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'error: no HelmRelease of cluster "constructor" was found in dist. Its clusters are core, edge, staging\n',
    );
  });
});

test('reads another folder, or one file', async () => {
  const cwd = writtenFiles({ 'deploy/core/a.yaml': releaseText('vault') });
  const folder = await pctlIn(cwd, ['plan', 'deploy']);
  expect(folder).toMatchObject({ code: 0, stdout: expect.stringMatching(/^core: 1 release, all without a layer\n/) });
  const file = await pctlIn(cwd, ['plan', 'deploy/core/a.yaml']);
  expect(file).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no cluster: 1 release/) });
});

test('warns of missing releases that others wait for', async () => {
  const files = production({
    ...PLATFORM,
    'cert-manager': { layer: 0, dependsOn: ['gone'] },
    vault: { dependsOn: ['gone'] },
  });
  const { code, stdout, stderr } = await plan(files);
  expect(code).toBe(0);
  expect(stdout).toContain('cert-manager 1.2.3  gone (not in dist)\n');
  expect(stderr).toMatchInlineSnapshot(`
   "warning: dist/production.yaml:52:1: "cert-manager" and 1 more wait for "gone", which is not in dist; until it is ready on the cluster, Flux installs nothing that waits for it
   "
  `);
});

describe('fails with 1', () => {
  test.each([
    ['a missing folder', {}, /^error: dist cannot be read: it does not exist .*\nerror: no HelmRelease .*cdk8s synth/],
    [
      'an empty folder',
      { 'dist/.keep': '' },
      /^error: no HelmRelease was found in dist. Run "cdk8s synth" first, .*\n$/,
    ],
    ['a folder without releases', { 'dist/a.yaml': 'kind: ConfigMap' }, /^error: no HelmRelease was found in dist/],
    ['only broken YAML', { 'dist/a.yaml': 'a: b: c' }, /^error: dist\/a.yaml:1:4: not readable as YAML: .*\nerror: no/],
  ])('for %s', async (_, files, words) => {
    const { code, stdout, stderr } = await plan(files);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
  });

  test('for broken YAML, and shows what could be read', async () => {
    const { code, stdout, stderr } = await plan({
      ...production(PLATFORM),
      'dist/x.yaml': 'kind: A\r\nspec: a: b\r\n',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^production: 3 releases in 3 layers\n/);
    expect(stderr).toMatch(/^error: dist\/x.yaml:2:7: not readable as YAML: Nested mappings .*\n$/);
  });

  test('for a cycle, without the path that leads into it', async () => {
    const files = production({
      ...PLATFORM,
      'cert-manager': { layer: 0, dependsOn: ['flagger'], named: 'flagger' },
      shop: { dependsOn: ['flagger'] },
    });
    const { code, stdout, stderr } = await plan(files);
    expect(code).toBe(1);
    expect(stdout).toContain('flagger 1.2.3       linkerd2 (layer 1)\n');
    expect(stderr).toMatchInlineSnapshot(`
     "error: dist/production.yaml:52:1: releases wait for each other: cert-manager -> flagger -> linkerd2 (layer 1) -> cert-manager (layer 0). Remove one of these dependencies, or change a layer
     "
    `);
  });

  test('for a release that waits for itself', async () => {
    const { code, stderr } = await plan(production({ vault: { dependsOn: ['vault'] } }));
    expect(code).toBe(1);
    expect(stderr).toBe('error: dist/production.yaml:2:1: "vault" waits for itself. Drop the dependency\n');
  });

  test('for one release in two files of a cluster, not of two clusters', async () => {
    const { code, stderr } = await plan({
      'dist/core/a.yaml': releaseText('vault'),
      'dist/core/b.yaml': releaseText('vault', { layer: 1 }) + releaseText('vault', { namespace: 'team-a' }),
      'dist/edge/a.yaml': releaseText('vault'),
    });
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "error: dist/core/a.yaml:2:1: HelmRelease flux-system/vault is written 2 times: dist/core/a.yaml:2, dist/core/b.yaml:2. Rename or remove one
     "
    `);
  });
});
