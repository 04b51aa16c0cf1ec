/**
 * URLs of Git repositories in the forms that Flux accepts: https, http and ssh, written in full.
 *
 * Git accepts many other forms, some of which run commands.
 */

// eslint-disable-next-line no-control-regex
const UNUSUAL = /[\x00-\x20\x7f\\]/;
const USER = /^[A-Za-z0-9_][\w.-]*$/;
const HOST = /^(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])$/;

/** Why `text` cannot be read, for the end of a sentence; `undefined` if it can. */
export function describeGitUrlFault(text: string): string | undefined {
  if (/^[\w.-]+@[\w.-]+:/.test(text)) return `write it in full, as in ssh://${text.replace(':', '/')}`;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // the parser's message differs between versions of Node
    return 'write it in full, such as https://git.example.com/profiles or ssh://git@git.example.com/profiles';
  }
  if (!/^(?:https?|ssh):\/\//.test(text)) return 'it must begin with https://, http:// or ssh://';
  if (url.password !== '' || (url.username !== '' && url.protocol !== 'ssh:')) {
    return 'it contains a user or a password; put them in a Secret and name that in "secretRef"';
  }
  if (url.username !== '' && !USER.test(url.username)) return 'its user contains characters that are not allowed';
  if (!HOST.test(url.hostname)) return 'it names no host';
  if (UNUSUAL.test(text)) return 'it contains spaces, backslashes or control characters';
  if (url.search !== '' || url.hash !== '') return 'it may not hold "?" or "#"';
  if (url.pathname.length <= 1) return 'it names no repository';
  return undefined;
}
