/**
 * Finds the catalog sources in a folder: Kubernetes objects that users already have.
 *
 * Only files directly in the folder are read, except lock files and Helm indexes. Objects of other
 * kinds are ignored.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodeText } from '../model/data/decode-text';
import { groupBy } from '../model/data/group-by';
import { type LocatedObject, parseDocuments } from '../model/formats/parse-documents';
import { isHelmIndex } from '../model/helm-index/is-helm-index';
import type { Problem } from '../model/problem';
import { limitProblems } from '../model/problem-words';
import type { CatalogSource, ReadOptions } from './reading/catalog-source';
import { readHelmRepository } from './helm/helm-repository';
import { type Manifest, nameManifest, readManifest } from './manifests/manifest';
import { readProfileCatalogSource } from './profiles/profile-catalog-source';
import { isRegistryManifest, readRegistrySource } from './registry/registry-source';
import { urlSecretKey } from './manifests/repository-fields';
import { type Claimant, tryHost, variableName } from './login/source-variables';
import { readSecretValues } from './manifests/secret-manifest';

/** What a folder of catalogs contains. */
export interface FoundSources {
  /** Sorted by file, then by position in the file. */
  readonly sources: readonly CatalogSource[];
  readonly secrets: ReadOptions['secrets'];
  readonly claimants: NonNullable<ReadOptions['claimants']>;
  readonly problems: readonly Problem[];
}

/** API groups and versions of the kinds that are read. */
const KINDS: ReadonlyMap<string, { readonly group: string; readonly versions: readonly string[] }> = new Map([
  ['HelmRepository', { group: 'source.toolkit.fluxcd.io', versions: ['v1', 'v1beta2', 'v1beta1'] }],
  ['OCIRepository', { group: 'source.toolkit.fluxcd.io', versions: ['v1', 'v1beta2'] }],
  ['ProfileCatalogSource', { group: 'weave.works', versions: ['v1alpha1'] }],
  ['Secret', { group: '', versions: ['v1'] }],
]);

/** Reads the sources in `folder`, with paths relative to `cwd`. A problem affects only the object it is about. */
export function findCatalogSources(folder: string, cwd: string): FoundSources {
  const finder = new SourceFinder();
  for (const name of finder.attempt(folder, () => namesIn(resolve(cwd, folder))) ?? []) {
    const file = join(folder, name);
    const text = finder.attempt(file, () => decodeText(readFileSync(resolve(cwd, file))));
    if (text !== undefined && !isHelmIndex(text)) finder.read(text, file);
  }
  finder.checkNames();
  return finder;
}

/** Files that may contain sources, sorted. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter(name => /\.(ya?ml|json)$/i.test(name) && !/\.lock\.(ya?ml|json)$/i.test(name))
    .sort();
}

class SourceFinder implements FoundSources {
  readonly sources: CatalogSource[] = [];
  readonly secrets = new Map<string, ReadonlyMap<string, string>>();
  readonly problems: Problem[] = [];
  /** Sources that have a name, even if other fields are wrong. */
  private readonly manifests: Manifest[] = [];

  /** By the variable that names the host a login is for. */
  get claimants(): Map<string, Claimant[]> {
    const all = this.sources.flatMap(source => {
      const urls = source.kind === 'ProfileCatalogSource' ? source.repositories.map(({ url }) => url) : [source.url];
      const hosts = new Set(urls.flatMap(url => tryHost(url) ?? []));
      return [...hosts].map(host => ({ variable: variableName(source, 'HOST'), label: nameManifest(source), host }));
    });
    return groupBy(all, ({ variable }) => variable);
  }

  attempt<T>(file: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = code === 'ENOENT' ? 'it does not exist' : code === 'EACCES' ? 'permission is denied' : message;
      this.problems.push({ kind: 'unreadable-file', file, reason });
      return undefined;
    }
  }

  read(text: string, file: string): void {
    const { objects, problems } = parseDocuments(text, file);
    const before = this.problems.length;
    for (const object of objects) this.readObject(object);
    const own = this.problems.splice(before);
    this.problems.push(...limitProblems([...problems, ...own]));
  }

  private readObject(document: LocatedObject): void {
    const { apiVersion, kind } = document.object;
    if (typeof kind !== 'string' || typeof apiVersion !== 'string') return;
    const known = KINDS.get(kind);
    const slash = apiVersion.lastIndexOf('/');
    if (known === undefined || known.group !== apiVersion.slice(0, Math.max(slash, 0))) return;
    const manifest = readManifest(kind, document);
    if (!('reader' in manifest)) {
      this.problems.push(...manifest.problems);
      return;
    }
    if (known.versions.includes(apiVersion.slice(slash + 1))) this.readKind(manifest);
    else
      manifest.reader.reportField('apiVersion', `is "${apiVersion}"`, `only ${known.versions.join(', ')} can be read`);
    this.problems.push(...manifest.reader.problems);
  }

  private readKind(manifest: Manifest): void {
    const { kind, name, namespace } = manifest;
    const key = `${namespace}/${name}`;
    // the first source with a name is used; the others are reported below
    const isFirst = !this.manifests.some(other => sharesLock(other, manifest));
    this.manifests.push(manifest);
    if (kind === 'Secret') {
      if (isFirst) this.secrets.set(key, readSecretValues(manifest));
    } else if (kind === 'ProfileCatalogSource') {
      const source = readProfileCatalogSource(manifest);
      if (isFirst) this.sources.push(source);
    } else {
      const found = isRegistryManifest(manifest) ? readRegistrySource(manifest) : readHelmRepository(manifest);
      if (found === undefined || !isFirst) return;
      this.sources.push(found.source);
      if (found.urlCredentials) this.secrets.set(urlSecretKey(found.source), found.urlCredentials);
    }
  }

  /** Finds two objects of one kind and name, and two sources that would have the same lock file. */
  checkNames(): void {
    const byLock = groupBy(this.manifests, manifest => `${manifest.kind === 'Secret'} ${manifest.namespace}/${manifest.name}`); // prettier-ignore
    for (const same of byLock.values()) {
      if (same.length === 1) continue;
      const isOneKind = same.every(({ kind }) => kind === same[0].kind);
      const object = isOneKind ? nameManifest(same[0]) : nameManifest({ ...same[0], kind: 'catalog' });
      const paths = same.map(
        ({ kind, location: { file, line } }) => `${isOneKind ? '' : `${kind} at `}${file}:${line}`,
      );
      this.problems.push({ kind: 'duplicate-object', object, paths, location: same[1].location });
    }
  }
}

function sharesLock(a: Manifest, b: Manifest): boolean {
  return a.name === b.name && a.namespace === b.namespace && (a.kind === 'Secret') === (b.kind === 'Secret');
}
