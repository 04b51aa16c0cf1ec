/**
 * `pctl add CHART --url URL`: charts that no catalog lists, from real servers.
 */
import { existsSync, readFileSync } from 'node:fs';
import { repositoryOf } from '../../constructs/folder/subscription-texts';
import { filesIn, temporaryFolder } from '../../constructs/temporary-folder';
import { DockerRegistry, hasDockerRegistry } from '../../servers/docker-registry';
import { ociChart } from '../../servers/oci-chart';
import { answering, indexOf, serve } from '../../sources/serve';
import { pctlIn } from '../pctl-in';

const CLUSTER = { 'subscriptions/production/cluster.yaml': 'apiVersion: cdk8s-profiles/v1\nkind: Cluster\n' };
const INDEX = indexOf(['podinfo', '6.10.0-rc.1', '6.9.2', '6.9.1', '6.8.0'], ['constructor', '1.0.0']).replaceAll(
  /weave.works\/profile: podinfo/g,
  'weave.works/layer: layer-2',
);

const env = { XDG_CACHE_HOME: temporaryFolder() };
const pctl = (...argv: string[]) => pctlIn(process.cwd(), argv, env);
const read = (name: string) => readFileSync(`subscriptions/production/${name}.yaml`, 'utf8');

test('a chart of a Helm repository is written exactly, with the layer that it declares', async () => {
  repositoryOf(CLUSTER);
  const { url } = await serve(answering(INDEX));
  const added = await pctl('add', 'podinfo', '--url', `${url}/`, '--set', 'replicaCount=2');
  expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Add podinfo 6\.9\.2 to production\n/) });
  expect(read('podinfo').replace(url, 'URL').split('spec:\n')[1]).toMatchInlineSnapshot(`
   "  chart:
       url: URL
       name: podinfo
       version: 6.9.2
     layer: 2
     values:
       replicaCount: 2
   "
  `);
  expect(Object.values(filesIn('dist')).join('')).toContain('version: 6.9.2');
  expect((await pctl('add', 'podinfo@~6.8.0', '--url', url, '--name', 'older', '--layer', '3')).code).toBe(0);
  expect(read('older')).toContain('version: 6.8.0\n  layer: 3\n');
  expect((await pctl('add', 'podinfo@>=6.10.0-0', '--url', url, '--name', 'next')).code).toBe(0);
  expect(read('next')).toContain('version: 6.10.0-rc.1\n');
  expect((await pctl('add', 'constructor', '--url', url)).code).toBe(0);
  expect((await pctl('synth', '--check')).code).toBe(0);
});

test('an exact version needs no server, and says that it is not checked', async () => {
  repositoryOf(CLUSTER);
  const { url, host } = await serve((_, response) => response.writeHead(403).end());
  const exact = await pctl('add', 'podinfo@6.9.9', '--url', url);
  expect(exact.code).toBe(0);
  expect(exact.stderr.replaceAll(url, 'URL').replaceAll(host, 'HOST').split('\n').at(-2)).toMatchInlineSnapshot(
    `"version 6.9.9 is not checked: URL cannot be read: HOST asks for credentials; name a Secret in "secretRef", or set CDK8S_PROFILES_PODINFO_USERNAME and CDK8S_PROFILES_PODINFO_PASSWORD or CDK8S_PROFILES_PODINFO_TOKEN (403)"`,
  );
  expect(read('podinfo')).toContain('version: 6.9.9\n');
  const range = await pctl('add', 'podinfo@~6.9', '--url', url, '--name', 'other');
  expect(range.code).toBe(1);
  expect(range.stderr.replaceAll(url, 'URL').replaceAll(host, 'HOST')).toMatchInlineSnapshot(`
   "error: URL cannot be read: HOST asks for credentials; name a Secret in "secretRef", or set CDK8S_PROFILES_PODINFO_USERNAME and CDK8S_PROFILES_PODINFO_PASSWORD or CDK8S_PROFILES_PODINFO_TOKEN (403). Or give an exact version, "podinfo@VERSION", which is then not checked
   "
  `);
});

test('the login of a catalog that is called like the chart is not sent to another server', async () => {
  const catalog = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: podinfo\nspec:\n  url: https://charts.example.com\n'; // prettier-ignore
  const root = repositoryOf({ ...CLUSTER, 'catalogs/podinfo.yaml': catalog });
  const { url, requests } = await serve(answering(INDEX));
  const logins = { CDK8S_PROFILES_PODINFO_USERNAME: 'me', CDK8S_PROFILES_PODINFO_PASSWORD: 'hunter2' };
  const { code, stderr } = await pctlIn(root, ['add', 'podinfo', '--url', url], { ...env, ...logins });
  expect([code, requests]).toEqual([1, []]);
  expect(stderr).toContain('could be meant for HelmRepository default/podinfo (charts.example.com) and');
});

