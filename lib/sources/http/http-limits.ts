/**
 * How long and how much is read before a server is given up.
 */
export interface Limits {
  /** To a connection, TLS and a proxy's answer included. */
  readonly connectMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  /** For a source altogether: redirects, waits and further attempts. */
  readonly totalMs: number;
  /** Attempts after the first, when the server is busy or a connection breaks. */
  readonly retries: number;
  /** Before the first of them; doubled for each further one. */
  readonly backoffMs: number;
  /** The longest that a server may ask to wait with `Retry-After`. */
  readonly retryAfterMs: number;
  readonly redirects: number;
  /** Of a body, decompressed. */
  readonly bodyBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const LIMITS: Limits = {
  connectMs: 10_000,
  idleMs: 30_000,
  totalMs: 300_000,
  retries: 3,
  backoffMs: 500,
  retryAfterMs: 30_000,
  redirects: 10,
  bodyBytes: 256 * MEBIBYTE,
};

/** `256 MB`, as messages say it. */
export function formatBytes(bytes: number): string {
  return bytes >= MEBIBYTE ? `${Math.round(bytes / MEBIBYTE)} MB` : `${bytes} bytes`;
}
