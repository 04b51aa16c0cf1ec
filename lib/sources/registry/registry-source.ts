/**
 * Flux manifests for charts in a registry: an `OCIRepository` is one chart, a `HelmRepository` of
 * type `oci` is a folder of charts.
 */
import type { RegistrySource } from '../reading/catalog-source';
import type { Manifest } from '../manifests/manifest';
import { describeRegistryFault } from '../../model/registry-url';
import { type FoundUrl, readChartChoice, splitUrl } from '../manifests/repository-fields';

/** A registry, and the credentials in its URL. */
interface FoundRegistry {
  readonly source: RegistrySource;
  readonly urlCredentials?: ReadonlyMap<string, string>;
}

/** Whether a manifest is for a registry, and not for a repository over HTTP. */
export function isRegistryManifest({ kind, spec }: Manifest): boolean {
  const type = spec.map.fields.get('type');
  return kind === 'OCIRepository' || (type?.type === 'text' && type.text === 'oci');
}

/** Reads an OCIRepository, or a HelmRepository of type `oci`; reports problems, and then returns `undefined`. */
export function readRegistrySource(manifest: Manifest): FoundRegistry | undefined {
  const { spec, name, namespace, location } = manifest;
  const kind = manifest.kind === 'OCIRepository' ? 'OCIRepository' : 'HelmRepository';
  const found = readUrl(manifest, kind === 'HelmRepository');
  const choice = readChartChoice(manifest);
  const insecure = spec.boolean('insecure');
  if (found === undefined || spec.problems.length > 0) return undefined;
  const source: RegistrySource = {
    kind,
    isRegistry: true,
    name,
    namespace,
    location,
    url: found.url,
    ...choice,
    ...(insecure === true && { insecure }),
  };
  return { source, urlCredentials: found.credentials };
}

function readUrl(manifest: Manifest, isFolder: boolean): FoundUrl | undefined {
  const example = `oci://registry.example.com/charts${isFolder ? '' : '/linkerd2'}`;
  const text = manifest.spec.requiredText('url', `write it, as in "url: ${example}"`);
  return text === undefined ? undefined : splitUrl(manifest, text, url => describeRegistryFault(url, isFolder));
}
