/**
 * Why a source cannot be read, on its way to the one problem that says so.
 */
import { cutText } from '../../model/data/cut-text';
import { toOneLine } from '../../model/data/invisible-text';

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
  const line = toOneLine(text);
  return line.length <= LONGEST_REASON ? line : `${cutText(line, LONGEST_REASON)}…`;
}

/** `https://charts.example.com/index.yaml`: a URL as it may be shown, without credentials and what may be a token. */
export function showUrl(url: URL): string {
  return url.origin + url.pathname;
}
