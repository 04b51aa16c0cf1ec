/** An HTTP server on a free loopback port. */
import { once } from 'node:events';
import { RequestListener, Server, createServer } from 'node:http';
import { AddressInfo } from 'node:net';

export class LoopbackServer {
  static async start(listener: RequestListener): Promise<LoopbackServer> {
    const server = createServer(listener);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new LoopbackServer(server);
  }

  /** Without a slash at the end. */
  readonly url: string;

  private constructor(private readonly server: Server) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
