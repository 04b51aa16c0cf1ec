/**
 * How charts and repositories of a registry are called in messages.
 */
import type { CatalogEntry } from '../../model/catalog-entry';
import type { Problem } from '../../model/problem';
import { splitRegistryUrl } from '../../model/registry-url';
import { nameManifest } from '../manifests/manifest';
import type { RegistrySource } from '../reading/catalog-source';

/** `linkerd2` for `charts/linkerd2`. */
export function chartOf(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/** The repository of a chart in the folder of `source`: `registry.example.com/charts/linkerd2`. */
export function nameRepository(source: RegistrySource, { origin, name }: CatalogEntry): string {
  const { host, path } = splitRegistryUrl(source.url);
  return [host, path, origin.kind === 'chart' ? origin.chart : name].filter(part => part !== '').join('/');
}

/** The problem that repositories of `source` cannot be read, at least one. */
export function describeRepositories(source: RegistrySource, names: readonly string[], reason: string): Problem {
  const what = names.length === 1 ? `repository ${names[0]}` : `${names.length} repositories`;
  return { kind: 'unreadable-source', source: `${what} of ${nameManifest(source)}`, reason };
}
