/**
 * `pctl catalog add`.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../constructs/temporary-folder';
import { pctlIn } from '../pctl-in';
import { cwd, env, pctl, read, write, repository } from './catalog-command';

describe('add', () => {
  const URL = 'https://charts.example.com';

  test('writes a manifest that Flux accepts, with all options', async () => {
    await pctl(
      'add',
      'shops',
      URL,
      '--namespace',
      'team-a',
      '--all-charts',
      '--version-filter',
      '>=1',
      '--secret',
      'x',
    );
    expect(read('catalogs/shops.yaml')).toBe(`apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  annotations:
    weave.works/helm-version-filter: ">=1"
    weave.works/profiles: "true"
  name: shops
  namespace: team-a
spec:
  interval: 10m
  secretRef:
    name: x
  url: https://charts.example.com
`);
  });

  test('writes an OCIRepository for a chart in a registry, and a HelmRepository of type oci for a folder', async () => {
    await pctl('add', 'mesh', 'oci://registry.example.com/charts/linkerd2');
    expect(read('catalogs/mesh.yaml')).toBe(`apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: mesh
  namespace: flux-system
spec:
  interval: 10m
  url: oci://registry.example.com/charts/linkerd2
`);
    await pctl('add', 'all', 'oci://registry.example.com/charts', '--folder', '--insecure', '--secret', 'login');
    expect(read('catalogs/all.yaml')).toContain(`spec:
  insecure: true
  interval: 10m
  secretRef:
    name: login
  type: oci
  url: oci://registry.example.com/charts
`);
    expect((await pctl('list', '-o', 'name')).stdout).toBe('flux-system/all\nflux-system/mesh\n');
  });

  test('writes to the folder that is given, or found, or created', async () => {
    fs.mkdirSync(join(cwd, '.git'));
    fs.mkdirSync(join(cwd, 'app'));
    await pctl('add', 'a', URL, '--catalogs', 'other/place');
    await pctl('add', 'b', URL);
    await pctlIn(join(cwd, 'app'), ['catalog', 'add', 'c', URL, '--quiet'], env);
    expect(Object.keys(filesIn(cwd))).toEqual(['catalogs/b.yaml', 'catalogs/c.yaml', 'other/place/a.yaml']);
  });

  test.each([
    [['Platform', URL], 'error: name "Platform" is not allowed'],
    [['../platform', URL], 'error: name "../platform" is not allowed'],
    [['platform.lock', URL], 'would look like a lock file'],
    [['platform', 'charts.example.com'], 'error: URL "charts.example.com" cannot be used'],
    [
      ['platform', 'https://me:secret@charts.example.com'],
      'error: URL "https://***@charts.example.com" cannot be used',
    ],
    [['platform', 'oci://registry.example.com'], 'it names no chart; write it as in oci://registry'],
    [['platform', 'oci://registry.example.com/charts/linkerd2:1.0.0'], 'it contains a tag or a digest'],
    [['platform', 'oci://me:secret@registry.example.com/x'], 'error: URL "oci://***@registry.example.com/x" cannot'],
    [
      ['platform', URL, '--folder'],
      'error: "--folder" works only with registries, but https://charts.example.com is a',
    ],
    [['platform', URL, '--insecure'], 'error: "--insecure" works only with registries'],
    [['platform', URL, '--namespace', 'a.b'], 'error: namespace "a.b" is not allowed'],
    [['platform', URL, '--version-filter', '>>1'], 'error: version filter ">>1"'],
    [['platform', URL, '--secret', 'a b'], 'error: name of a Secret "a b" is not allowed'],
  ])('fails for %j, and writes nothing', async (argv, words) => {
    const { code, stdout, stderr } = await pctl('add', ...argv);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(words) });
    expect(stderr).not.toContain('me:secret');
    expect(filesIn(cwd)).toEqual({});
  });

  test('fails for a catalog or a file that exists already', async () => {
    write('catalogs/all.yaml', repository('platform', URL));
    write('catalogs/shops.yaml', 'mine');
    expect((await pctl('add', 'platform', URL)).stderr).toBe(
      'error: catalog flux-system/platform is in catalogs/all.yaml:1 already. Change it there, or choose another name\n',
    );
    expect((await pctl('add', 'shops', URL)).stderr).toMatch(/^error: catalogs\/shops.yaml already exists/);
    expect(read('catalogs/shops.yaml')).toBe('mine');
    expect((await pctl('add', 'platform', URL, '--namespace', 'other')).code).toBe(0);
  });
});
