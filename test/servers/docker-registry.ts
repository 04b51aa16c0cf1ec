/** Debian's `docker-registry` on a free loopback port, over plain HTTP; charts are pushed by plain requests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MANIFEST_TYPE, type OciChart, digestOf } from './oci-chart';
import { stop, untilSaid } from './server-process';

/** Whether docker-registry is installed; `apt-get install docker-registry` installs it. */
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
    const htpasswd = { realm: 'test', path: join(folder, 'htpasswd') };
    const config = {
      version: 0.1,
      log: { level: 'info', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, 'blobs') }, delete: { enabled: true } },
      http: { addr: '127.0.0.1:0', secret: 'test' },
      ...(withLogin && { auth: { htpasswd } }),
    };
    writeFileSync(htpasswd.path, HTPASSWD);
    writeFileSync(join(folder, 'registry.yaml'), JSON.stringify(config));
    const args = ['serve', join(folder, 'registry.yaml')];
    const child = spawn('docker-registry', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const [, host] = await untilSaid(child, /listening on (127\.0\.0\.1:\d+)/);
    return new DockerRegistry(host, child, withLogin);
  }

  private constructor(
    /** `127.0.0.1:40123`. */
    readonly host: string,
    private readonly child: ChildProcess,
    private readonly withLogin: boolean,
  ) {}

  /** Pushes a chart; returns its digest. */
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

  /** Removes the manifest with a digest; the tags that pointed to it are still listed. */
  async remove(repository: string, digest: string): Promise<void> {
    await this.request('DELETE', `/v2/${repository}/manifests/${digest}`);
  }

  async stop(): Promise<void> {
    await stop(this.child);
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
}
