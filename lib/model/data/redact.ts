/**
 * Makes URLs and texts safe to show: `***` replaces users, passwords, and what may be a token.
 */

/** `url` without user and password, for messages: `https://***@charts.example.com`, `***@charts.example.com`. */
export function withoutCredentials(url: string): string {
  const text = String(url);
  const at = text.lastIndexOf('@');
  const scheme = text.indexOf('://');
  const slashes = scheme === -1 ? (text.startsWith('//') ? 0 : -1) : scheme + 1;
  if (slashes !== -1 && slashes < at) return `${text.slice(0, slashes)}//***${text.slice(at)}`;
  // a user alone is not a secret, as in git@git.example.com:x
  return text.slice(0, Math.max(at, 0)).includes(':') ? `***${text.slice(at)}` : text;
}

/** Like `withoutCredentials`, and without a query or a fragment, which may contain a token; a JSON pointer is kept. */
export function withoutTokens(url: string): string {
  return withoutCredentials(url)
    .replace(/\?[^#]*/, '?***')
    .replace(/#(?!\/).*$/s, '#***');
}

/** `text` without the users and passwords of all URLs in it. */
export function withoutLogins(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, '//***@');
}

/** `text` without any of `secrets`, longest first. */
export function withoutSecrets(text: string, secrets: Iterable<string>): string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}
