/**
 * Separates the user and password from a URL.
 */
import { rememberSecrets } from './known-secrets';

/** A URL without its login, and the decoded login; both parts are empty if there is none. */
export interface SplitUrl {
  readonly url: URL;
  readonly username: string;
  readonly password: string;
}

/** Splits `https://user:pass@host/charts`. An error of `URL` is passed on; its message contains the text. */
export function splitLogin(text: string): SplitUrl {
  const url = new URL(text);
  const username = decode(url.username);
  const password = decode(url.password);
  url.username = '';
  url.password = '';
  return { url, username, password };
}

/** Value of a header for basic authentication. */
export function formatBasic(username: string, password: string): string {
  const value = Buffer.from(`${username}:${password}`).toString('base64');
  rememberSecrets(password, value);
  return `Basic ${value}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a "%" that does not begin an escape is kept
  }
}
