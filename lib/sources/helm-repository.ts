/**
 * Flux `HelmRepository` manifests: where a repository is, and which of its charts are profiles.
 */
import { describeUrlFault, withoutCredentials } from '../model/repository-url';
import { parseVersionRange } from '../model/version-range';
import type { HelmRepositorySource } from './catalog-source';
import { splitLogin } from './split-login';
import { invalidName, isObjectName, type Manifest } from './manifest';

const PROFILES = 'weave.works/profiles';
const VERSION_FILTER = 'weave.works/helm-version-filter';

/** Key under which `ReadOptions.secrets` holds the user and password of a source's URL; no Secret has such a name. */
export function urlSecretKey({
  kind,
  namespace,
  name,
}: Pick<HelmRepositorySource, 'kind' | 'namespace' | 'name'>): string {
  return `url of ${kind} ${namespace}/${name}`;
}

/** A repository, and the credentials that its URL holds. */
export interface FoundRepository {
  readonly source: HelmRepositorySource;
  readonly urlCredentials?: ReadonlyMap<string, string>;
}

/** Reads a HelmRepository; what is wrong is reported to its reader, and then there is none. */
export function readHelmRepository(manifest: Manifest): FoundRepository | undefined {
  const { reader, spec, name, namespace, location } = manifest;
  const found = readUrl(manifest);
  const profiles = readProfiles(manifest);
  const versionFilter = readVersionFilter(manifest);
  const secretName = readSecretName(manifest, 'secretRef');
  const certSecretName = readSecretName(manifest, 'certSecretRef');
  const passCredentials = reader.boolean(spec, 'passCredentials');
  if (found === undefined || reader.problems.length > 0) return undefined;
  const source: HelmRepositorySource = {
    kind: 'HelmRepository',
    name,
    namespace,
    location,
    url: found.url,
    profiles,
    ...(versionFilter !== undefined && { versionFilter }),
    ...(secretName !== undefined && { secretName }),
    ...(certSecretName !== undefined && { certSecretName }),
    ...(passCredentials === true && { passCredentials }),
  };
  return { source, urlCredentials: found.credentials };
}

interface FoundUrl {
  readonly url: string;
  readonly credentials?: ReadonlyMap<string, string>;
}

function readUrl({ reader, spec, locate }: Manifest): FoundUrl | undefined {
  const type = reader.text(spec, 'type') ?? 'default';
  const text = reader.requiredText(spec, 'url', 'spec.url', 'write it, as in "url: https://charts.example.com"');
  if (text === undefined) return undefined;
  if (type === 'oci' || /^oci:/i.test(text)) {
    reader.report(`${reader.subject} is in a registry`, 'only repositories over HTTP can be read so far');
    return undefined;
  }
  if (type !== 'default') {
    reader.report(`"type" of ${reader.subject} is "${type}"`, 'write "default"');
    return undefined;
  }
  const found = splitUrl(text.trim());
  const rule = describeUrlFault(found.url);
  if (rule === undefined) return found;
  const value = withoutCredentials(text).replace(/[?#].*$/s, '?***');
  reader.problems.push({ kind: 'invalid-url', value, rule, location: locate('spec', 'url') });
  return undefined;
}

/** `https://user:pass@host/charts/` to `https://host/charts`, and the user and the password. */
function splitUrl(text: string): FoundUrl {
  try {
    const { url, username, password } = splitLogin(text);
    const bare = url.href.replace(/\/+$/, '');
    if (username === '' && password === '') return { url: bare };
    return { url: bare, credentials: new Map(Object.entries({ username, password })) };
  } catch {
    return { url: text }; // what is wrong with it is said where it is checked
  }
}

function readProfiles({ reader, annotations, locate }: Manifest): HelmRepositorySource['profiles'] {
  const value = reader.text(annotations, PROFILES);
  if (value === undefined) return 'annotated';
  if (value === 'true') return 'all';
  if (value === 'false') return 'none';
  const what = `"${PROFILES}" of ${reader.subject} is "${value}"`;
  const remedy = 'write "true" when every chart is a profile, "false" when none is';
  reader.problems.push({ kind: 'invalid-props', what, remedy, location: locate('metadata', 'annotations', PROFILES) });
  return 'annotated';
}

function readVersionFilter({ reader, annotations, locate }: Manifest): string | undefined {
  const value = reader.text(annotations, VERSION_FILTER);
  if (value === undefined || value === '') return undefined;
  const { error } = parseVersionRange(value);
  if (error === undefined) return value;
  const what = `"${VERSION_FILTER}" of ${reader.subject} is "${value}", which is no version range`;
  const location = locate('metadata', 'annotations', VERSION_FILTER);
  reader.problems.push({ kind: 'invalid-props', what, remedy: error, location });
  return undefined;
}

function readSecretName({ reader, spec, locate }: Manifest, field: string): string | undefined {
  const reference = reader.map(spec, field);
  if (spec[field] === undefined || spec[field] === null) return undefined;
  const name = reader.requiredText(reference, 'name', `spec.${field}.name`, 'write the name of the Secret');
  if (name === undefined || isObjectName(name)) return name;
  reader.problems.push(invalidName(`spec.${field}.name`, name, locate('spec', field, 'name')));
  return undefined;
}
