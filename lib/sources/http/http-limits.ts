/**
 * Limits on how long and how much is read from a server.
 */
import { MEBIBYTE } from '../reading/bytes';

export type Limits = Readonly<typeof LIMITS>;

export const LIMITS = {
  /** To a connection, TLS and a proxy's answer included. */
  connectMs: 10_000,
  /** Between two pieces of an answer. */
  idleMs: 30_000,
  /** For a source altogether: redirects, waits and further attempts. */
  totalMs: 300_000,
  /** Attempts after the first, when the server is busy or a connection breaks. */
  retries: 3,
  /** Before the first of them; doubled for each further one. */
  backoffMs: 500,
  /** The longest that a server may ask to wait with `Retry-After`. */
  retryAfterMs: 30_000,
  redirects: 10,
  /** Of a body, decompressed. */
  bodyBytes: 256 * MEBIBYTE,
};