test('what is wrong with a chart, its URL and the cluster is reported together, and nothing is written', async () => {
  const root = repositoryOf(CLUSTER);
  const before = filesIn(root);
  const { url, requests } = await serve(answering(INDEX));
  const said: string[] = [];
  for (const argv of [
    ['podinfo@x y', '--url', 'https://me:hunter2@charts.example.com'],
    ['mesh/podinfo', '--url', 'charts.example.com'],
    ['podinfo@', '--url', 'oci://registry.example.com/Charts'],
    ['podinfo', '--url', 'git@github.com:me/profiles.git'],
    ['podinf', '--url', url, '--cluster', 'producton'],
    ['podinfo@~7', '--url', url],
    ['podinfo@6.9.3', '--url', url],
  ]) {
    const { code, stderr } = await pctl('add', ...argv);
    expect([argv, code]).toEqual([argv, 1]);
    said.push(stderr.replaceAll(url, 'URL'));
  }
  expect(said.join('')).toMatchInlineSnapshot(`
   "error: "x y" is not a version range: "x y" is not readable; write it as in "^1.2.0", ">=1.2 <2", "1.x" or "1.2 - 1.4"
   error: "--url https://***@charts.example.com" cannot be used: it contains a user or a password; give them to Flux in a Secret
   error: "mesh/podinfo" is not readable. With "--url", write CHART[@RANGE]; for the name, use letters, digits, "-", "_" and ".", at most 250, beginning with a letter or digit
   error: "--url charts.example.com" cannot be used: write it in full, such as https://charts.example.com or oci://registry.example.com/charts
   error: "podinfo@" is not readable. With "--url", write CHART[@RANGE]
   error: "--url oci://registry.example.com/Charts" cannot be used: a registry takes lower-case letters and digits, with ".", "_" or "-" between them, and "/"
   error: "--url git@github.com:me/profiles.git" cannot be used: write it in full, such as https://charts.example.com or oci://registry.example.com/charts
   error: URL has no chart "podinf"; the nearest: podinfo. Correct the name
   error: there is no cluster "producton" in "subscriptions"; the nearest: production. Correct the name, or add it with "pctl init --cluster producton"
   error: URL has no version of "podinfo" in "~7"; the nearest: 6.9.2, 6.9.1, 6.8.0. Widen the range
   error: URL has no version of "podinfo" in "6.9.3"; the nearest: 6.9.2, 6.9.1, 6.8.0. Widen the range
   "
  `);
  expect(requests).toHaveLength(3);
  expect(filesIn(root)).toEqual(before);
  expect(existsSync('dist')).toBe(false);
});

const describeRegistry = hasDockerRegistry ? describe : describe.skip;
describeRegistry('docker-registry', () => {
  let registry: DockerRegistry;
  beforeAll(async () => {
    registry = await DockerRegistry.start(temporaryFolder());
    for (const version of ['6.8.0', '6.9.2', '6.10.0-rc.1']) {
      await registry.push('charts/podinfo', ociChart({ name: 'podinfo', version }));
    }
  });
  afterAll(() => registry.stop());

  test('a chart of a registry is found in its folder', async () => {
    repositoryOf(CLUSTER);
    const url = `oci://${registry.host}/charts`;
    expect((await pctl('add', 'podinfo', '--url', url)).code).toBe(0);
    expect(read('podinfo')).toContain(`url: ${url}\n    name: podinfo\n    version: 6.9.2\n`);
    expect((await pctl('add', 'podinfo@6.8', '--url', url, '--name', 'older')).code).toBe(0);
    expect(read('older')).toContain('version: 6.8.0\n');
    const wrong = await Promise.all([
      pctl('add', 'podinfo@~7', '--url', url, '--name', 'a'),
      pctl('add', 'podinfo', '--url', `${url}/podinfo`, '--name', 'b'),
    ]);
    expect(wrong.map(({ code, stderr }) => `${code} ${stderr.replaceAll(registry.host, 'HOST')}`))
      .toMatchInlineSnapshot(`
     [
       "1 error: oci://HOST/charts has no version of "podinfo" in "~7". Widen the range
     ",
       "1 error: oci://HOST/charts/podinfo cannot be read: HOST has no repository charts/podinfo/podinfo (404); check the URL. Or give an exact version, "podinfo@VERSION", which is then not checked
     ",
     ]
    `);
  });
});
