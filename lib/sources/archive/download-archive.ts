/**
 * Downloads the archive of a chart in a Helm repository once, and checks it against the digest in
 * the catalog.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import { ContentCache } from '../cache/content-cache';
import { MEBIBYTE } from '../reading/bytes';
import type { HelmRepositorySource, ReadOptions } from '../reading/catalog-source';
import { type Credentials, findCredentials } from '../login/find-credentials';
import { readWholeBody } from '../http/http-body';
import { unexpectedStatus } from '../http/http-error';
import type { HttpAnswer } from '../http/http-answer';
import { isSameServer, sendRequest } from '../http/http-request';
import type { Limits } from '../http/http-limits';
import { Deadline, withRetries } from '../http/retry';
import { sha256 } from '../cache/sha256';
import { showUrl, Unreadable } from '../reading/unreadable';

/** Archives larger than this are not read. */
const LARGEST_ARCHIVE = 50 * MEBIBYTE;

/** Downloads the archive of `entry`; throws Unreadable if there is no archive, or it has another digest. */
export async function downloadArchive(
  source: HelmRepositorySource,
  entry: CatalogEntry,
  options: ReadOptions,
  limits: Limits,
): Promise<Buffer> {
  const digest = expectedDigest(entry);
  const kept = await findKeptArchive(entry, options);
  if (kept !== undefined) return kept;
  const data = await download(source, archiveUrl(source, entry), options, limits);
  const found = sha256(data);
  if (digest !== undefined && found !== digest) {
    throw new Unreadable(`its archive is not the one that the catalog lists: its SHA-256 is ${found}, not ${digest}; find out who replaced it, and why`); // prettier-ignore
  }
  if (digest !== undefined) await new ContentCache(options.cacheFolder, 'charts').keep(found, data);
  return data;
}

/** The archive of `entry` in the cache; `undefined` if it is not there, or the catalog has no digest. */
export async function findKeptArchive(entry: CatalogEntry, options: ReadOptions): Promise<Buffer | undefined> {
  const digest = expectedDigest(entry);
  return digest === undefined ? undefined : new ContentCache(options.cacheFolder, 'charts').find(digest);
}

/** The digest in hexadecimal digits; `undefined` if the catalog has no digest. */
function expectedDigest({ origin }: CatalogEntry): string | undefined {
  if (origin.kind !== 'chart' || origin.digest === undefined) return undefined;
  const digest = origin.digest.toLowerCase().replace(/^sha256:/, '');
  if (/^[0-9a-f]{64}$/.test(digest)) return digest;
  throw new Unreadable(`its digest in the catalog, "${origin.digest.slice(0, 100)}", is not a SHA-256 digest`);
}

/** Resolves the URL as Helm does: relative to the repository, or absolute. */
export function archiveUrl({ url }: HelmRepositorySource, { origin, version, archiveUrl: listed }: CatalogEntry): URL {
  const chart = origin.kind === 'chart' ? origin.chart : '';
  const text = listed ?? `${encodeURIComponent(chart)}-${encodeURIComponent(version)}.tgz`;
  let target: URL;
  try {
    target = new URL(text, `${url}/`);
  } catch {
    throw new Unreadable('the repository lists its archive at something that is not a URL');
  }
  if (target.protocol === 'http:' || target.protocol === 'https:') return target;
  throw new Unreadable(`the repository lists its archive at ${target.protocol.slice(0, 20)}, which is not read`);
}

async function download(source: HelmRepositorySource, url: URL, options: ReadOptions, limits: Limits): Promise<Buffer> {
  const deadline = new Deadline(limits.totalMs, options.signal);
  try {
    const credentials = credentialsFor(source, url, await findCredentials(source, options));
    const { env } = options;
    const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'cdk8s-profiles' };
    const passCredentials = source.passCredentials === true;
    const request = { url, headers, credentials, passCredentials, env, limits, signal: deadline.signal };
    return await withRetries(limits, deadline.signal, async () => {
      const answer = await sendRequest(request);
      try {
        return await readAll(answer, url, limits, deadline.signal);
      } finally {
        answer.close();
      }
    });
  } finally {
    deadline.close();
  }
}

/** An index may list archives on any server; credentials are sent to the repository's own server only. */
function credentialsFor(source: HelmRepositorySource, url: URL, credentials: Credentials): Credentials {
  if (source.passCredentials === true || isSameServer(new URL(source.url), url)) return credentials;
  const { tls, identity } = credentials;
  return { identity, tls: tls && { label: tls.label, ca: tls.ca } };
}

async function readAll(answer: HttpAnswer, url: URL, limits: Limits, signal: AbortSignal): Promise<Buffer> {
  const { status } = answer;
  if (status === 404 || status === 410) throw new Unreadable(`its archive ${showUrl(url)} does not exist (${status})`);
  if (status !== 200) throw unexpectedStatus(answer);
  // archives are gzipped already, and some servers say so in `content-encoding` again
  const headers = new Map([...answer.headers].filter(([name]) => name !== 'content-encoding'));
  const bounds = { ...limits, bodyBytes: LARGEST_ARCHIVE, lineBytes: Infinity };
  return readWholeBody({ ...answer, headers }, bounds, signal);
}
