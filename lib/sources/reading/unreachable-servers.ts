/**
 * Servers that cannot be connected to: each is asked until it fails, and then no more, and it is
 * one problem for everything that it would have been asked for.
 */
import type { Problem } from '../../model/problem';
import type { Unreachable } from './unreadable';

/** Collects servers, and the `items` that could not be read from them. */
export class UnreachableServers<T> {
  private readonly found = new Map<string, { readonly error: Unreachable; readonly items: T[] }>();

  /** Takes `item` if `server` failed before. */
  addIfKnown(server: string, item: T): boolean {
    const known = this.found.get(server);
    known?.items.push(item);
    return known !== undefined;
  }

  /** Takes `item`, for which `server` could not be connected to. */
  add(server: string, item: T, error: Unreachable): void {
    if (!this.addIfKnown(server, item)) this.found.set(server, { error, items: [item] });
  }

  /** The first error; `undefined` if all servers can be connected to. */
  get error(): Unreachable | undefined {
    return [...this.found.values()][0]?.error;
  }

  /** One problem for each server. */
  toProblems(describe: (items: readonly T[], reason: string) => Problem): Problem[] {
    return [...this.found.values()].map(({ error, items }) => describe(items, error.message));
  }
}
