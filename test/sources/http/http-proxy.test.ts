/**
 * Requests through proxies.
 */
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { answering, INDEX, listen, serve } from '../serve';
import { authority, server, LOGIN, BASIC, readAt } from './read-index';

describe('proxies', () => {
  /** A proxy that forwards plain requests, and tunnels others; requires a user and a password if `token` is given. */
  async function serveProxy(token?: string) {
    const seen: string[] = [];
    const isWelcome = (headers: Record<string, unknown>) =>
      token === undefined || headers['proxy-authorization'] === token;
    const proxy = createHttpServer((request, response) => {
      seen.push(`GET ${request.url}`);
      if (!isWelcome(request.headers)) return void response.writeHead(407).end();
      const headers = { ...request.headers };
      delete headers['proxy-authorization'];
      httpRequest(request.url!, { headers }, answer => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      }).end();
    });
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`);
      if (!isWelcome(request.headers)) return void socket.end('HTTP/1.1 407 No\r\n\r\n');
      if (request.url!.startsWith('forbidden')) return void socket.end('HTTP/1.1 403 No\r\n\r\n');
      const [host, port] = request.url!.split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    return { host: `127.0.0.1:${await listen(proxy)}`, seen };
  }

  test('https uses a tunnel, http the proxy itself, and NO_PROXY neither', async () => {
    const [plain, secure] = [await serve(answering(INDEX)), await serve(answering(INDEX), server)];
    const proxy = await serveProxy();
    const env = {
      HTTP_PROXY: `http://${proxy.host}`,
      https_proxy: `http://${proxy.host}`,
      SSL_CERT_FILE: authority.caFile,
    };
    expect(await readAt(plain.url, env)).toEqual({ entries: 3, reason: undefined });
    expect(await readAt(secure.url, env)).toEqual({ entries: 3, reason: undefined });
    const seen = [`GET ${plain.url}/index.yaml`, `CONNECT ${secure.host}`];
    expect(proxy.seen).toEqual(seen);
    expect((await readAt(secure.url, { ...env, NO_PROXY: '127.0.0.0/8' })).entries).toBe(3);
    expect(proxy.seen).toEqual(seen);
  });

  test('a proxy receives its login, and the server does not', async () => {
    const [plain, secure] = [await serve(answering(INDEX)), await serve(answering(INDEX), server)];
    const proxy = await serveProxy(BASIC);
    const login = `http://me:hunter2@${proxy.host}`;
    const env = { HTTP_PROXY: login, HTTPS_PROXY: login, SSL_CERT_FILE: authority.caFile };
    for (const { url, requests } of [plain, secure]) {
      expect(await readAt(url, env)).toEqual({ entries: 3, reason: undefined });
      expect(requests[0].headers).not.toHaveProperty('proxy-authorization');
    }
  });

  test('credentials of the source are sent through a proxy too', async () => {
    const [plain, secure] = [await serve(answering(INDEX)), await serve(answering(INDEX), server)];
    const proxy = `http://${(await serveProxy()).host}`;
    const env = { ...LOGIN, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, SSL_CERT_FILE: authority.caFile };
    for (const { url, requests } of [plain, secure]) {
      expect((await readAt(url, env)).entries).toBe(3);
      expect(requests[0].headers.authorization).toBe(BASIC);
    }
  });

  test('fails for a proxy that refuses, with a message without its password', async () => {
    const proxy = await serveProxy('Basic other');
    const login = `http://me:hunter2@${proxy.host}`;
    const env = { HTTP_PROXY: login, HTTPS_PROXY: login };
    const refused = 'the proxy asks for a user and a password, or does not accept those it was given';
    for (const scheme of ['http', 'https']) {
      expect((await readAt(`${scheme}://charts.example.com`, env)).reason).toBe(
        `charts.example.com by proxy http://${proxy.host}: ${refused}`,
      );
    }
    const open = `http://${(await serveProxy()).host}`;
    expect((await readAt('https://forbidden.example.com', { HTTPS_PROXY: open })).reason).toBe(
      `forbidden.example.com by proxy ${open}: the proxy answers with 403`,
    );
    expect((await readAt('https://charts.example.com', { HTTPS_PROXY: 'http://127.0.0.1:1' })).reason).toBe(
      'charts.example.com by proxy http://127.0.0.1:1: nothing is listening there',
    );
  });
});
