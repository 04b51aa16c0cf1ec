/**
 * Why a source cannot be read, on its way to the one problem that says so.
 */

// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+/g;
const LONGEST_REASON = 500;

/** Thrown where reading ends, caught in `readSource`; `reason` is for the end of a sentence. */
export class Unreadable extends Error {
  constructor(
    reason: string,
    /** Whether another attempt may help; and not before this many milliseconds, when the server said so. */
    readonly retry?: { readonly afterMs?: number },
    /** Whether the server does not speak TLS. */
    readonly isPlain = false,
  ) {
    super(toReason(reason));
  }
}

/** The signatures of a source cannot be checked, so that none of its versions can be offered. */
export class Uncheckable extends Unreadable {}

/** `text` on one line without control characters, and not endless: some of it may be a server's. */
function toReason(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').trim();
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON)}…`;
}

/** `https://charts.example.com/index.yaml`: a URL as it may be shown, without credentials and what may be a token. */
export function showUrl(url: URL): string {
  return url.origin + url.pathname;
}
