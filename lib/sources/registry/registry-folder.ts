/**
 * The charts in a folder of a registry: those that the source chooses, or all that the registry lists.
 */
import { isRepositoryName, splitRegistryUrl } from '../../model/registry-url';
import type { RegistrySource } from '../reading/catalog-source';
import { Unreadable } from '../reading/unreadable';
import type { RegistryClient } from './registry-client';
import { listRepositories } from './registry-lists';

/** The repositories to read; without a choice, throws Unreadable if the registry does not list them. */
export async function findRepositories(client: RegistryClient, { url, charts }: RegistrySource): Promise<string[]> {
  if (charts !== undefined) return charts.map(chart => prefixOf(url) + chart);
  const list = await listRepositories(client);
  const { host } = client;
  const instead = `write an OCIRepository for each chart, as in "url: ${url}/linkerd2"`;
  if ('status' in list) {
    const { status } = list;
    const isAsking = status === 401 || status === 403;
    const why = isAsking ? client.refusal(status).message : `${host} does not list its repositories (${status})`;
    throw new Unreadable(`${why}; ${isAsking ? 'or ' : ''}${instead}`);
  }
  const names = directlyIn(url, list.items);
  if (names.length > 0) return names;
  throw new Unreadable(`${host} has no repositories directly below ${url}; check the URL, or ${instead}`);
}

/** Names of the charts in the folder; none if the registry does not list them. */
export async function tryListCharts(client: RegistryClient, url: string): Promise<string[]> {
  try {
    const list = await listRepositories(client);
    return 'status' in list ? [] : directlyIn(url, list.items).map(name => name.slice(prefixOf(url).length));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [];
  }
}

function directlyIn(url: string, repositories: readonly string[]): string[] {
  const prefix = prefixOf(url);
  return repositories
    .filter(name => name.startsWith(prefix) && isRepositoryName(name) && !name.slice(prefix.length).includes('/'))
    .sort();
}

function prefixOf(url: string): string {
  const { path } = splitRegistryUrl(url);
  return path === '' ? '' : `${path}/`;
}
