/**
 * Lists of tags and of repositories.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ociChart } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging } from './registry-reading';
import { CHART, LINE, unreadable, serveCharts } from './served-charts';

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

  test('a registry that cannot be connected to is one problem, for all charts or for those that are left', async () => {
    const charts = ['cert-manager', 'flagger', 'linkerd2', 'podinfo', 'shop', 'vault', 'web'];
    const more = { kind: 'HelmRepository', insecure: true, charts } as const;
    const reason = 'nothing is listening there';
    expect(await readAll(registryAt('oci://127.0.0.1:1/charts', more))).toMatchObject({
      words: [`${LINE}HelmRepository default/mesh cannot be read: 127.0.0.1:1: ${reason}`],
      isRead: false,
    });
    const { server, registry } = await serveCharts(['1.0.0'], {
      intercept: ({ url }: IncomingMessage, response: ServerResponse) => {
        if (!url!.startsWith('/v2/charts/flagger/tags')) return false;
        response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
        return true;
      },
    });
    registry.push('charts/flagger', ociChart({ name: 'flagger', version: '1.0.0' }));
    const partly = { ...more, charts: ['linkerd2', 'flagger'] };
    const { names, words, unreadCharts } = await readAll(registryAt(`oci://${server.host}/charts`, partly));
    expect({ names, unreadCharts }).toEqual({ names: ['linkerd2 1.0.0'], unreadCharts: [{ chart: 'flagger' }] });
    expect(words).toEqual([
      `${LINE}repository charts/flagger of HelmRepository default/mesh cannot be read: 127.0.0.1:1: ${reason}`,
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

  test('fails for two charts of one profile name, and offers neither', async () => {
    const { registry, server } = await serveCharts(['1.0.0']);
    registry.push('charts/other', ociChart({ name: 'other', version: '2.0.0', annotations: { 'weave.works/profile': 'linkerd2' } })); // prettier-ignore
    registry.push('charts/titled', ociChart({ name: 'titled', version: '1.0.0', annotations: { 'weave.works/profile': 'A Demo Profile' } })); // prettier-ignore
    const { words, entries, warnings } = await readAll(folder(server.host));
    expect(words).toEqual([
      `${LINE}chart "linkerd2" (${server.host}/charts/linkerd2) and chart "other" (${server.host}/charts/other) have one profile name, "linkerd2", so that none of them is offered. Give all but one of them other names, or leave them out of the catalog`,
    ]);
    expect(entries.map(({ name }) => name)).toEqual(['titled']);
    expect(warnings).toEqual([expect.stringContaining('is "A Demo Profile", which is not a name')]);
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
