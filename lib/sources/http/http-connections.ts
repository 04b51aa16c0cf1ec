/**
 * Connections that are kept open from one request to the next: many small answers of one
 * server would otherwise cost a handshake each.
 */
import type { Dispatcher } from 'undici';

export class Connections {
  private readonly opened = new Map<string, Dispatcher>();

  /** The connections that go by `key`, made by `open` when there are none. */
  get(key: string, open: () => Dispatcher): Dispatcher {
    const dispatcher = this.opened.get(key) ?? open();
    this.opened.set(key, dispatcher);
    return dispatcher;
  }

  /** Ends them all. */
  close(): void {
    for (const dispatcher of this.opened.values()) void dispatcher.destroy().catch(() => undefined);
    this.opened.clear();
  }
}
