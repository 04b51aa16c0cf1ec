/**
 * HTTP for isomorphic-git, with limits on time and size, and without redirects, which might send
 * credentials to another server.
 */
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { type Dispatcher, fetch, type Response } from 'undici';
import { redirected } from './git-error';
import { formatBytes } from '../reading/bytes';
import { Unreadable } from '../reading/unreadable';

/** The packet that ends a list of references. */
const END_OF_LIST = '0000';

export interface HttpBounds {
  /** Limit for all responses together. */
  readonly bytes: number;
  /** Limit for each request. */
  readonly timeoutMs: number;
  /** @default connections of the global dispatcher */
  readonly dispatcher?: Dispatcher;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

/** A client whose requests are limited in time and size. */
export class BoundedHttp implements HttpClient {
  /** Why a request ended: the code that reads the response may not pass the error on. */
  failure: Unreadable | undefined;
  private total = 0;

  constructor(private readonly bounds: HttpBounds) {}

  // the library calls it without `this`
  readonly request = async (request: GitHttpRequest): Promise<GitHttpResponse> => {
    const answer = await send(request, this.bounds);
    if (answer.status >= 300 && answer.status < 400) throw new Unreadable(redirected(answer.headers.get('location') ?? undefined, answer.url)); // prettier-ignore
    return {
      url: answer.url,
      method: request.method,
      headers: Object.fromEntries(answer.headers),
      body: answer.body === null ? undefined : this.count(answer.body as unknown as AsyncIterable<Uint8Array>),
      statusCode: answer.status,
      statusMessage: answer.statusText,
    };
  };

  /** Runs `check` on received data. Its error is kept, because the library tries again and may hide it. */
  guard(check: () => void): void {
    if (this.failure !== undefined) throw this.failure;
    try {
      check();
    } catch (error) {
      if (error instanceof Unreadable) this.failure = error;
      throw error;
    }
  }

  private async *count(body: AsyncIterable<Uint8Array>): AsyncIterableIterator<Uint8Array> {
    const { bytes, onProgress } = this.bounds;
    for await (const piece of body) {
      this.total += piece.length;
      onProgress?.(this.total);
      if (this.total > bytes) throw (this.failure = new Unreadable(`it sends more than ${formatBytes(bytes)}`));
      yield piece;
    }
  }
}

/**
 * `http` with a HEAD in every list of references: the library does not read a repository without one, whose
 * HEAD names a branch that is not there. `oid` is a commit or tag that is in the list.
 */
export function withHead(http: HttpClient, oid: string): HttpClient {
  return {
    request: async request => {
      const answer = await http.request(request);
      const isList = request.method === 'GET' && request.url.includes('/info/refs?');
      return isList && answer.body !== undefined ? { ...answer, body: addHead(answer.body, oid) } : answer;
    },
  };
}

async function* addHead(body: AsyncIterable<Uint8Array>, oid: string): AsyncIterableIterator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const list = Buffer.concat(pieces).toString('latin1');
  const line = `${oid} HEAD\n`;
  const packet = (line.length + 4).toString(16).padStart(4, '0') + line;
  const hasHead = / HEAD[\0\n]/.test(list) || !list.endsWith(END_OF_LIST);
  yield Buffer.from(hasHead ? list : list.slice(0, -END_OF_LIST.length) + packet + END_OF_LIST, 'latin1');
}

async function send(
  { url, method, headers, body }: GitHttpRequest,
  { timeoutMs, dispatcher, signal }: HttpBounds,
): Promise<Response> {
  const pieces: Uint8Array[] = [];
  if (body !== undefined) for await (const piece of body) pieces.push(piece);
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(url, {
      method,
      headers,
      body: pieces.length === 0 ? undefined : Buffer.concat(pieces),
      dispatcher,
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (timeout.aborted) throw new Unreadable(`it takes longer than ${timeoutMs / 1000} s`);
    const { cause, message } = error as Error;
    throw new Unreadable(`the connection failed: ${cause instanceof Error ? cause.message : message}`);
  }
}
