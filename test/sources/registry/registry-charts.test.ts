/**
 * Registries with pages and redirects, and with wrong or endless responses.
 */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, strangerOptions } from './registry-reading';
import { answering, serve } from '../serve';
import { Authority, type Certificate } from '../certificates';
import { CHART, unreadable, serveCharts } from './served-charts';

test('tags come in pages', async () => {
  const versions = Array.from({ length: 7 }, (_, i) => `1.0.${i}`);
  const { source, asked } = await serveCharts(versions, { pageSize: 3 });
  expect((await readAll(source)).names).toEqual(versions.map(version => `linkerd2 ${version}`).reverse());
  expect(asked().filter(line => line.includes('/tags/'))).toEqual([
    'GET /v2/charts/linkerd2/tags/list?n=1000',
    'GET /v2/charts/linkerd2/tags/list?last=1.0.2&n=3',
    'GET /v2/charts/linkerd2/tags/list?last=1.0.5&n=3',
  ]);
});

test('only tags that are versions in the filter are requested', async () => {
  const { source, registry, asked } = await serveCharts(['1.0.0', '2.0.0', '2.1.0-rc.1']);
  for (const tag of ['latest', 'sha256-abc.sig', 'v']) registry.push(CHART, { ...ociChart({ version: '1.0.0' }), tag });
  expect((await readAll({ ...source, versionFilter: '>=2' })).names).toEqual(['linkerd2 2.0.0']);
  expect(asked().filter(line => line.startsWith('HEAD'))).toEqual(['HEAD /v2/charts/linkerd2/manifests/2.0.0']);
});

test('new content costs two requests for each tag, and one more for the first', async () => {
  const { source, asked } = await serveCharts(['1.0.0', '1.1.0', '1.2.0']);
  await readAll(source);
  expect(
    asked()
      .map(line => line.replace(/sha256:.*/, 'DIGEST').replace('/v2/charts/linkerd2/', ''))
      .sort(),
  ).toEqual([
    'GET blobs/DIGEST',
    'GET blobs/DIGEST',
    'GET blobs/DIGEST',
    'GET manifests/1.1.0',
    'GET manifests/1.2.0',
    'GET manifests/DIGEST',
    'GET tags/list?n=1000',
    'HEAD manifests/1.0.0',
  ]);
});

test('what was read is not read again: a tag costs one request for its digest', async () => {
  const { source, registry, server } = await serveCharts(['1.0.0', '1.1.0']);
  const options = strangerOptions();
  await readAll(source, options);
  const before = server.requests.length;
  const { names, isUnchanged } = await readAll(source, options);
  expect({ names, isUnchanged, requests: server.requests.length - before }).toEqual({
    names: ['linkerd2 1.1.0', 'linkerd2 1.0.0'],
    isUnchanged: true,
    requests: 3, // the list, and two digests
  });
  const moved = registry.push(CHART, ociChart({ version: '1.0.0', metadata: { description: 'Other' } }));
  const { entries, isUnchanged: isStill } = await readAll(source, options);
  expect(isStill).toBe(false);
  expect(entries[1].origin).toMatchObject({ digest: moved });
});

test('annotations of the manifest take precedence, and missing ones come from the config', async () => {
  const { registry, source } = await serveCharts([]);
  const annotations = { 'weave.works/profile': 'old', 'weave.works/layer': 'layer-1' };
  const manifestAnnotations = { 'weave.works/profile': 'new', 'org.opencontainers.image.title': 'linkerd2' };
  registry.push(CHART, ociChart({ version: '1.0.0', annotations, manifestAnnotations }));
  registry.push(CHART, ociChart({ version: '1.1.0', annotations: {}, manifestAnnotations }));
  const { entries } = await readAll(source);
  expect(entries.map(({ name, version, layer }) => [name, version, layer])).toEqual([
    ['new', '1.1.0', undefined],
    ['new', '1.0.0', 1],
  ]);
});

test('without a digest header, the digest is that of the manifest', async () => {
  const intercept = ({ method, url }: IncomingMessage, response: ServerResponse) => {
    if (method !== 'HEAD') return false;
    response.writeHead(url!.endsWith('1.0.0') ? 405 : 200).end();
    return true;
  };
  const { source, digests } = await serveCharts(['1.0.0', '1.1.0'], { intercept });
  const { entries } = await readAll(source);
  expect(entries.map(({ origin }) => origin)).toEqual(
    [...digests].reverse().map(digest => ({ kind: 'chart', chart: 'linkerd2', digest })),
  );
});

