/** Git repositories over HTTP, for reading and pushing: `git http-backend` behind node:http. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { GitRepository } from './git-repository';
import { LoopbackServer } from './loopback-server';

export interface GitServerOptions {
  /** Login that every request needs. @default none */
  readonly login?: { readonly username: string; readonly password: string };
  /** May answer a request itself, in which case it returns true; requests wait for it. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
}

export class GitServer {
  /** Serves the repositories in `folder`. */
  static async start(folder: string, options: GitServerOptions = {}): Promise<GitServer> {
    mkdirSync(folder, { recursive: true });
    const requests: string[] = [];
    const server = await LoopbackServer.start(async (request, response) => {
      requests.push(`${request.method} ${request.url}`);
      if (await options.intercept?.(request, response)) return;
      if (options.login && !isLogin(request, options.login)) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      } else {
        serve(folder, request, response);
      }
    });
    return new GitServer(server, folder, requests);
  }

  private constructor(
    private readonly server: LoopbackServer,
    private readonly folder: string,
    /** The requests so far: `GET /profiles.git/info/refs?service=git-upload-pack`. */
    readonly requests: string[],
  ) {}

  /** Without a slash at the end. */
  get url(): string {
    return this.server.url;
  }

  /** Creates an empty repository at `<url>/<name>.git`, whose branch is `main`. */
  async createRepository(name: string): Promise<GitRepository> {
    return GitRepository.create(join(this.folder, `${name}.git`), `${this.server.url}/${name}.git`);
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}

function isLogin(
  { headers }: IncomingMessage,
  { username, password }: { username: string; password: string },
): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** What `git http-backend` would start: a process less for each request. */
const BACKEND = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');

/** One request as CGI: headers in variables, the body on stdin. */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const backend = spawn(BACKEND, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  backend.stdin.on('error', () => {}); // it may answer before it has read everything
  request.pipe(backend.stdin);

  let head = Buffer.alloc(0);
  backend.stdout.on('data', (piece: Buffer) => {
    if (response.headersSent) return void response.write(piece);
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    answerHead(response, head.subarray(0, end).toString());
    response.write(head.subarray(end + 4));
  });
  backend.stdout.on('end', () => response.end());
  backend.on('error', () => response.destroy());
}

/** `Status: 404 Not Found` is the status; the other lines are headers. */
function answerHead(response: ServerResponse, head: string): void {
  const lines = head
    .split('\r\n')
    .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  const status = lines.find(([name]) => name === 'Status');
  const headers = lines.filter(([name]) => name !== 'Status');
  response.writeHead(status === undefined ? 200 : parseInt(status[1], 10), Object.fromEntries(headers));
}
