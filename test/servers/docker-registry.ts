/** Debian's `docker-registry` on a free loopback port, over plain HTTP; charts are pushed by plain requests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MANIFEST_TYPE, type OciChart, digestOf } from './oci-chart';

/** Whether there is a registry to start; `apt-get install docker-registry` brings one. */
export const hasDockerRegistry = (process.env.PATH ?? '')
  .split(delimiter)
  .some(folder => folder !== '' && existsSync(join(folder, 'docker-registry')));

/** Who is let in when the registry asks: the password in bcrypt, as `htpasswd -B` writes it. */
export const LOGIN = { username: 'me', password: 'hunter2' };
const HTPASSWD = 'me:$2y$05$abcdefghijklmnopqrstuuoXuKqgZXLiJqzfmMXDDhSFPIvxV7t8.\n';

export interface DockerRegistryOptions {
  /** @default nobody is asked */
  readonly withLogin?: boolean;
}

export class DockerRegistry {
  /** Starts a registry whose files are in `folder`. */
  static async start(folder: string, { withLogin = false }: DockerRegistryOptions = {}): Promise<DockerRegistry> {
    mkdirSync(folder, { recursive: true });
    const host = `127.0.0.1:${await freePort()}`;
    const htpasswd = { realm: 'test', path: join(folder, 'htpasswd') };
    const config = {
      version: 0.1,
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: join(folder, 'blobs') }, delete: { enabled: true } },
      http: { addr: host, secret: 'test' },
      ...(withLogin && { auth: { htpasswd } }),
    };
    writeFileSync(htpasswd.path, HTPASSWD);
    writeFileSync(join(folder, 'registry.yaml'), JSON.stringify(config));
    const child = spawn('docker-registry', ['serve', join(folder, 'registry.yaml')], { stdio: 'ignore' });
    const registry = new DockerRegistry(host, child, withLogin);
    await registry.untilReady();
    return registry;
  }

  private constructor(
    /** `127.0.0.1:40123`. */
    readonly host: string,
    private readonly child: ChildProcess,
    private readonly withLogin: boolean,
  ) {}

  /** Pushes a chart; its digest. */
  async push(repository: string, { tag, digest, manifest, blobs }: OciChart): Promise<string> {
    for (const blob of blobs) {
      const started = await this.request('POST', `/v2/${repository}/blobs/uploads/`);
      const url = new URL(started.headers.get('location')!, `http://${this.host}`);
      url.searchParams.set('digest', digestOf(blob));
      await this.request('PUT', url.pathname + url.search, blob, 'application/octet-stream');
    }
    await this.request('PUT', `/v2/${repository}/manifests/${tag}`, manifest, MANIFEST_TYPE);
    return digest;
  }

  /** Removes the manifest of a digest; the tags that stood for it are still listed. */
  async remove(repository: string, digest: string): Promise<void> {
    await this.request('DELETE', `/v2/${repository}/manifests/${digest}`);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }

  private async request(method: string, path: string, body?: Buffer, type?: string): Promise<Response> {
    const basic = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');
    const headers = {
      ...(this.withLogin && { authorization: `Basic ${basic}` }),
      ...(type !== undefined && { 'content-type': type }),
    };
    const answer = await fetch(`http://${this.host}${path}`, { method, headers, body: body && new Uint8Array(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    return answer;
  }

  private async untilReady(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt++) {
      if (this.child.exitCode !== null) throw new Error(`docker-registry ended with ${this.child.exitCode}`);
      if (await accepts(Number(this.host.split(':')[1]))) return;
      await sleep(25);
    }
    throw new Error('docker-registry does not answer');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.end());
  });
}
