/**
 * Files of charts that `pctl show` prints, from repositories and registries on loopback.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../lib/sources/cache/sha256';
import { ociChart } from '../../servers/oci-chart';
import { packChart } from '../../sources/pack-chart';
import { servePaging } from '../../sources/registry/registry-reading';
import { serve } from '../../sources/serve';
import { cwd, env, pctl } from '../catalogs/catalogs-folder';
import { run } from '../../../lib/cli/pctl';

/** With a byte order mark less, everything else verbatim: comments, Windows line ends, no line end. */
const VALUES = '# how many\r\nreplicas: 2\r\nimage: {tag: 1.10}\r\nnote: "\u202e"';
const FILES = { 'values.yaml': VALUES, 'ReadMe.MD': '# Linkerd\n', 'charts/proxy/values.yaml': 'a: 1\n' };

/** A repository with the chart linkerd2, whose archive is at an odd place, behind a login. */
async function serveChart(archive = packChart('linkerd2', FILES)) {
  const annotations = { 'weave.works/profile': 'linkerd2' };
  const urls = ['files/mesh.tgz'];
  const version = { name: 'linkerd2', version: '0.0.16', digest: sha256(archive), urls, annotations };
  const served: Record<string, string | Buffer> = {
    '/index.yaml': JSON.stringify({ apiVersion: 'v1', entries: { linkerd2: [version] } }),
    '/files/mesh.tgz': archive,
  };
  const repository = await serve(({ url = '', headers }, response) => {
    const isKnown = headers.authorization === `Basic ${Buffer.from('ann:pw').toString('base64')}`;
    response.writeHead(isKnown ? (url in served ? 200 : 404) : 401).end(isKnown ? served[url] : '');
  });
  const { host } = repository;
  Object.assign(env, { CDK8S_PROFILES_PLATFORM_USERNAME: 'ann', CDK8S_PROFILES_PLATFORM_PASSWORD: 'pw' });
  env.CDK8S_PROFILES_PLATFORM_HOST = host;
  await pctl('catalog', 'add', 'platform', repository.url);
  expect((await pctl('catalog', 'update', '--quiet')).stderr).toBe('');
  return { ...repository, served };
}

test('values and README are printed verbatim, and downloaded once, with the login of the catalog', async () => {
  const { requests } = await serveChart();
  requests.length = 0;
  expect(await pctl('show', 'linkerd2', '--values')).toEqual({ code: 0, stdout: VALUES, stderr: '' });
  expect(requests.map(({ url }) => url)).toEqual(['/index.yaml', '/files/mesh.tgz']);
  expect((await pctl('show', 'linkerd2@0.0.16', '--readme')).stdout).toBe('# Linkerd\n');
  expect((await pctl('show', 'linkerd2', '--values', '-o', 'yaml')).stdout).toBe(VALUES);
  expect(JSON.parse((await pctl('show', 'linkerd2', '--values', '-o', 'json')).stdout)).toMatchObject({
    replicas: 2,
    image: { tag: 1.1 },
  });
  expect(requests).toHaveLength(2);
});

test('a terminal gets no characters that are invisible', async () => {
  await serveChart();
  const out: string[] = [];
  await run(['show', 'linkerd2', '--values'], {
    stdout: text => out.push(text),
    stderr: () => {},
    cwd,
    env,
    columns: 80,
  });
  expect(out.join('')).toBe(VALUES.replaceAll('\r', '').replace('\u202e', '\\u202e'));
});

test('fails for an archive that is not the locked one, for one that is gone, and without the manifest', async () => {
  const { served, host } = await serveChart();
  const shown = () => pctl('show', 'linkerd2', '--values');
  served['/files/mesh.tgz'] = packChart('linkerd2', { 'values.yaml': 'evil: true\n' });
  expect(await shown()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('not the one that the catalog lists') }); // prettier-ignore
  delete served['/files/mesh.tgz'];
  expect((await shown()).stderr).toBe(
    `error: platform/linkerd2 0.0.16: its archive http://${host}/files/mesh.tgz does not exist (404)\n`,
  );
  served['/index.yaml'] = JSON.stringify({ apiVersion: 'v1', entries: {} });
  expect((await shown()).stderr).toContain('its repository does not offer it any more');
  env.CDK8S_PROFILES_PLATFORM_PASSWORD = 'wrong';
  expect((await shown()).stderr).toMatch(/^error: platform\/linkerd2 0\.0\.16: HelmRepository .* cannot be read: /);
  fs.rmSync(join(cwd, 'catalogs/platform.yaml'));
  expect((await shown()).stderr).toContain('HelmRepository flux-system/platform is not in catalogs. Bring its manifest back'); // prettier-ignore
});

test('fails for a chart without such a file', async () => {
  await serveChart(packChart('linkerd2', { 'charts/proxy/README.md': '#' }));
  expect((await pctl('show', 'linkerd2', '--readme')).stderr).toBe(
    'error: platform/linkerd2 0.0.16: its chart has no README\n',
  );
  expect(await pctl('show', 'linkerd2', '--values')).toMatchObject({ code: 1, stdout: '' });
});

test('a chart in a registry', async () => {
  const { registry, server, asked } = await servePaging();
  registry.push('charts/linkerd2', ociChart({ version: '1.0.0', files: FILES }));
  await pctl('catalog', 'add', 'mesh', `oci://${server.host}/charts/linkerd2`);
  await pctl('catalog', 'update', '--quiet');
  expect(await pctl('show', 'linkerd2', '--values')).toEqual({ code: 0, stdout: VALUES, stderr: '' });
  const before = asked().length;
  expect((await pctl('show', 'linkerd2', '--readme')).stdout).toBe('# Linkerd\n');
  expect(asked()).toHaveLength(before);
});
