/**
 * Loopback ports that no other test cluster uses, in this process or another.
 *
 * A cluster owns a block of ports while it listens on the block's first one. The blocks are below
 * the ports that the kernel assigns to outgoing connections.
 */
import { once } from 'node:events';
import { Server, createServer } from 'node:net';

const FIRST = 12_000;
const LAST = 32_000;
const BLOCK = 32;

export class Ports {
  /** Takes the first free block after a random one. */
  static async take(): Promise<Ports> {
    const blocks = Math.floor((LAST - FIRST) / BLOCK);
    const begin = Math.floor(Math.random() * blocks);
    for (let tried = 0; tried < blocks; tried++) {
      const first = FIRST + ((begin + tried) % blocks) * BLOCK;
      const lock = await tryListen(first);
      if (lock !== undefined) return new Ports(first, lock);
    }
    throw new Error(`no free block of ports between ${FIRST} and ${LAST}`);
  }

  private last: number;

  private constructor(
    private readonly first: number,
    private readonly lock: Server,
  ) {
    this.last = first;
  }

  /** The next port of the block on which no process listens. */
  async next(): Promise<number> {
    while (++this.last < this.first + BLOCK) {
      const server = await tryListen(this.last);
      if (server === undefined) continue;
      server.close();
      await once(server, 'close');
      return this.last;
    }
    throw new Error(`all ${BLOCK} ports from ${this.first} on are taken`);
  }

  /** Releases the block. */
  release(): void {
    this.lock.close();
  }
}

async function tryListen(port: number): Promise<Server | undefined> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server.unref();
  } catch {
    return undefined; // somebody listens there
  }
}
