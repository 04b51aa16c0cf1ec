/**
 * Downloads the index of a Helm repository, checks it, caches it for the next run, and reads it.
 */
import { dropUndownloadable } from '../../model/helm-index/drop-undownloadable';
import type { HelmIndex } from '../../model/helm-index/helm-index-charts';
import { HelmIndexReader } from '../../model/helm-index/helm-index-reader';
import { formatProblem } from '../../model/problem-words';
import type { HelmRepositorySource, ReadOptions } from '../reading/catalog-source';
import { type Credentials, findCredentials } from '../login/find-credentials';
import { variableName } from '../login/source-variables';
import { ENCODINGS, readBody } from '../http/http-body';
import { unexpectedStatus } from '../http/http-error';
import { CacheWriter, DamagedBody, type Validators } from '../cache/cache-writer';
import { type CachedBody, HttpCache } from '../cache/http-cache';
import type { HttpAnswer } from '../http/http-answer';
import { sendRequest } from '../http/http-request';
import type { Limits } from '../http/http-limits';
import { Deadline, withRetries } from '../http/retry';
import { showUrl, Unreadable } from '../reading/unreadable';

export interface DownloadedIndex {
  readonly index: HelmIndex;
  /** Whether the server said that it has not changed. */
  readonly isUnchanged: boolean;
}

/** Downloads the index of `source`; throws Unreadable if it cannot be downloaded or read. */
export async function downloadIndex(
  source: HelmRepositorySource,
  options: ReadOptions,
  limits: Limits,
): Promise<DownloadedIndex> {
  const deadline = new Deadline(limits.totalMs, options.signal);
  try {
    const credentials = await findCredentials(source, options);
    const download = new Download(source, options, limits, credentials, deadline.signal);
    return await withRetries(limits, deadline.signal, () => download.attempt());
  } finally {
    deadline.close();
  }
}

class Download {
  private readonly url: URL;
  private readonly cache: HttpCache;
  /** Whether the cached body was damaged; it is then downloaded again. */
  private isCacheDamaged = false;

  constructor(
    private readonly source: HelmRepositorySource,
    private readonly options: ReadOptions,
    private readonly limits: Limits,
    private readonly credentials: Credentials,
    private readonly signal: AbortSignal,
  ) {
    this.url = new URL(`${source.url}/index.yaml`);
    this.cache = new HttpCache(options.cacheFolder, this.url.href, credentials.identity);
  }

  async attempt(): Promise<DownloadedIndex> {
    const known = this.isCacheDamaged ? undefined : await this.cache.find();
    const answer = await this.send(known);
    try {
      if (answer.status === 304 && known !== undefined) {
        const index = await this.readCached(known);
        if (index !== undefined) return { index, isUnchanged: true };
      } else if (answer.status === 200) {
        return { index: await this.readAnswer(answer), isUnchanged: false };
      } else {
        throw this.refusal(answer);
      }
    } finally {
      answer.close();
    }
    this.isCacheDamaged = true;
    return this.attempt();
  }

  private send(known: Validators | undefined): Promise<HttpAnswer> {
    const { env } = this.options;
    const headers = {
      accept: 'application/yaml, application/json;q=0.9, */*;q=0.8',
      'accept-encoding': ENCODINGS,
      'user-agent': 'cdk8s-profiles',
      ...(known?.etag !== undefined && { 'if-none-match': known.etag }),
      ...(known?.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
    };
    const { url, credentials, limits, signal } = this;
    const passCredentials = this.source.passCredentials === true;
    return sendRequest({ url, headers, credentials, passCredentials, env, limits, signal });
  }

  private openReader(readAgain: () => Buffer): HelmIndexReader {
    const { profiles, charts } = this.source;
    const choice = { everyVersion: profiles === 'all', charts: charts && new Set(charts) };
    return new HelmIndexReader({ file: this.url.href, ...choice }, readAgain);
  }

  private async readCached(known: CachedBody): Promise<HelmIndex | undefined> {
    const reader = this.openReader(() => this.cache.readAll(known));
    try {
      return (await this.cache.read(known, chunk => reader.push(chunk))) ? endOf(reader) : undefined;
    } catch (error) {
      if (error instanceof DamagedBody) return undefined;
      throw error;
    }
  }

  private async readAnswer(answer: HttpAnswer): Promise<HelmIndex> {
    const validators = { etag: answer.headers.get('etag'), lastModified: answer.headers.get('last-modified') };
    // without them, the server cannot be asked next time whether the index has changed
    const isKept = (validators.etag ?? validators.lastModified) !== undefined;
    const writer = isKept ? await this.cache.write() : new CacheWriter();
    const reader = this.openReader(() => writer.readAll());
    try {
      for await (const chunk of readBody(answer, this.limits, this.signal, this.options.onProgress)) {
        reader.push(chunk);
        if (reader.isRefused) break;
        writer.write(chunk);
      }
      const index = endOf(reader);
      await writer.commit(validators);
      return index;
    } catch (error) {
      writer.abort();
      throw error;
    }
  }

  private refusal({ status, headers, place, isAuthorized, isWithheld, url }: HttpAnswer): Unreadable {
    const { source } = this;
    if (isWithheld && (status === 401 || status === 403)) {
      const target = showUrl(url).replace(/\/index\.yaml$/, '');
      return new Unreadable(
        `${place} asks for credentials (${status}), and the credentials of ${this.url.host} were not shown to it: ${this.url.host} redirects there; if that is intended, write "url: ${target}"`,
      );
    }
    if (status === 401 || status === 403) {
      const ways = `name a Secret in "secretRef", or set ${variableName(source, 'USERNAME')} and ${variableName(source, 'PASSWORD')} or ${variableName(source, 'TOKEN')}`; // prettier-ignore
      const what = isAuthorized ? 'does not accept the credentials' : `asks for credentials; ${ways}`;
      return new Unreadable(`${place} ${what} (${status})`);
    }
    if (status === 404 || status === 410) {
      return new Unreadable(`${showUrl(this.url)} does not exist (${status}); check the URL`);
    }
    if (status === 407) return new Unreadable(`${place}: the proxy asks for a user and a password (407)`);
    return unexpectedStatus({ status, headers, place });
  }
}

/** Returns what was read; throws Unreadable if it is not a Helm index. */
function endOf(reader: HelmIndexReader): HelmIndex {
  const index = reader.end();
  const invalid = index.problems.find(({ kind }) => kind === 'invalid-index');
  if (invalid !== undefined) throw new Unreadable(formatProblem(invalid));
  return dropUndownloadable(index);
}
