/**
 * Registries with pages and redirects, and with wrong or endless responses.
 */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { digestOf, ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';
import { answering, serve } from '../serve';
import { Authority, type Certificate } from '../certificates';

const CHART = 'charts/linkerd2';
const LINE = 'catalogs/mesh.yaml:1:1: ';
const unreadable = (reason: string) => `${LINE}OCIRepository default/mesh cannot be read: ${reason}`;

async function serveCharts(versions: readonly string[], options: Parameters<typeof servePaging>[0] = {}) {
  const serving = await servePaging(options);
  const digests = versions.map(version => serving.registry.push(CHART, ociChart({ version })));
  return { ...serving, digests, source: registryAt(`oci://${serving.server.host}/${CHART}`) };
}

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

describe('a wrong tag is one problem, and all others are read', () => {
  const of = (host: string, tag: string, reason: string) => `${LINE}tag "${tag}" of ${host}/${CHART} cannot be used: ${reason}`; // prettier-ignore

  test.each([
    [
      'an invalid layer',
      { annotations: { 'weave.works/profile': 'x', 'weave.works/layer': 'top' } },
      '"weave.works/layer" is "top" (write a whole number from 0, as in "layer-2")',
    ],
    [
      'an annotation that is not text',
      { annotations: { 'weave.works/profile': 7 } },
      '"weave.works/profile" is the number 7 (quote it: "7")',
    ],
    ['keywords that are not a list', { metadata: { keywords: 'mesh' } }, '"keywords" is text (write a list)'],
    [
      'another version than its tag',
      { metadata: { version: '1.0.1' } },
      'its chart says that it is version "1.0.1"; tag it so, as "helm push" does',
    ],
    [
      'metadata that is nested too deeply',
      { metadata: { maintainers: [[[[[[[[]]]]]]]] } },
      '"maintainers" holds a list (write a list of maps)',
    ],
  ])('%s', async (_, chart, reason) => {
    const { registry, source, server } = await serveCharts(['2.0.0']);
    registry.push(CHART, ociChart({ version: '1.0.0', ...chart }));
    const { names, words, unreadCharts } = await readAll(source);
    expect({ names, words, unreadCharts }).toEqual({
      names: ['linkerd2 2.0.0'],
      words: [of(server.host, '1.0.0', reason)],
      unreadCharts: [{ chart: 'linkerd2', version: '1.0.0' }],
    });
  });

  const other = digestOf(Buffer.from('other'));
  const lies: [string, (request: IncomingMessage, response: ServerResponse) => boolean, string][] = [
    [
      'a manifest with another digest',
      ({ method, url }, response) => {
        if (method !== 'GET' || !/manifests\/sha256/.test(url!)) return false;
        response.writeHead(200).end('{}');
        return true;
      },
      'its manifest is not the one that the registry announced: its SHA-256 is ',
    ],
    [
      'a header with another digest',
      ({ method, url }, response) => {
        if (!url!.includes('/manifests/')) return false;
        response.writeHead(200, method === 'GET' ? { 'docker-content-digest': other } : {}).end('{}');
        return true;
      },
      'its manifest is not the one that the registry announced: its SHA-256 is ',
    ],
    [
      'a config with another digest',
      ({ url }, response) => {
        if (!url!.includes('/blobs/')) return false;
        response.writeHead(200).end('{"name": "linkerd2"}');
        return true;
      },
      'its config is not the one that the registry announced: its SHA-256 is ',
    ],
    [
      'an invalid digest',
      ({ method }, response) => {
        if (method !== 'HEAD') return false;
        response.writeHead(200, { 'docker-content-digest': 'sha256:../../etc/passwd' }).end();
        return true;
      },
      'the digest of its manifest, "sha256:../../etc/passwd", is not a SHA-256 digest',
    ],
    [
      'a missing config',
      ({ url }, response) => {
        if (!url!.includes('/blobs/')) return false;
        response.writeHead(404).end();
        return true;
      },
      'its config sha256:',
    ],
  ];

  test.each(lies)('%s', async (_, intercept, reason) => {
    const { source, server } = await serveCharts(['1.0.0'], { intercept });
    const options = strangerOptions();
    for (let i = 0; i < 2; i++) {
      const { names, words, isRead } = await readAll(source, options);
      expect({ names, isRead, count: words.length }).toEqual({ names: [], isRead: true, count: 1 });
      expect(words[0]).toContain(of(server.host, '1.0.0', reason));
    }
  });

  test('a manifest of more than 4 MB', async () => {
    const intercept = ({ method, url }: IncomingMessage, response: ServerResponse) => {
      if (method !== 'GET' || !url!.includes('/manifests/')) return false;
      response.writeHead(200);
      for (let i = 0; i < 5; i++) response.write(' '.repeat(1024 * 1024));
      response.end();
      return true;
    };
    const { source, server } = await serveCharts(['1.0.0'], { intercept });
    expect((await readAll(source)).words).toEqual([
      of(server.host, '1.0.0', 'the response is larger than 4 MB, the most that is read'),
    ]);
  });

  test('text that is not valid JSON', async () => {
    const { registry, source, server } = await serveCharts([]);
    const manifest = Buffer.from('<html>');
    registry.push(CHART, { ...ociChart({ version: '1.0.0' }), manifest, digest: digestOf(manifest) });
    expect((await readAll(source)).words).toEqual([of(server.host, '1.0.0', 'its manifest is not a JSON object')]);
  });
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

describe('endless lists', () => {
  const listing = (next: (count: number) => { tags: readonly string[]; link?: string }) => {
    let count = 0;
    return ({ url }: IncomingMessage, response: ServerResponse) => {
      if (!url!.includes('/tags/')) return false;
      const { tags, link } = next(count++);
      response.writeHead(200, link === undefined ? {} : { link: `<${link}>; rel="next"` });
      response.end(JSON.stringify({ tags }));
      return true;
    };
  };
  const again = `/v2/${CHART}/tags/list?last=x`;

  test.each([
    [
      'a page that repeats itself',
      listing(() => ({ tags: ['a'], link: again })),
      'lists tags without end: a page repeats those before it, and announces another one',
    ],
    [
      'empty pages',
      listing(() => ({ tags: [], link: again })),
      'lists tags without end: a page repeats those before it, and announces another one',
    ],
    [
      'endless names',
      listing(count => ({ tags: [`${count}`.repeat(100_000)], link: again })),
      'lists tags without end: a page repeats those before it, and announces another one',
    ],
    [
      'a new tag on each page',
      listing(count => ({ tags: [`t${count}`], link: again })),
      'lists tags in more than 1000 pages',
    ],
    [
      '100,001 tags',
      listing(count => ({ tags: Array.from({ length: 20_000 }, (_, i) => `t${count}-${i}`), link: again })),
      'lists more than 100000 tags',
    ],
    [
      'a next page at another address',
      listing(() => ({ tags: ['a'], link: 'https://evil.invalid/v2/' })),
      'continues its list at another address, which is not read',
    ],
    [
      'a web page',
      (_: IncomingMessage, response: ServerResponse) => !response.writeHead(200).end('<html>').headersSent || true,
      'answers with something that is not a list of tags; check the URL',
    ],
  ])('fails for %s', async (_, intercept, reason) => {
    const { source, server } = await serveCharts(['1.0.0'], { intercept });
    const { words, isRead } = await readAll(source);
    expect({ words, isRead }).toEqual({ words: [unreadable(`${server.host} ${reason}`)], isRead: false });
  });
});

describe('a folder of charts', () => {
  const folder = (host: string) => registryAt(`oci://${host}/charts`, { kind: 'HelmRepository' });

  test('a chart that cannot be read is one problem, and its previous entries stay', async () => {
    const intercept = ({ url }: IncomingMessage, response: ServerResponse) => {
      if (!url!.startsWith('/v2/charts/flagger/tags')) return false;
      response.writeHead(418).end();
      return true;
    };
    const { registry, server } = await serveCharts(['1.0.0'], { intercept, pageSize: 1 });
    registry.push('charts/flagger', ociChart({ name: 'flagger', version: '1.0.0' }));
    const { names, words, isRead, unreadCharts } = await readAll(folder(server.host));
    expect({ names, isRead, unreadCharts }).toEqual({
      names: ['linkerd2 1.0.0'],
      isRead: true,
      unreadCharts: [{ chart: 'flagger' }],
    });
    expect(words).toEqual([
      `${LINE}repository charts/flagger of HelmRepository default/mesh cannot be read: ${server.host}/charts/flagger answers with 418`,
    ]);
  });

  test('fails for a registry that does not list its repositories, and says what to write instead', async () => {
    const { server } = await serveCharts(['1.0.0'], { hasCatalog: false });
    expect((await readAll(folder(server.host))).words).toEqual([
      `${LINE}HelmRepository default/mesh cannot be read: ${server.host} does not list its repositories (404); write an OCIRepository for each chart, as in "url: oci://${server.host}/charts/linkerd2"`,
    ]);
  });

  test('fails if there is nothing below the URL, so that no lock file becomes empty', async () => {
    const { registry, server } = await servePaging();
    registry.push('other/shop', ociChart({ name: 'shop', version: '1.0.0' }));
    const { words, isRead } = await readAll(folder(server.host));
    expect(isRead).toBe(false);
    expect(words[0]).toContain(`${server.host} has no repositories directly below oci://${server.host}/charts; check`);
  });

  test('two charts with one profile and version are one problem', async () => {
    const { registry, server } = await serveCharts(['1.0.0']);
    registry.push('charts/other', ociChart({ name: 'other', version: '1.0.0', annotations: { 'weave.works/profile': 'linkerd2' } })); // prettier-ignore
    expect((await readAll(folder(server.host))).words).toEqual([
      `${LINE}chart "other" 1.0.0 cannot be used: profile "linkerd2" 1.0.0 is chart "linkerd2" already; give one of them another name in "weave.works/profile"`,
    ]);
  });
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

test('fails for a registry that lists its repositories only with a login', async () => {
  const intercept = ({ url }: IncomingMessage, response: ServerResponse) =>
    url!.startsWith('/v2/_catalog') && !!response.writeHead(403).end();
  const { server } = await serveCharts(['1.0.0'], { intercept });
  const { words } = await readAll(registryAt(`oci://${server.host}/charts`, { kind: 'HelmRepository' }));
  expect(words[0]).toContain(`${server.host} asks for credentials; name a Secret in "secretRef"`);
  expect(words[0]).toContain('(403); or write an OCIRepository for each chart');
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
