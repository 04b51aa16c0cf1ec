/**
 * A server whose index changes, and what the cache has of it.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReadOptions } from '../../../lib/sources/reading/catalog-source';
import { HttpCache } from '../../../lib/sources/cache/http-cache';
import { readSource } from '../../../lib/sources/read-source';
import { filesIn } from '../../constructs/temporary-folder';
import { INDEX, QUICK, repositoryAt, serve } from '../serve';

/** A server whose index may change, and which counts how often it sends it. */
export async function serveVersioned(
  headersOf: (text: string) => Record<string, string> = text => ({ etag: etagOf(text) }),
) {
  const state = { text: INDEX, sent: 0 };
  const server = await serve((request: IncomingMessage, response: ServerResponse) => {
    const headers = headersOf(state.text);
    const { 'if-none-match': etag, 'if-modified-since': since } = request.headers;
    const isKnown =
      etag !== undefined ? etag === headers.etag : since !== undefined && since === headers['last-modified'];
    if (isKnown) return void response.writeHead(304, headers).end();
    state.sent++;
    response.writeHead(200, headers).end(state.text);
  });
  return { ...server, state };
}

/** Settles when the cache has created the file for a body. */
export function whenWriting(): Promise<void> {
  const { write } = HttpCache.prototype;
  return new Promise(resolve => {
    jest.spyOn(HttpCache.prototype, 'write').mockImplementationOnce(async function (this: HttpCache) {
      const writer = await write.call(this);
      resolve();
      return writer;
    });
  });
}

export const etagOf = (text: string) => `"${createHash('sha256').update(text).digest('hex').slice(0, 8)}"`;

export async function read(url: string, options: ReadOptions) {
  const { entries, isRead, isUnchanged, problems } = await readSource(repositoryAt(url), options, QUICK);
  return { entries: entries.length, isRead, isUnchanged, problems };
}

export const CHANGED = { entries: 3, isRead: true, isUnchanged: false, problems: [] };
export const UNCHANGED = { ...CHANGED, isUnchanged: true };
export const namesIn = (options: ReadOptions) => Object.keys(filesIn(options.cacheFolder));
export const bodyIn = (options: ReadOptions) => namesIn(options).find(name => name.endsWith('.body'))!;
