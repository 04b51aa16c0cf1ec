/**
 * The response of a server, before its body is read.
 */
import type { Readable } from 'node:stream';

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. A header on several lines is joined if it is a list; otherwise the first line is kept. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Readable;
  /** The server's name for messages: `charts.example.com`. */
  readonly place: string;
  /** URL of the response, after all redirects. */
  readonly url: URL;
  /** Whether credentials were sent to the server. */
  readonly isAuthorized: boolean;
  /** Whether credentials were withheld, because another server redirected to this one. */
  readonly isWithheld: boolean;
  /** Closes the connection, or keeps it for the next request. Must always be called. */
  readonly close: () => void;
}
