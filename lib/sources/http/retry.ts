/**
 * Retries an action until it succeeds, cannot succeed, or takes too long.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from './http-limits';
import { Unreadable } from '../reading/unreadable';

/** Aborts after a time limit, or when the caller aborts; its reason is an Unreadable. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly stop = () => this.controller.abort(new Unreadable('it was stopped'));

  constructor(
    totalMs: number,
    private readonly caller?: AbortSignal,
  ) {
    const late = new Unreadable(`it took longer than ${totalMs / 1000} s altogether`);
    // each request and each source adds a listener; without this, Node warns of the eleventh
    setMaxListeners(0, this.signal, ...(caller ? [caller] : []));
    this.timer = setTimeout(() => this.controller.abort(late), totalMs);
    if (caller?.aborted) this.stop();
    else caller?.addEventListener('abort', this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  close(): void {
    clearTimeout(this.timer);
    this.caller?.removeEventListener('abort', this.stop);
  }
}

/** Returns the result of the first `attempt` that succeeds; throws the error of the last one. */
export async function withRetries<T>(limits: Limits, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let count = 0; ; count++) {
    if (signal.aborted) throw signal.reason;
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unreadable) || error.retry === undefined || count === limits.retries) throw error;
      await pause(error, count, limits, signal);
    }
  }
}

async function pause(
  { message, retry }: Unreadable,
  count: number,
  limits: Limits,
  signal: AbortSignal,
): Promise<void> {
  const asked = retry?.afterMs ?? 0;
  if (asked > limits.retryAfterMs) {
    throw new Unreadable(`${message}, and asks to wait ${Math.ceil(asked / 1000)} s, which is too long`);
  }
  // so that rejected requests are not all sent again at the same time
  const backoff = limits.backoffMs * 2 ** count * (0.5 + Math.random() / 2);
  try {
    await sleep(Math.max(asked, backoff), undefined, { signal });
  } catch {
    throw signal.reason; // the wait was aborted, and this throws the reason
  }
}
