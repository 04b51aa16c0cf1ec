/**
 * Sends JSON to the API of a forge. Only questions are repeated if the server is busy, because a repeated
 * order might be carried out twice.
 */
import { cutText } from '../model/data/cut-text';
import { isRecord, tryParseJson } from '../model/data/json';
import type { HttpAnswer } from '../sources/http/http-answer';
import { ENCODINGS, readWholeBody } from '../sources/http/http-body';
import { unexpectedStatus } from '../sources/http/http-error';
import { LIMITS } from '../sources/http/http-limits';
import { type HttpRequest, sendRequest } from '../sources/http/http-request';
import { Deadline, withRetries } from '../sources/http/retry';
import { MEBIBYTE } from '../sources/reading/bytes';
import { maskMessage } from '../sources/reading/known-secrets';
import { Unreadable } from '../sources/reading/unreadable';
import type { OpenRequest } from './pull-request';

/** How to reach an API. */
export interface ForgeAccess {
  /** Without a slash at the end: `https://api.github.com`. */
  readonly api: string;
  /** Value of the header: `Bearer …`. */
  readonly authorization: string;
  /** Where the token is from, for messages: `GITHUB_TOKEN`. */
  readonly tokenFrom: string;
  /** What the token must be given for pull requests, for messages: `the scope "api"`. */
  readonly rights: string;
  readonly env: HttpRequest['env'];
  /** Names in lower case. @default none but those of JSON */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer of a forge: `body` is `undefined` if it is not JSON. */
export interface ForgeAnswer {
  readonly status: number;
  readonly body: unknown;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

const FORGE_LIMITS = { ...LIMITS, totalMs: 120_000, bodyBytes: 16 * MEBIBYTE };
const LONGEST_MESSAGE = 300;

export class ForgeClient {
  constructor(private readonly access: ForgeAccess) {}

  /** The answer to a question; throws Unreadable unless it is a success. */
  async get(path: string): Promise<unknown> {
    const answer = await this.try('GET', path);
    return this.accept(answer, 'GET', path);
  }

  /** Sends an order; throws Unreadable unless it is a success. */
  async send(method: Exclude<Method, 'GET'>, path: string, body: object): Promise<unknown> {
    return this.accept(await this.try(method, path, body), method, path);
  }

  /** Like `send`, and returns any answer. */
  async try(method: Method, path: string, body?: object): Promise<ForgeAnswer> {
    const deadline = new Deadline(FORGE_LIMITS.totalMs);
    try {
      const attempt = () => this.attempt(method, path, body, deadline.signal);
      const limits = method === 'GET' ? FORGE_LIMITS : { ...FORGE_LIMITS, retries: 0 };
      return await withRetries(limits, deadline.signal, attempt);
    } finally {
      deadline.close();
    }
  }

  /** `answer` if it is a success; throws Unreadable with the words of the forge. */
  accept({ status, body }: ForgeAnswer, method: Method, path: string): unknown {
    if (status >= 200 && status < 300) return body;
    const { api, tokenFrom, rights } = this.access;
    const host = new URL(api).host;
    const said = messageOf(body);
    const words = said === '' ? '' : `: ${cutText(maskMessage(said), LONGEST_MESSAGE)}`;
    if (status === 401) throw new Unreadable(`${host} does not accept the token from ${tokenFrom}${words}`);
    if (status === 403 && !/rate limit/i.test(said)) throw new Unreadable(`the token from ${tokenFrom} is not allowed to do this on ${host}; give it ${rights}${words}`); // prettier-ignore
    if (status === 404) throw new Unreadable(`${host} does not find ${path.split('?')[0]}; check the URL of the remote, and whether the token from ${tokenFrom} has access to the repository${words}`); // prettier-ignore
    throw new Unreadable(`${host} refuses ${method} ${path.split('?')[0]} (${status})${words}`);
  }

  private async attempt(method: Method, path: string, body: object | undefined, signal: AbortSignal) {
    const { api, authorization, env, headers } = this.access;
    const answer: HttpAnswer = await sendRequest({
      url: new URL(api + path),
      method,
      body: body && JSON.stringify(body),
      headers: {
        accept: 'application/json',
        'accept-encoding': ENCODINGS,
        'user-agent': 'cdk8s-profiles',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      credentials: { authorization, identity: '' },
      passCredentials: false,
      env,
      limits: FORGE_LIMITS,
      signal,
      refusedRedirect: 'redirects to another address; correct the URL of the remote if the repository was moved',
    });
    try {
      if (answer.status === 429 || answer.status >= 500) throw unexpectedStatus(answer);
      const text = (await readWholeBody(answer, FORGE_LIMITS, signal)).toString('utf8');
      return { status: answer.status, body: tryParseJson(text) };
    } finally {
      answer.close();
    }
  }
}

/** What a forge says about an error: GitHub and Gitea in `message` and `errors`, GitLab also in maps of lists. */
export function messageOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(messageOf).filter(text => text !== '').join('; '); // prettier-ignore
  if (!isRecord(body)) return '';
  const { message, error, errors, field, code } = body;
  const parts = [message, error, errors].map(part => (isRecord(part) ? messageOfMap(part) : messageOf(part)));
  const found = parts.filter(text => text !== '');
  if (found.length > 0) return found.join('; ');
  return typeof field === 'string' ? `${field} ${typeof code === 'string' ? code : 'is wrong'}` : '';
}

/** `{ labels: ['is too long'] }` */
function messageOfMap(fields: Readonly<Record<string, unknown>>): string {
  const own = messageOf(fields);
  if (own !== '') return own;
  return Object.entries(fields).map(([name, value]) => `${name} ${messageOf(value)}`).join('; '); // prettier-ignore
}

/** Narrows a request in an answer, whose number and page are in `number` and `page`; throws Unreadable. */
export function toOpenRequest(body: unknown, number: string, page: string): OpenRequest {
  const fields = isRecord(body) ? body : {};
  const [id, url, title] = [fields[number], fields[page], fields.title];
  if (typeof id === 'number' && typeof url === 'string' && typeof title === 'string') return { number: id, url, title };
  throw new Unreadable('the answer of the forge is not a pull request; check the URL of the remote and "--forge"');
}
