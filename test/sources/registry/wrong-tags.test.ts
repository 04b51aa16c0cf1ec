/**
 * Tags of a registry that are wrong, or lie.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { digestOf, ociChart } from '../../servers/oci-chart';
import { readAll, strangerOptions } from './registry-reading';
import { CHART, LINE, serveCharts } from './served-charts';

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
      '"maintainers" contains a list (write a list of maps)',
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
