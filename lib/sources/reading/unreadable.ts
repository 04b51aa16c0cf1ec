/**
 * The error that says why a source cannot be read; it becomes one problem.
 */
import { cutText } from '../../model/data/cut-text';
import { toOneLine } from '../../model/data/invisible-text';

const LONGEST_REASON = 500;

/** Thrown where reading fails, caught in `readSource`; `reason` is for the end of a sentence. */
export class Unreadable extends Error {
  constructor(
    reason: string,
    /** Present if another attempt may help; `afterMs` if the server said how long to wait first. */
    readonly retry?: { readonly afterMs?: number },
    /** Whether the server does not use TLS. */
    readonly isPlain = false,
  ) {
    super(toReason(reason));
  }
}

/** The server cannot be connected to, so that asking it for anything else would fail alike. */
export class Unreachable extends Unreadable {}

/** The signatures of a source cannot be checked, so that none of its versions can be offered. */
export class Uncheckable extends Unreadable {}

/** `text` on one line, without control characters and shortened, because parts of it may come from a server. */
function toReason(text: string): string {
  const line = toOneLine(text);
  return line.length <= LONGEST_REASON ? line : `${cutText(line, LONGEST_REASON)}…`;
}

/** A URL for messages, without credentials and without what may be a token: `https://charts.example.com/index.yaml`. */
export function showUrl(url: URL): string {
  return url.origin + url.pathname;
}
