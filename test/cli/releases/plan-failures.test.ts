/**
 * What `pctl plan` warns of, and fails for.
 */
import { releaseText } from '../../deliver/written-files';
import { plan, production, PLATFORM } from './plan-of';

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
    ['a missing folder', {}, /^error: dist cannot be read: it does not exist .*\. Run "pctl synth" first, .*\n$/],
    [
      'an empty folder',
      { 'dist/.keep': '' },
      /^error: no HelmRelease was found in dist. Run "pctl synth" first, .*\n$/,
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
