/**
 * Secrets that this process has read, so that they can be masked in all output: a server may repeat
 * a header in its response, and a program may print it to stderr.
 */
import { withoutLogins, withoutSecrets } from '../../model/data/redact';

/** Masking shorter ones would mask ordinary words. */
const SHORTEST = 4;
const known = new Set<string>();

/** Masks `secrets` from now on, including their URL-encoded forms. */
export function rememberSecrets(...secrets: readonly string[]): void {
  for (const secret of secrets.flatMap(text => [text, encodeURIComponent(text)])) {
    if (secret.length >= SHORTEST) known.add(secret);
  }
}

/** Returns `text` with `***` for every known secret. */
export function maskSecrets(text: string): string {
  return withoutSecrets(text, known);
}

/** Returns a message of another program without known secrets, and without logins in URLs. */
export function maskMessage(text: string): string {
  return withoutLogins(maskSecrets(text));
}