test('tags that are moved from version to version are not versions', async () => {
  const { registry, source } = await serveCharts(['1.2.3']);
  for (const tag of ['1', '1.2', 'v1']) registry.push(CHART, { ...ociChart({ version: '1.2.3' }), tag });
  const { names, words } = await readAll(source);
  expect({ names, words }).toEqual({ names: ['linkerd2 1.2.3'], words: [] });
});

test('a registry that stays busy is one problem', async () => {
  const intercept = ({ url }: IncomingMessage, response: ServerResponse) => {
    if (!url!.includes('/manifests/')) return false;
    response.writeHead(503).end();
    return true;
  };
  const { source, server } = await serveCharts(
    Array.from({ length: 20 }, (_, i) => `1.0.${i}`),
    { intercept },
  );
  const { words, isRead } = await readAll(source, strangerOptions(), { retries: 1 });
  expect({ words, isRead }).toEqual({
    words: [expect.stringMatching(/tag "1\.0\.0" of .*charts\/linkerd2, and others: .* answers with 503$/)],
    isRead: false,
  });
  expect(server.requests.length).toBeLessThan(30);
});

test('the time limit is for a whole source, and what was read until then is cached', async () => {
  let isSlow = true;
  const intercept = ({ url }: IncomingMessage) => isSlow && url!.endsWith('/1.0.3');
  const { source } = await serveCharts(['1.0.0', '1.0.1', '1.0.2', '1.0.3'], { intercept });
  const options = strangerOptions();
  expect((await readAll(source, options, { totalMs: 400 })).words).toEqual([unreadable('it took longer than 0.4 s altogether')]); // prettier-ignore
  expect(readdirSync(`${options.cacheFolder}/registries`)).toHaveLength(6);
  isSlow = false;
  expect((await readAll(source, options)).names).toHaveLength(4);
});

test('a registry behind a proxy is reached through it', async () => {
  const { registry } = await serveCharts(['1.0.0']);
  const proxy = await serve(registry.handle);
  const source = registryAt(`oci://registry.invalid/${CHART}`, { insecure: true });
  expect((await readAll(source, strangerOptions({ env: { HTTP_PROXY: proxy.url } }))).names).toEqual(['linkerd2 1.0.0']); // prettier-ignore
  expect(proxy.requests[0].url).toBe(`http://registry.invalid/v2/${CHART}/tags/list?n=1000`);
});

describe('TLS', () => {
  const authority = new Authority();
  const certificate: Certificate = authority.issue('127.0.0.1');

  test('is used on this machine too if the registry does, with an authority of a Secret', async () => {
    const { registry } = await serveCharts(['1.0.0']);
    const server = await serve(registry.handle, certificate);
    const secrets = new Map([['default/tls', new Map([['ca.crt', authority.ca]])]]);
    const source = registryAt(`oci://${server.host}/${CHART}`, { certSecretName: 'tls' });
    expect((await readAll(source, strangerOptions({ secrets }))).names).toEqual(['linkerd2 1.0.0']);
    expect((await readAll(registryAt(`oci://${server.host}/${CHART}`))).words[0]).toContain('its certificate is issued by an authority that is not trusted'); // prettier-ignore
  });

  test('plain HTTP is used at once if the source is insecure, and otherwise only on this machine', async () => {
    const { source, asked } = await serveCharts(['1.0.0']);
    expect((await readAll({ ...source, insecure: true })).names).toEqual(['linkerd2 1.0.0']);
    expect(asked()[0]).toContain('/tags/');
    const plain = await serve(answering('{}'));
    const url = `oci://registry.invalid:${plain.host.split(':')[1]}/${CHART}`;
    expect((await readAll(registryAt(url), strangerOptions({ env: { HTTP_PROXY: plain.url } }))).isRead).toBe(false);
    expect(plain.requests).toHaveLength(0);
  });
});

test('cached content is checked against its digest, even if it was overwritten', async () => {
  const { source, server } = await serveCharts(['1.0.0']);
  const options = strangerOptions({ cacheFolder: temporaryFolder() });
  await readAll(source, options);
  const folder = `${options.cacheFolder}/registries`;
  expect(readdirSync(folder)).toHaveLength(2);
  for (const name of readdirSync(folder)) writeFileSync(`${folder}/${name}`, '{}');
  // as a killed process leaves it
  const [old, now] = ['.pctl-00000000-4711-00000000.tmp', '.pctl-00000000-4712-00000000.tmp'];
  for (const name of [old, now]) writeFileSync(`${folder}/${name}`, '{');
  utimesSync(`${folder}/${old}`, 0, 0);
  const before = server.requests.length;
  expect((await readAll(source, options)).names).toEqual(['linkerd2 1.0.0']);
  expect(server.requests.length - before).toBe(4); // the list, the digest, and both again
  expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([now]);
});
