/**
 * A registry in memory that implements the OCI distribution API, for features that docker-registry
 * lacks: pages, tokens, blobs on another host, and wrong responses, which tests give in
 * `intercept`.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { digestOf, MANIFEST_TYPE, type OciChart } from './oci-chart';

export interface PagingRegistryOptions {
  /** Most items in one page. @default what is asked for */
  readonly pageSize?: number;
  /** Login that every request needs; tokens are issued without a login, or for `login`. @default none */
  readonly auth?: 'basic' | 'bearer';
  readonly login?: { readonly username: string; readonly password: string };
  /** Token that is exchanged for another one, in place of a login. */
  readonly refreshToken?: string;
  /** Who issues tokens. @default the registry */
  readonly realm?: () => string;
  /** Whether repositories are listed. @default true */
  readonly hasCatalog?: boolean;
  /** Where blobs are. @default the registry */
  readonly blobsAt?: () => string;
  /** How many requests a token is valid for. @default all */
  readonly tokenUses?: number;
  /** May answer a request itself, in which case it returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const TOKEN = 'registry-t0ken';

export class PagingRegistry {
  readonly repositories = new Map<string, Map<string, string>>();
  readonly contents = new Map<string, Buffer>();
  private tokenUses = 0;

  constructor(private readonly options: PagingRegistryOptions = {}) {}

  /** Adds a chart; returns its digest. */
  push(repository: string, { tag, digest, manifest, blobs }: OciChart): string {
    for (const data of [manifest, ...blobs]) this.contents.set(digestOf(data), data);
    const tags = this.repositories.get(repository) ?? new Map<string, string>();
    this.repositories.set(repository, tags.set(tag, digest));
    return digest;
  }

  readonly handle: RequestListener = (request, response) => {
    if (this.options.intercept?.(request, response)) return;
    const url = new URL(request.url!, 'http://registry.invalid');
    if (url.pathname === '/token') return this.giveToken(request, response);
    if (url.pathname.startsWith('/blobs/')) return this.answerContent(url.pathname.slice(7), request, response);
    if (!this.isLetIn(request)) return this.ask(request, response);
    if (url.pathname === '/v2/_catalog' && this.options.hasCatalog !== false) {
      return this.answerPage('repositories', [...this.repositories.keys()], url, response);
    }
    const [, name, kind, reference] = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(url.pathname) ?? [];
    const tags = this.repositories.get(name);
    if (tags === undefined) return void response.writeHead(404).end('{"errors": [{"code": "NAME_UNKNOWN"}]}');
    if (kind === 'tags') return this.answerPage('tags', [...tags.keys()], url, response);
    if (kind === 'blobs' && this.options.blobsAt) {
      return void response.writeHead(307, { location: `${this.options.blobsAt()}/blobs/${reference}` }).end();
    }
    this.answerContent(tags.get(reference) ?? reference, request, response);
  };

  private isLetIn({ headers }: IncomingMessage): boolean {
    const { auth, login, tokenUses = Infinity } = this.options;
    if (auth === undefined) return true;
    if (auth === 'basic') return headers.authorization === basicOf(login!);
    return headers.authorization === `Bearer ${TOKEN}` && this.tokenUses++ < tokenUses;
  }

  private ask({ headers, url }: IncomingMessage, response: ServerResponse): void {
    const own = `http://${headers.host}`;
    const name = /^\/v2\/(.+)\/(?:tags|manifests|blobs)\//.exec(url!)?.[1];
    const scope = name === undefined ? 'registry:catalog:*' : `repository:${name}:pull`;
    const bearer = `Bearer realm="${this.options.realm?.() ?? own}/token",service="test",scope="${scope}"`;
    response.writeHead(401, { 'www-authenticate': this.options.auth === 'basic' ? 'Basic realm="test"' : bearer });
    response.end();
  }

  private giveToken(request: IncomingMessage, response: ServerResponse): void {
    const { login, refreshToken } = this.options;
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const isFormGood = refreshToken !== undefined && form.get('refresh_token') === refreshToken;
      const isGood = request.method === 'POST' ? isFormGood : login === undefined || request.headers.authorization === basicOf(login); // prettier-ignore
      this.tokenUses = 0;
      response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' });
      response.end(isGood ? JSON.stringify({ token: TOKEN, expires_in: 300 }) : '{}');
    });
  }

  private answerPage(key: string, items: readonly string[], url: URL, response: ServerResponse): void {
    const sorted = [...items].sort();
    const size = Math.min(Number(url.searchParams.get('n') ?? 100), this.options.pageSize ?? Infinity);
    const last = url.searchParams.get('last');
    const rest = last === null ? sorted : sorted.filter(item => item > last);
    const page = rest.slice(0, size);
    const next = `<${url.pathname}?last=${encodeURIComponent(page.at(-1) ?? '')}&n=${size}>; rel="next"`;
    response.writeHead(200, { 'content-type': 'application/json', ...(rest.length > size && { link: next }) });
    response.end(JSON.stringify({ [key]: page }));
  }

  private answerContent(digest: string, { method }: IncomingMessage, response: ServerResponse): void {
    const data = this.contents.get(digest);
    if (data === undefined) return void response.writeHead(404).end('{"errors": [{"code": "MANIFEST_UNKNOWN"}]}');
    const headers = { 'content-type': MANIFEST_TYPE, 'content-length': data.length, 'docker-content-digest': digest };
    response.writeHead(200, headers).end(method === 'HEAD' ? undefined : data);
  }
}

export function basicOf({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
