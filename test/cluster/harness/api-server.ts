/** Requests to the API server of a test cluster: HTTPS, a bearer token, JSON. */
import { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';

export interface ApiServerOptions {
  /** `https://127.0.0.1:12001` */
  readonly url: string;
  /** Certificate that signed the server's, as PEM. */
  readonly ca: Buffer;
  readonly token: string;
  /** User that requests are made as. @default that of the token */
  readonly user?: string;
}

/** One line of a watch. */
export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

/** The API server said no: its status code, and its message. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export class ApiServer {
  private readonly agent: Agent;

  constructor(private readonly options: ApiServerOptions) {
    this.agent = new Agent({ keepAlive: true, ca: options.ca });
  }

  /** The same API server, to which requests are made as `user`. */
  as(user: string): ApiServer {
    return new ApiServer({ ...this.options, user });
  }

  /** Answers the parsed body; throws ApiError from status 400 on. `path` holds the query; a text is sent as it is. */
  async request<T>(method: string, path: string, body?: object | string, contentType = 'application/json'): Promise<T> {
    const response = await this.send(method, path, { body, contentType });
    let text = '';
    for await (const piece of response.setEncoding('utf8')) text += piece;
    const status = response.statusCode ?? 0;
    if (status >= 400) throw new ApiError(status, `${method} ${path}: ${messageOf(text)}`);
    return (text.startsWith('{') ? JSON.parse(text) : text) as T;
  }

  /** Calls `onEvent` until the server or `signal` ends the watch. */
  async watch<T>(path: string, onEvent: (event: WatchEvent<T>) => void, signal: AbortSignal): Promise<void> {
    const response = await this.send('GET', path, { signal });
    for await (const line of createInterface({ input: response })) onEvent(JSON.parse(line) as WatchEvent<T>);
  }

  /** Closes idle connections. */
  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, more: SendOptions): Promise<IncomingMessage> {
    const headers = {
      authorization: `Bearer ${this.options.token}`,
      accept: 'application/json',
      ...(this.options.user === undefined ? {} : { 'impersonate-user': this.options.user }),
      ...(more.body === undefined ? {} : { 'content-type': more.contentType }),
    };
    return new Promise((resolve, reject) => {
      const url = `${this.options.url}${path}`;
      const sent: ClientRequest = request(url, { method, headers, agent: this.agent, signal: more.signal }, resolve);
      sent.on('error', reject).end(typeof more.body === 'object' ? JSON.stringify(more.body) : more.body);
    });
  }
}

interface SendOptions {
  readonly body?: object | string;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** The message of a Kubernetes `Status`, or the text itself. */
function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text; // not every refusal is JSON
  }
}
