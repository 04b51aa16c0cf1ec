/**
 * The user and password that a URL holds, taken out of it.
 */
import { rememberSecrets } from './known-secrets';

/** A URL without its login, and the login, decoded; without one both are empty. */
export interface SplitUrl {
  readonly url: URL;
  readonly username: string;
  readonly password: string;
}

/** Reads `https://user:pass@host/charts`; throws what `URL` throws, which holds the text. */
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
    return text; // a "%" that escapes nothing stands for itself
  }
}
