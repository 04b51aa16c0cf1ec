/**
 * Secrets that this process has read, so that whatever prints can mask them: a server may echo a
 * header in its answer, a program may print it on stderr.
 */
import { withoutLogins, withoutSecrets } from '../../model/data/redact';

/** Shorter ones would mask ordinary words. */
const SHORTEST = 4;
const known = new Set<string>();

/** Masks `secrets` from now on, also as parts of URLs. */
export function rememberSecrets(...secrets: readonly string[]): void {
  for (const secret of secrets.flatMap(text => [text, encodeURIComponent(text)])) {
    if (secret.length >= SHORTEST) known.add(secret);
  }
}

/** `text` with `***` for every secret that is known. */
export function maskSecrets(text: string): string {
  return withoutSecrets(text, known);
}

/** What another program said: without secrets that are known, and without logins in URLs. */
export function maskMessage(text: string): string {
  return withoutLogins(maskSecrets(text));
}
