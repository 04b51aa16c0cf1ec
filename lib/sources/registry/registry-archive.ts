/**
 * Downloads the archive of a chart in a registry once, by the digest in the catalog.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { ReadOptions, RegistrySource } from '../reading/catalog-source';
import { ContentCache } from '../cache/content-cache';
import type { Limits } from '../http/http-limits';
import { RegistryClient } from './registry-client';
import { RegistryRepository } from './registry-repository';
import { splitRegistryUrl } from '../../model/registry-url';
import { Unreadable } from '../reading/unreadable';

/** Downloads the archive of `entry`; throws Unreadable if there is no archive, or it has another digest. */
export async function downloadRegistryArchive(
  source: RegistrySource,
  { origin }: CatalogEntry,
  options: ReadOptions,
  limits: Limits,
): Promise<Buffer> {
  if (origin.kind !== 'chart' || origin.digest === undefined) throw new Unreadable('the catalog has no digest for it');
  const { path } = splitRegistryUrl(source.url);
  const name = source.kind === 'OCIRepository' ? path : [path, origin.chart].filter(part => part !== '').join('/');
  const { digest } = origin;
  return RegistryClient.use(source, { ...options, onProgress: undefined }, limits, client => {
    const repository = new RegistryRepository(client, name, options.cacheFolder);
    return repository.readArchive(digest, new ContentCache(options.cacheFolder, 'charts'));
  });
}
