/**
 * Valid responses that only some registries send: headers on several lines, empty fields, other
 * paths of a list, older layers.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ociChart, type OciChartOptions } from '../../servers/oci-chart';
import { readAll, registryAt, servePaging, strangerOptions } from './registry-reading';

const CHART = 'mirror/charts/flagger';
const LOGIN = { username: 'me', password: 'hunter2' };
const ENV = { CDK8S_PROFILES_MESH_USERNAME: 'me', CDK8S_PROFILES_MESH_PASSWORD: 'hunter2' };

type Options = Parameters<typeof servePaging>[0];

async function serveFlagger(charts: readonly OciChartOptions[], options: Options = {}) {
  const serving = await servePaging(options);
  for (const chart of charts) serving.registry.push(CHART, ociChart({ name: 'flagger', ...chart }));
  return { ...serving, source: registryAt(`oci://${serving.server.host}/${CHART}`) };
}

describe('a token server that leaves a field empty', () => {
  test.each([
    ['access_token', { token: 'registry-t0ken', access_token: '', expires_in: 60 }],
    ['token', { token: '', access_token: 'registry-t0ken' }],
  ])('%s', async (_, body) => {
    const intercept = ({ url }: IncomingMessage, response: ServerResponse) =>
      url!.startsWith('/token') && !!response.end(JSON.stringify(body));
    const { source } = await serveFlagger([{ version: '1.6.0' }], { auth: 'bearer', intercept });
    expect((await readAll(source)).names).toEqual(['flagger 1.6.0']);
  });

  test('fails if both are empty', async () => {
    const intercept = ({ url }: IncomingMessage, response: ServerResponse) =>
      url!.startsWith('/token') && !!response.end('{"token": "", "access_token": ""}');
    const { source } = await serveFlagger([{ version: '1.6.0' }], { auth: 'bearer', intercept });
    expect((await readAll(source)).words[0]).toContain('/token sent something that is not a token');
  });
});

test('an empty scope in what a registry asks is none: the token is asked for what is to be read', async () => {
  let isAsked = false;
  const intercept = ({ url, headers }: IncomingMessage, response: ServerResponse) => {
    if (headers.authorization !== undefined || url!.startsWith('/token')) return false;
    isAsked = true;
    const realm = `http://${headers.host}/token`;
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="",scope=""` }).end();
    return true;
  };
  const { source, asked } = await serveFlagger([{ version: '1.6.0' }], { auth: 'bearer', intercept });
  expect((await readAll(source)).names).toEqual(['flagger 1.6.0']);
  expect(isAsked).toBe(true);
  expect(asked()).toContain('GET /token?scope=repository%3Amirror%2Fcharts%2Fflagger%3Apull');
});

describe('a challenge on several lines', () => {
  test.each([
    ['basic', ['Negotiate', 'Basic realm="test"']],
    ['basic', ['Digest realm="a"', 'Negotiate YII=', 'Basic realm="test"']],
    ['bearer', ['Basic realm="test"', 'Bearer realm="http://HOST/token",service="test"']],
  ] as const)('%s: %j', async (auth, lines) => {
    const intercept = ({ url, headers }: IncomingMessage, response: ServerResponse) => {
      if (headers.authorization !== undefined || url!.startsWith('/token')) return false;
      response.writeHead(401, { 'www-authenticate': lines.map(line => line.replace('HOST', headers.host!)) }).end();
      return true;
    };
    const { source } = await serveFlagger([{ version: '1.6.0' }], { auth, login: LOGIN, intercept });
    expect((await readAll(source, strangerOptions({ env: ENV }))).names).toEqual(['flagger 1.6.0']);
  });
});

describe('the next page of a list', () => {
  /** Puts the registry's own header `Link` through `change`. */
  const relinking = (change: (link: string) => string | string[]) => (_: IncomingMessage, response: ServerResponse) => {
    const { writeHead } = response;
    response.writeHead = function (this: ServerResponse, status: number, headers: Record<string, string> = {}) {
      const { link, ...rest } = headers;
      return writeHead.call(this, status, link === undefined ? rest : { ...rest, link: change(link) });
    } as typeof writeHead;
    return false;
  };
  const versions = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'];

  test.each([
    ['lacks the first part of the repository', (link: string) => link.replace('/v2/mirror/', '/v2/')],
    ['is named without /v2/', (link: string) => link.replace('/v2/mirror/', '/')],
    ['has more in front', (link: string) => link.replace('/v2/', '/artifactory/api/docker/mirror/v2/')],
    ['is on the second line', (link: string) => ['</docs>; rel="help"', link]],
    ['is written without a scheme', (link: string) => link.replace('<', '<//127.0.0.1')],
  ])('%s', async (_, change) => {
    const charts = versions.map(version => ({ version }));
    const { source, asked } = await serveFlagger(charts, { pageSize: 2, intercept: relinking(change) });
    expect((await readAll(source)).names).toHaveLength(5);
    expect(asked().filter(line => line.includes('/tags/'))).toEqual([
      `GET /v2/${CHART}/tags/list?n=1000`,
      `GET /v2/${CHART}/tags/list?last=1.1.0&n=2`,
      `GET /v2/${CHART}/tags/list?last=1.3.0&n=2`,
    ]);
  });

  test('also for a list of repositories', async () => {
    const intercept = relinking(link => link.replace('/v2/_catalog', '/_catalog'));
    const { registry, server } = await servePaging({ pageSize: 1, intercept });
    for (const name of ['flagger', 'podinfo']) registry.push(`apps/${name}`, ociChart({ name, version: '6.0.0' }));
    const { names } = await readAll(registryAt(`oci://${server.host}/apps`, { kind: 'HelmRepository' }));
    expect(names).toEqual(['flagger 6.0.0', 'podinfo 6.0.0']);
  });
});

test('a tag without the "v" of its chart is offered as tagged, and two tags of one chart are one version', async () => {
  const { registry, source } = await serveFlagger([{ version: 'v1.14.5' }]);
  const chart = ociChart({ name: 'flagger', version: 'v1.15.0' });
  for (const tag of ['1.15.0', 'v1.15.0', '1.15']) registry.push(CHART, { ...chart, tag });
  const { names, words } = await readAll(source);
  expect({ names, words }).toEqual({ names: ['flagger 1.15.0', 'flagger v1.14.5'], words: [] });
});

test('an empty digest header counts as absent', async () => {
  const intercept = ({ method }: IncomingMessage, response: ServerResponse) =>
    method === 'HEAD' && !!response.writeHead(200, { 'docker-content-digest': '' }).end();
  const { source } = await serveFlagger([{ version: '1.6.0' }], { intercept });
  expect((await readAll(source)).names).toEqual(['flagger 1.6.0']);
});

test('an older layer is offered with its media type, and a chart without a layer is a problem', async () => {
  const { source, server } = await serveFlagger([
    { version: '1.0.0', layerType: 'application/tar+gzip' },
    { version: '1.1.0', layerType: 'application/vnd.example.unknown' },
    { version: '1.2.0' },
  ]);
  const { entries, words } = await readAll(source);
  expect(entries.map(({ version, origin }) => [version, origin.kind === 'chart' && origin.layerType])).toEqual([
    ['1.2.0', undefined],
    ['1.0.0', 'application/tar+gzip'],
  ]);
  expect(words).toEqual([
    `catalogs/mesh.yaml:1:1: tag "1.1.0" of ${server.host}/${CHART} cannot be used: its manifest names no archive of a chart: its layers are of application/vnd.example.unknown; push it again with "helm push"`,
  ]);
});
