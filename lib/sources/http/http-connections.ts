/**
 * Keeps connections open between requests: otherwise many small requests to one server would need a
 * handshake each.
 */
import type { Dispatcher } from 'undici';

export class Connections {
  private readonly opened = new Map<string, Dispatcher>();

  /** Returns the connections for `key`; `open` creates them if there are none. */
  get(key: string, open: () => Dispatcher): Dispatcher {
    const dispatcher = this.opened.get(key) ?? open();
    this.opened.set(key, dispatcher);
    return dispatcher;
  }

  /** Closes all connections. */
  close(): void {
    for (const dispatcher of this.opened.values()) void dispatcher.destroy().catch(() => undefined);
    this.opened.clear();
  }
}
