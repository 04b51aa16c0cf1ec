/**
 * The archive of a chart in a registry: found by the digest that the catalog has, and downloaded once.
 */
import type { CatalogEntry } from '../model/catalog-entry';
import type { ReadOptions, RegistrySource } from './catalog-source';
import { ContentCache } from './content-cache';
import type { Limits } from './limits';
import { RegistryClient } from './registry-client';
import { RegistryRepository } from './registry-repository';
import { splitRegistryUrl } from './registry-url';
import { Deadline } from './retry';
import { Unreadable } from './unreadable';

/** Downloads the archive of `entry`; throws Unreadable when there is none, or it is another. */
export async function downloadRegistryArchive(
  source: RegistrySource,
  { origin }: CatalogEntry,
  options: ReadOptions,
  limits: Limits,
): Promise<Buffer> {
  if (origin.kind !== 'chart' || origin.digest === undefined) throw new Unreadable('the catalog has no digest of it');
  const { path } = splitRegistryUrl(source.url);
  const name = source.kind === 'OCIRepository' ? path : [path, origin.chart].filter(part => part !== '').join('/');
  const deadline = new Deadline(limits.totalMs, options.signal);
  let client: RegistryClient | undefined;
  try {
    client = await RegistryClient.open(source, { ...options, onProgress: undefined }, limits, deadline.signal);
    const repository = new RegistryRepository(client, name, options.cacheFolder);
    return await repository.readArchive(origin.digest, new ContentCache(options.cacheFolder, 'charts'));
  } finally {
    client?.close();
    deadline.close();
  }
}
