/**
 * Sends requests to a registry, as in the OCI distribution specification: a few at once, over
 * connections that stay open, with the credentials that it asks for.
 */
import type { ReadOptions, RegistrySource } from '../reading/catalog-source';
import { ENCODINGS, readWholeBody } from '../http/http-body';
import { Connections } from '../http/http-connections';
import { unexpectedStatus } from '../http/http-error';
import type { HttpAnswer } from '../http/http-answer';
import { isSameServer, sendRequest } from '../http/http-request';
import type { Limits } from '../http/http-limits';
import { RegistryAuth } from './registry-auth';
import { apiHost, isLoopback, splitRegistryUrl } from '../../model/registry-url';
import { Deadline, withRetries } from '../http/retry';
import { Unreadable } from '../reading/unreadable';

/** What is asked. */
export interface RegistryRequest {
  /** Path and query, from `/v2/`. */
  readonly path: string;
  /** @default 'GET' */
  readonly method?: 'GET' | 'HEAD';
  readonly accept: string;
  /** Scope of the token for it: `repository:charts/linkerd2:pull`. */
  readonly scope: string;
  /** Most bytes that are read. */
  readonly bytes: number;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: HttpAnswer['headers'];
  /** Empty unless the status is 200. */
  readonly body: Buffer;
}

/** Number of requests at once to one registry. */
const AT_ONCE = 6;

export class RegistryClient {
  /** Runs `use` with a client for the registry of `source`, within the time limit of a source; throws Unreadable. */
  static async use<T>(
    source: RegistrySource,
    options: ReadOptions,
    limits: Limits,
    use: (client: RegistryClient) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(limits.totalMs, options.signal);
    let client: RegistryClient | undefined;
    try {
      client = await RegistryClient.open(source, options, limits, deadline.signal);
      return await use(client);
    } finally {
      client?.close();
      deadline.close();
    }
  }

  /** Determines the protocol and host of the registry of `source`. */
  private static async open(
    source: RegistrySource,
    options: ReadOptions,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<RegistryClient> {
    const host = apiHost(splitRegistryUrl(source.url).host);
    const client = new RegistryClient(await RegistryAuth.of(source, options), options, limits, signal);
    client.origin = new URL(`${source.insecure === true ? 'http' : 'https'}://${host}/`);
    if (source.insecure !== true && isLoopback(client.origin)) await client.chooseScheme();
    return client;
  }

  origin = new URL('https://registry.invalid');
  private readonly connections = new Connections();
  private bytes = 0;
  private free = AT_ONCE;
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly auth: RegistryAuth,
    private readonly options: ReadOptions,
    private readonly limits: Limits,
    private readonly signal: AbortSignal,
  ) {}

  get host(): string {
    return this.origin.host;
  }

  /**
   * Returns the response, also if its status is an error. Throws Unreadable if the server is busy
   * or cannot be reached.
   */
  async send(request: RegistryRequest): Promise<RegistryAnswer> {
    if (this.free > 0) this.free--;
    else await new Promise<void>(resolve => this.waiting.push(resolve));
    try {
      return await withRetries(this.limits, this.signal, () => this.attempt(request));
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }

  /** Describes why access was refused with `status`, to `repository` if one is given. */
  refusal(status: number, repository?: string): Unreadable {
    return this.auth.refusal(repository === undefined ? this.host : `${this.host}/${repository}`, status);
  }

  /** Throws if the time limit has passed. */
  checkTime(): void {
    if (this.signal.aborted) throw this.signal.reason;
  }

  private close(): void {
    this.connections.close();
  }

  /** On loopback, plain HTTP is used if the registry does not support TLS. */
  private async chooseScheme(): Promise<void> {
    try {
      const answer = await this.sendWith({ path: '/v2/', accept: '*/*', scope: '', bytes: 0 }, undefined);
      answer.close();
    } catch (error) {
      if (!(error instanceof Unreadable) || !error.isPlain) throw error;
      this.origin.protocol = 'http:';
    }
  }

  private async attempt(request: RegistryRequest): Promise<RegistryAnswer> {
    let shown = this.auth.headerFor(request.scope);
    for (let isLast = false; ; isLast = true) {
      const answer = await this.sendWith(request, shown);
      try {
        const { status, headers } = answer;
        const next = status === 401 && !isLast ? await this.answerChallenge(answer, request, shown) : undefined;
        if (next === undefined) return { status, headers, body: await this.readAnswer(answer, request) };
        shown = next;
      } finally {
        answer.close();
      }
    }
  }

  private async answerChallenge(answer: HttpAnswer, { scope }: RegistryRequest, shown: string | undefined) {
    // a host that the registry redirects to must not ask for our login
    if (!isSameServer(this.origin, answer.url)) return undefined;
    const request = { origin: this.origin, scope, base: this.base() };
    return this.auth.answer(answer.headers.get('www-authenticate'), shown, request);
  }

  private async readAnswer(answer: HttpAnswer, { method, bytes }: RegistryRequest): Promise<Buffer> {
    const { status } = answer;
    if (status === 429 || status >= 500 || status === 407) throw unexpectedStatus(answer);
    if (status !== 200 || method === 'HEAD') return Buffer.alloc(0);
    const body = await readWholeBody(answer, { ...this.limits, bodyBytes: bytes }, this.signal);
    this.options.onProgress?.((this.bytes += body.length));
    return body;
  }

  private sendWith({ path, method, accept }: RegistryRequest, authorization: string | undefined) {
    const base = this.base();
    const url = new URL(path, this.origin);
    const credentials = { authorization, tls: this.auth.tls, identity: '' };
    const headers = { ...base.headers, accept };
    return sendRequest({ ...base, url, method, headers, credentials, passCredentials: false });
  }

  private base() {
    const { limits, signal, connections } = this;
    const headers = { 'accept-encoding': ENCODINGS, 'user-agent': 'cdk8s-profiles' };
    return { env: this.options.env, limits, signal, connections, headers };
  }
}
