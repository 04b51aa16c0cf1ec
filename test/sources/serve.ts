/**
 * Real servers on loopback, and files for them; all are closed after each test.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import type { HelmRepositorySource, ReadOptions } from '../../lib/sources/reading/catalog-source';
import { temporaryFolder } from '../constructs/temporary-folder';

/** A running server, and the requests that it received. */
export interface Serving {
  readonly url: string;
  /** `127.0.0.1:40123`. */
  readonly host: string;
  readonly requests: http.IncomingMessage[];
}

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()));
});

/** Listens on any free port, and closes every connection when the test is over. */
export async function listen(server: NetServer): Promise<number> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  server.on('connection', keep);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise(resolve => server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

/** Serves over http, or over https with `tls`. */
export async function serve(handler: Handler, tls?: https.ServerOptions): Promise<Serving> {
  const requests: http.IncomingMessage[] = [];
  const onRequest: Handler = (request, response) => {
    requests.push(request);
    handler(request, response);
  };
  const server = tls === undefined ? http.createServer(onRequest) : https.createServer(tls, onRequest);
  const host = `127.0.0.1:${await listen(server)}`;
  return { url: `${tls === undefined ? 'http' : 'https'}://${host}`, host, requests };
}

/** A handler that always responds with `body`. */
export function answering(body: string | Buffer, headers: http.OutgoingHttpHeaders = {}): Handler {
  return (_, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body), ...headers });
    response.end(body);
  };
}

/** Sends `body`, and then breaks the connection. */
export function breakAfter(response: http.ServerResponse, body: string): void {
  response.write(body, () => response.destroy());
}

/** An index that offers these charts, as profiles with the same names. */
export function indexOf(...charts: readonly (readonly [string, ...string[]])[]): string {
  const lines = charts.flatMap(([name, ...versions]) => [
    `  ${name}:`,
    ...versions.flatMap(version => [
      `  - name: ${name}`,
      `    version: ${version}`,
      `    annotations:`,
      `      weave.works/profile: ${name}`,
      `    urls: [${name}.tgz]`,
    ]),
  ]);
  return ['apiVersion: v1', 'entries:', ...lines, ''].join('\n');
}

export const INDEX = indexOf(['cert-manager', '0.0.8', '0.0.7'], ['flagger', '1.0.0']);

/** A repository at `url`, as in a manifest. */
export function repositoryAt(url: string, more: Partial<HelmRepositorySource> = {}): HelmRepositorySource {
  const location = { file: 'catalogs/platform.yaml', line: 1, column: 1 };
  return {
    kind: 'HelmRepository',
    name: 'platform',
    namespace: 'default',
    location,
    url,
    profiles: 'annotated',
    ...more,
  };
}

/** An empty environment, and a separate cache. */
export function optionsOf(more: Partial<ReadOptions> = {}): ReadOptions {
  return { env: {}, secrets: new Map(), cacheFolder: temporaryFolder(), ...more };
}

/** Short waiting times keep tests short. */
export const QUICK = { backoffMs: 10 };
