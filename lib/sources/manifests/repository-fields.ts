/**
 * What manifests of chart repositories and registries have in common.
 */
import type { Fields } from '../../model/data/json';
import { withoutCredentials } from '../../model/repository-url';
import { parseVersionRange } from '../../model/version/version-range';
import type { RegistrySource, SignatureRule } from '../reading/catalog-source';
import type { Manifest } from './manifest';
import { readSecretName } from './secret-name';
import { splitLogin } from '../reading/split-login';

const PROFILES = 'weave.works/profiles';
const VERSION_FILTER = 'weave.works/helm-version-filter';

/** Key under which `ReadOptions.secrets` holds the user and password of a source's URL; no Secret has such a name. */
export function urlSecretKey({ kind, namespace, name }: Pick<Manifest, 'kind' | 'namespace' | 'name'>): string {
  return `url of ${kind} ${namespace}/${name}`;
}

/** A URL, and the user and the password that were in it. */
export interface FoundUrl {
  readonly url: string;
  readonly credentials?: ReadonlyMap<string, string>;
}

/** `https://user:pass@host/charts/` to `https://host/charts` and its login; what `describeFault` finds is reported. */
export function splitUrl(
  { reader, locate }: Manifest,
  text: string,
  describeFault: (url: string) => string | undefined,
): FoundUrl | undefined {
  const found = trySplit(text.trim());
  const rule = describeFault(found.url);
  if (rule === undefined) return found;
  const value = withoutCredentials(text).replace(/[?#].*$/s, '?***');
  reader.problems.push({ kind: 'invalid-url', value, rule, location: locate('spec', 'url') });
  return undefined;
}

function trySplit(text: string): FoundUrl {
  try {
    const { url, username, password } = splitLogin(text);
    const bare = url.href.replace(/\/+$/, '');
    if (username === '' && password === '') return { url: bare };
    return { url: bare, credentials: new Map(Object.entries({ username, password })) };
  } catch {
    return { url: text }; // what is wrong with it is said where it is checked
  }
}

type ChartChoice = Pick<RegistrySource, 'profiles' | 'versionFilter' | 'secretName' | 'certSecretName' | 'verify'>;

/** Which charts are profiles, and what they are read with; what is wrong is reported. */
export function readChartChoice(manifest: Manifest): ChartChoice {
  const profiles = readProfiles(manifest);
  const versionFilter = readVersionFilter(manifest);
  const secretName = readReference(manifest, manifest.spec, 'secretRef');
  const certSecretName = readReference(manifest, manifest.spec, 'certSecretRef');
  const verify = readSignatureRule(manifest);
  return {
    profiles,
    ...(versionFilter !== undefined && { versionFilter }),
    ...(secretName !== undefined && { secretName }),
    ...(certSecretName !== undefined && { certSecretName }),
    ...(verify !== undefined && { verify }),
  };
}

function readProfiles({ reader, annotations, locate }: Manifest): RegistrySource['profiles'] {
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

function readSignatureRule(manifest: Manifest): SignatureRule | undefined {
  const { reader, spec } = manifest;
  if ((spec.verify ?? undefined) === undefined) return undefined;
  const verify = reader.map(spec, 'verify');
  const provider = reader.text(verify, 'provider') ?? 'cosign';
  const secretName = readReference(manifest, verify, 'verify', 'secretRef');
  return { provider, ...(secretName !== undefined && { secretName }) };
}

/** Name in the reference at `path` of the spec, whose last field is in `parent`. */
function readReference({ reader, locate }: Manifest, parent: Fields, ...path: readonly string[]): string | undefined {
  const what = `spec.${path.join('.')}.name`;
  const location = locate('spec', ...path, 'name');
  return readSecretName(reader, { parent, field: path.at(-1)!, what, location });
}
