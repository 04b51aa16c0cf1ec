/**
 * What a server answered, before its body is read.
 */
import type { Readable } from 'node:stream';

export interface HttpAnswer {
  readonly status: number;
  /** In lower case. Of a header that came on several lines, all of them when it is a list, else the first. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Readable;
  /** Whom messages about it name: `charts.example.com`. */
  readonly place: string;
  /** Whose it is, after all redirects. */
  readonly url: URL;
  /** Whether the server saw credentials. */
  readonly isAuthorized: boolean;
  /** Whether there are credentials that it did not see, because another server redirected to it. */
  readonly isWithheld: boolean;
  /** Ends the connection, or leaves it to the next request; to be called in any case. */
  readonly close: () => void;
}
