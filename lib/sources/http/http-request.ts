/**
 * Sends one request, follows redirects, and uses proxies.
 *
 * Credentials are sent only to the host of the first URL, unless the source allows other hosts, and
 * never over plain text after a redirect from TLS.
 */
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import type { ReadOptions } from '../reading/catalog-source';
import type { Credentials } from '../login/find-credentials';
import { findProxy, type Proxy } from './find-proxy';
import type { HttpAnswer } from './http-answer';
import type { Connections } from './http-connections';
import { toUnreadable } from './http-error';
import type { Limits } from './http-limits';
import { secureContext } from '../login/tls-files';
import { showUrl, Unreadable } from '../reading/unreadable';

export interface HttpRequest {
  readonly url: URL;
  /** @default 'GET' */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  /** Sent to the first URL only. */
  readonly body?: string;
  /** Names in lower case; without headers for credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly passCredentials: boolean;
  readonly env: ReadOptions['env'];
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** What to say if a request that is not a question is redirected. @default that of a login */
  readonly refusedRedirect?: string;
  /** @default one that is closed with the response */
  readonly connections?: Connections;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Sends a request and follows redirects; throws Unreadable if there is no response. */
export async function sendRequest(first: HttpRequest): Promise<HttpAnswer> {
  let url = first.url;
  for (let count = 0; ; count++) {
    const answer = await sendTo(url, first);
    const location = answer.headers.get('location');
    if (!REDIRECTS.has(answer.status) || location === undefined) return answer;
    answer.close();
    if (!['GET', 'HEAD', undefined].includes(first.method)) {
      const words = first.refusedRedirect ?? 'redirects a login, and logins are not sent to other addresses';
      throw new Unreadable(`${first.url.host} ${words}`);
    }
    if (count === first.limits.redirects) {
      throw new Unreadable(`${first.url.host} redirects more than ${first.limits.redirects} times`);
    }
    url = redirectTarget(location, url);
  }
}

function redirectTarget(location: string, from: URL): URL {
  let target: URL | undefined;
  try {
    target = new URL(location, from);
  } catch {
    // reported below
  }
  if (target === undefined || !['http:', 'https:'].includes(target.protocol)) {
    const where =
      target === undefined ? 'something that is not a URL' : `${target.protocol.slice(0, 20)}, which is not read`;
    throw new Unreadable(`${showUrl(from)} redirects to ${where}`);
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new Unreadable(`${showUrl(from)} redirects to plain http, where anybody could change the answer`);
  }
  // a redirect must not set credentials for another server
  target.username = '';
  target.password = '';
  return target;
}

async function sendTo(url: URL, first: HttpRequest): Promise<HttpAnswer> {
  const { env, limits, credentials, signal, method, body, connections } = first;
  const isTrusted = first.passCredentials || isSameServer(first.url, url);
  const proxy = findProxy(url, env);
  const place = proxy === undefined ? url.host : `${url.host} by proxy ${proxy.uri}`;
  const open = () => openDispatcher(url, proxy, first, isTrusted);
  const dispatcher = connections?.get(`${url.origin} ${isTrusted}`, open) ?? open();
  const authorization = isTrusted ? credentials.authorization : undefined;
  const headers = { ...first.headers, ...(authorization !== undefined && { authorization }) };
  try {
    // undici 6 and 7 crash if a server closes the connection while part of a body is unread, so the
    // high-water mark allows a whole body
    // by default undici closes a connection after HEAD, because some servers send a body with the response
    const reset = connections === undefined ? undefined : false;
    const options = { dispatcher, headers, signal, method, body, reset, highWaterMark: limits.bodyBytes };
    const answer = await request(url, options);
    // an error after the last read would otherwise have no listener
    answer.body.on('error', () => undefined);
    return {
      status: answer.statusCode,
      headers: joinLines(answer.headers),
      body: answer.body,
      place,
      url,
      isAuthorized: authorization !== undefined,
      isWithheld: !isTrusted && credentials.authorization !== undefined,
      // the rest of a body must be read before the connection is used for the next request
      close: () => (connections === undefined ? end(dispatcher) : void answer.body.dump().catch(() => undefined)),
    };
  } catch (error) {
    if (connections === undefined) end(dispatcher);
    throw signal.aborted ? signal.reason : toUnreadable(error, place, limits);
  }
}

/** Closes connections that are no longer needed. */
function end(dispatcher: Dispatcher): void {
  void dispatcher.destroy().catch(() => undefined);
}

/**
 * Whether both URLs have the same host and port, or the same host on the usual ports, first over
 * plain text and then over TLS.
 */
export function isSameServer(a: URL, b: URL): boolean {
  const isUpgrade = a.protocol === 'http:' && b.protocol === 'https:' && a.port === '' && b.port === '';
  return a.hostname === b.hostname && (a.origin === b.origin || isUpgrade);
}

function openDispatcher(url: URL, proxy: Proxy | undefined, first: HttpRequest, isTrusted: boolean): Dispatcher {
  const { env, limits } = first;
  const { tls } = first.credentials;
  const timeouts = { headersTimeout: limits.idleMs, bodyTimeout: limits.idleMs };
  const connectWith = (files: Credentials['tls']) => ({
    timeout: limits.connectMs,
    ...(url.protocol === 'https:' && { secureContext: secureContext(env, files) }),
  });
  const requestTls = connectWith(isTrusted ? tls : tls && { label: tls.label, ca: tls.ca });
  if (proxy === undefined) return new Agent({ ...timeouts, connect: requestTls });
  const proxyTls = { timeout: limits.connectMs, secureContext: secureContext(env) };
  return new ProxyAgent({ ...timeouts, ...proxy, requestTls, proxyTls, proxyTunnel: url.protocol === 'https:' });
}

/** Headers that are lists: several lines mean the same as one line with commas (RFC 9110, 5.3). */
const LISTS = new Set(['www-authenticate', 'link', 'content-encoding']);

function joinLines(headers: Readonly<Record<string, string | string[] | undefined>>): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    const lines = [value ?? []].flat();
    const text = LISTS.has(name) ? lines.join(', ') : lines[0];
    // an empty header means the same as an absent one
    if (text) joined.set(name, text);
  }
  return joined;
}
