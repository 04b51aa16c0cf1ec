/**
 * Reads a source that is not in the folder of catalogs.
 *
 * Its name follows from what it offers, so a login in the environment may be meant for a catalog of that name.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { cacheFolder } from '../../sources/cache/cache-folder';
import { findCatalogSources } from '../../sources/find-sources';
import { tryHost, variableName } from '../../sources/login/source-variables';
import { nameManifest } from '../../sources/manifests/manifest';
import { readSource } from '../../sources/read-source';
import type { CatalogSource, ReadOptions, SourceContent } from '../../sources/reading/catalog-source';
import type { Context } from '../terminal/command';
import { catalogsIn, findRoot } from './find-repository';

/** Reads `source`, which is at `url`. Logins of catalogs at other hosts are not sent to it. */
export function readUnlisted(context: Context, source: CatalogSource, url: string): Promise<SourceContent> {
  const { cwd, env } = context;
  const folder = catalogsIn(context, findRoot(context));
  const found: Pick<ReadOptions, 'secrets' | 'claimants'> = existsSync(resolve(cwd, folder))
    ? findCatalogSources(folder, cwd)
    : { secrets: new Map() };
  const [variable, host] = [variableName(source, 'HOST'), tryHost(url) ?? ''];
  const others = (found.claimants?.get(variable) ?? []).filter(other => other.host !== host);
  const claimants = new Map([[variable, [...others, { label: nameManifest(source), host }]]]);
  return readSource(source, { env, secrets: found.secrets, claimants, cacheFolder: cacheFolder(env) });
}
