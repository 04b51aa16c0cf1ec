/** Git repositories over HTTP, for reading and pushing: the commands behind `git http-backend`, behind node:http. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
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
        await serve(folder, request, response);
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

const GIT = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git');
const REQUEST = /^(.*)\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** What version 2 of the protocol begins with does not depend on what is in a repository: its settings -> answer. */
const offers = new Map<string, Buffer>();

/** One request, answered as `git http-backend` does and by the same commands, but with a process less. */
async function serve(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, path = '', end] = REQUEST.exec(decodeURIComponent(pathname)) ?? [];
  const repository = join(folder, path);
  const service = end === 'info/refs' ? searchParams.get('service') : end;
  if (end === undefined || service === null || !existsSync(join(repository, 'HEAD'))) {
    response.writeHead(404).end();
  } else if (end === 'info/refs') {
    await offer(repository, service, request, response);
  } else {
    answer(start(repository, service, request), service, request, response);
  }
}

function start(repository: string, service: string, { headers }: IncomingMessage, ...flags: readonly string[]) {
  return spawn(GIT, [service.slice('git-'.length), '--stateless-rpc', ...flags, repository], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH, GIT_PROTOCOL: String(headers['git-protocol'] ?? '') },
  });
}

/** Says what the server can do, and before version 2 also what there is. */
async function offer(
  repository: string,
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isSecond = service === 'git-upload-pack' && request.headers['git-protocol'] === 'version=2';
  const settings = readFileSync(join(repository, 'config'), 'utf8');
  let body = isSecond ? offers.get(settings) : undefined;
  if (body === undefined) {
    const child = start(repository, service, request, '--advertise-refs');
    const ended = once(child, 'close');
    body = await buffer(child.stdout);
    const [code] = (await ended) as [number | null];
    if (code !== 0) return void response.writeHead(500).end();
    if (isSecond) offers.set(settings, body);
  }
  response.writeHead(200, { 'content-type': `application/x-${service}-advertisement` });
  const line = `# service=${service}\n`;
  if (!isSecond) response.write(`${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`);
  response.end(body);
}

function answer(
  child: ReturnType<typeof start>,
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  child.on('error', () => response.destroy());
  child.stdin.on('error', () => {}); // it may answer before it has read everything
  response.writeHead(200, { 'content-type': `application/x-${service}-result` });
  const isZipped = request.headers['content-encoding'] === 'gzip';
  (isZipped ? request.pipe(createGunzip()) : request).pipe(child.stdin);
  child.stdout.pipe(response);
  response.on('close', () => child.stdout.resume()); // if nothing reads it, the child still ends
}
