/**
 * Flux `HelmRepository` manifests: the URL of a repository, and which of its charts are profiles.
 */
import { describeUrlFault } from '../../model/repository-url';
import type { HelmRepositorySource } from '../reading/catalog-source';
import type { Manifest } from '../manifests/manifest';
import { type FoundUrl, readChartChoice, splitUrl } from '../manifests/repository-fields';

/** A repository, and the credentials in its URL. */
export interface FoundRepository {
  readonly source: HelmRepositorySource;
  readonly urlCredentials?: ReadonlyMap<string, string>;
}

/** Reads a HelmRepository; reports problems to its reader, and then returns `undefined`. */
export function readHelmRepository(manifest: Manifest): FoundRepository | undefined {
  const { spec, name, namespace, location } = manifest;
  const found = readUrl(manifest);
  const choice = readChartChoice(manifest);
  const passCredentials = spec.boolean('passCredentials');
  if (found === undefined || spec.problems.length > 0) return undefined;
  const source: HelmRepositorySource = {
    kind: 'HelmRepository',
    name,
    namespace,
    location,
    url: found.url,
    ...choice,
    ...(passCredentials === true && { passCredentials }),
  };
  return { source, urlCredentials: found.credentials };
}

function readUrl(manifest: Manifest): FoundUrl | undefined {
  const { spec } = manifest;
  const type = spec.text('type') ?? 'default';
  const text = spec.requiredText('url', 'write it, as in "url: https://charts.example.com"');
  if (text === undefined) return undefined;
  if (/^oci:/i.test(text)) {
    spec.reportField('type', `is "${type}", and its URL is that of a registry`, 'write "type: oci"');
    return undefined;
  }
  if (type !== 'default') {
    spec.reportField('type', `is "${type}"`, 'write "default" or "oci"');
    return undefined;
  }
  return splitUrl(manifest, text, describeUrlFault);
}
