/**
 * Downloads a list of layers that is published at a URL. No login is sent.
 */
import { createHash } from 'node:crypto';
import { decodeText } from '../../model/data/decode-text';
import { ENCODINGS, readWholeBody } from '../http/http-body';
import { unexpectedStatus } from '../http/http-error';
import { LIMITS } from '../http/http-limits';
import { sendRequest } from '../http/http-request';
import { Deadline, withRetries } from '../http/retry';
import type { ReadOptions } from '../reading/catalog-source';

/** The text of a list, and the digest of its bytes. */
export interface DownloadedList {
  readonly text: string;
  /** `sha256:…`. */
  readonly digest: string;
}

/** Largest list, in bytes: a hundred thousand components are five megabytes. */
const LARGEST = 32 * 1024 * 1024;

/** Downloads the list at `url`; throws an error that says why that is not possible. */
export async function downloadList(url: string, env: ReadOptions['env']): Promise<DownloadedList> {
  const limits = { ...LIMITS, bodyBytes: LARGEST };
  const deadline = new Deadline(limits.totalMs);
  const { signal } = deadline;
  const headers = {
    accept: 'application/yaml, */*;q=0.8',
    'accept-encoding': ENCODINGS,
    'user-agent': 'cdk8s-profiles',
  };
  try {
    return await withRetries(limits, signal, async () => {
      const request = { url: new URL(url), headers, credentials: { identity: '' }, passCredentials: false, env };
      const answer = await sendRequest({ ...request, limits, signal });
      try {
        if (answer.status !== 200) throw unexpectedStatus(answer);
        const body = await readWholeBody(answer, limits, signal);
        return { text: decodeText(body), digest: `sha256:${createHash('sha256').update(body).digest('hex')}` };
      } finally {
        answer.close();
      }
    });
  } finally {
    deadline.close();
  }
}
