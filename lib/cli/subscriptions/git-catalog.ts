/**
 * The catalog that `pctl add` makes of one Git repository: its manifest, and the source that is read from it.
 */
import { posix } from 'node:path';
import { isDnsLabel } from '../../model/names';
import { formatYaml } from '../../model/yaml/yaml-text';
import type { BranchReference, ProfileCatalogSource } from '../../sources/reading/catalog-source';

/** The folder of catalogs, in the root of a repository. */
const CATALOGS = 'catalogs';
const NAMESPACE = 'flux-system';

/** One Git repository as a catalog. */
export interface GitCatalog {
  /** Of the catalog. */
  readonly name: string;
  /** Of the repository. */
  readonly url: string;
  /** Secret with which Flux reads it. @default none */
  readonly secret?: string;
  /** @default none: only tags publish profiles */
  readonly branches?: readonly Pick<BranchReference, 'branch' | 'path'>[];
}

/** Path of its manifest from the root: `catalogs/profiles.yaml`. */
export function manifestPath({ name }: GitCatalog): string {
  return `${CATALOGS}/${name}.yaml`;
}

/** Path of its lock file from the root: `catalogs/profiles.lock.yaml`. */
export function lockPath({ name }: GitCatalog): string {
  return `${CATALOGS}/${name}.lock.yaml`;
}

/** The text of its manifest. */
export function formatManifest({ name, url, secret, branches = [] }: GitCatalog): string {
  const repository = {
    url,
    secretRef: secret === undefined ? undefined : { name: secret },
    branches: branches.length === 0 ? undefined : branches.map(({ branch, path }) => ({ branch, path })),
  };
  return formatYaml({
    apiVersion: 'weave.works/v1alpha1',
    kind: 'ProfileCatalogSource',
    metadata: { name, namespace: NAMESPACE },
    spec: { repositories: [repository] },
  });
}

/** As it is read from its manifest. */
export function toSource(catalog: GitCatalog): ProfileCatalogSource {
  const { name, url, secret: secretName, branches = [] } = catalog;
  const location = { file: manifestPath(catalog), line: 1, column: 1 };
  const repository = { url, secretName, branches: branches.map(branch => ({ ...branch, location })), location };
  return {
    kind: 'ProfileCatalogSource',
    name,
    namespace: NAMESPACE,
    location,
    entries: [],
    repositories: [repository],
  };
}

/** The name of a new catalog: that of the repository or, if it is `taken`, with its owner before it. */
export function nameCatalog(url: string, taken: ReadonlySet<string>): string {
  const path = new URL(url).pathname.replace(/\.git$/, '');
  const toName = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, ''); // prettier-ignore
  const names = [posix.basename(path), path].map(toName).filter(name => isDnsLabel(name));
  return names.find(name => !taken.has(name)) ?? names.at(-1) ?? 'profiles';
}
