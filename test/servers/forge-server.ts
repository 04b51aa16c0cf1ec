/**
 * A forge: the part of the REST APIs of GitHub, GitLab and Gitea that opens pull requests, and Git over HTTP, on one
 * address. It records what it is sent, and refuses what the real API refuses.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GitServer } from './git-server';

/** A request to the API. */
export interface ApiRequest {
  /** `POST /api/v3/repos/team/fleet/pulls` */
  readonly line: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** A pull request on the forge. */
export interface ServedRequest {
  readonly number: number;
  readonly branch: string;
  readonly base: string;
  title: string;
  body: string;
}

/** Status and body of an answer. */
type Answer = readonly [number, unknown];

export class ForgeServer {
  readonly requests: ApiRequest[] = [];
  readonly open: ServedRequest[] = [];
  /** Answers in place of the API, if it returns something. */
  refuse: (line: string) => Answer | undefined = () => undefined;
  /** Runs before a request of Git is answered: `POST /team/fleet.git/git-receive-pack`. */
  beforeGit: (line: string, headers: IncomingMessage['headers']) => Promise<unknown> = async () => undefined;
  git!: GitServer;

  /** Serves the repositories in `folder`; the API takes only `token`. */
  static async start(folder: string, token: string): Promise<ForgeServer> {
    const forge = new ForgeServer(token);
    forge.git = await GitServer.start(folder, { intercept: (request, response) => forge.serve(request, response) });
    return forge;
  }

  private constructor(private readonly token: string) {}

  stop(): Promise<void> {
    return this.git.stop();
  }

  /** `GET …`, `POST …`: the requests to the API so far. */
  get lines(): readonly string[] {
    return this.requests.map(({ line }) => line);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (!request.url!.startsWith('/api/')) {
      await this.beforeGit(`${request.method} ${request.url}`, request.headers);
      return false;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const line = `${request.method} ${request.url}`;
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.requests.push({ line, headers: request.headers, body });
    const isKnown = (request.headers.authorization ?? '').split(' ')[1] === this.token;
    const [status, answer] = isKnown ? (this.refuse(line) ?? this.answer(line, body)) : [401, { message: 'Bad credentials' }]; // prettier-ignore
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    return true;
  }

  private answer(line: string, body: unknown): Answer {
    const fields = (body ?? {}) as Record<string, string>;
    const query = new URL(line.split(' ')[1], 'http://forge').searchParams;
    const [method, path] = line.split(/[ ?]/);
    if (/\/users$/.test(path)) return [200, query.get('username') === 'ada' ? [{ id: 7 }] : []];
    if (method === 'GET' && /\/labels$/.test(path)) return [200, query.get('page') === '1' ? [{ id: 5, name: 'mesh' }] : []]; // prettier-ignore
    if (/\/(labels|requested_reviewers)$/.test(path)) return [200, []];
    if (!/\/(pulls|merge_requests)(\/\d+)?$/.test(path)) return [404, { message: 'Not Found' }];
    if (method === 'GET') return [200, this.find(query).map(each => this.show(each))];
    if (method === 'POST') return this.create(fields);
    const found = this.open.find(({ number }) => path.endsWith(`/${number}`));
    if (found === undefined) return [404, { message: 'Not Found' }];
    found.title = fields.title ?? found.title;
    found.body = fields.body ?? fields.description ?? found.body;
    return [200, this.show(found)];
  }

  private find(query: URLSearchParams): readonly ServedRequest[] {
    if (Number(query.get('page') ?? 1) > 1) return [];
    const branch = query.get('head')?.split(':')[1] ?? query.get('source_branch');
    return this.open.filter(each => branch === null || each.branch === branch);
  }

  private create(fields: Record<string, string>): Answer {
    const branch = fields.head ?? fields.source_branch;
    const base = fields.base ?? fields.target_branch;
    if (this.open.some(each => each.branch === branch)) {
      const isGitHub = this.requests.at(-1)!.line.includes('/api/v3/');
      const message = `A pull request already exists for team:${branch}.`;
      return isGitHub ? [422, { message: 'Validation Failed', errors: [{ resource: 'PullRequest', code: 'custom', message }] }] : [409, { message: [message] }]; // prettier-ignore
    }
    const made = { number: this.open.length + 1, branch, base, title: fields.title, body: fields.body ?? fields.description }; // prettier-ignore
    this.open.push(made);
    return [201, this.show(made)];
  }

  private show({ number, branch, base, title }: ServedRequest): object {
    const page = `${this.git.url}/team/fleet/pull/${number}`;
    const ends = { head: { ref: branch }, base: { ref: base } };
    return { number, iid: number, html_url: page, web_url: page, title, ...ends };
  }
}
