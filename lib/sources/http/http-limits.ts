/**
 * Limits on how long and how much is read from a server.
 */
import { MEBIBYTE } from '../reading/bytes';

export type Limits = Readonly<typeof LIMITS>;

export const LIMITS = {
  /** Time to connect, including TLS and the response of a proxy. */
  connectMs: 10_000,
  /** Time between two pieces of a response. */
  idleMs: 30_000,
  /** Time for a whole source, including redirects, waiting and retries. */
  totalMs: 300_000,
  /** Retries if the server is busy or a connection breaks. */
  retries: 3,
  /** Waiting time before the first retry; doubled for each further one. */
  backoffMs: 500,
  /** The longest time that a server may ask to wait with `Retry-After`. */
  retryAfterMs: 30_000,
  redirects: 10,
  /** Size of a body, decompressed. */
  bodyBytes: 256 * MEBIBYTE,
};
