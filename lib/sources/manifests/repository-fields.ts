/**
 * Fields that manifests of chart repositories and registries have in common.
 */
import { withoutTokens } from '../../model/data/redact';
import { compact, PROVIDERS, readChoice, readIdentities, SIGNERS } from '../../model/formats/source-access';
import type { FieldReader } from '../../model/formats/field-reader';
import { parseVersionRange } from '../../model/version/version-range';
import type { RegistrySource, SignatureRule } from '../reading/catalog-source';
import type { Manifest } from './manifest';
import { readChosenCharts, readOnCluster } from './chart-choice';
import { readSecretName } from './secret-name';
import { splitLogin } from '../reading/split-login';

const PROFILES = 'weave.works/profiles';
const VERSION_FILTER = 'weave.works/helm-version-filter';

/** Key in `ReadOptions.secrets` for the user and password in a source's URL; it is not a valid name of a Secret. */
export function urlSecretKey({ kind, namespace, name }: Pick<Manifest, 'kind' | 'namespace' | 'name'>): string {
  return `url of ${kind} ${namespace}/${name}`;
}

/** A URL without its user and password, and these separately. */
export interface FoundUrl {
  readonly url: string;
  readonly credentials?: ReadonlyMap<string, string>;
}

/**
 * Splits `https://user:pass@host/charts/` into `https://host/charts` and its login; reports what
 * `describeFault` finds.
 */
export function splitUrl(
  { spec }: Manifest,
  text: string,
  describeFault: (url: string) => string | undefined,
): FoundUrl | undefined {
  const found = trySplit(text.trim());
  const rule = describeFault(found.url);
  if (rule === undefined) return found;
  const value = withoutTokens(text);
  spec.problems.push({ kind: 'invalid-url', value, rule, location: spec.locate('url') });
  return undefined;
}

function trySplit(text: string): FoundUrl {
  try {
    const { url, username, password } = splitLogin(text);
    const bare = url.href.replace(/\/+$/, '');
    if (username === '' && password === '') return { url: bare };
    return { url: bare, credentials: new Map(Object.entries({ username, password })) };
  } catch {
    return { url: text }; // its faults are reported where it is checked
  }
}

type ChartChoice = Pick<
  RegistrySource,
  | 'profiles'
  | 'versionFilter'
  | 'charts'
  | 'keep'
  | 'isOnCluster'
  | 'secretName'
  | 'certSecretName'
  | 'verify'
  | 'interval'
  | 'proxySecretName'
  | 'provider'
>;

/** Reads which charts are profiles, and the credentials for reading them; reports problems. */
export function readChartChoice(manifest: Manifest): ChartChoice {
  const profiles = readProfiles(manifest);
  const versionFilter = readVersionFilter(manifest);
  const secretName = readSecretName(manifest.spec, 'secretRef', 'spec.secretRef.name');
  const certSecretName = readSecretName(manifest.spec, 'certSecretRef', 'spec.certSecretRef.name');
  const verify = readSignatureRule(manifest);
  return {
    profiles,
    ...(versionFilter !== undefined && { versionFilter }),
    ...readChosenCharts(manifest),
    ...readOnCluster(manifest),
    ...(secretName !== undefined && { secretName }),
    ...(certSecretName !== undefined && { certSecretName }),
    ...(verify !== undefined && { verify }),
    ...readForFlux(manifest.spec),
  };
}

/** Fields that only Flux uses; the lock file records them for the sources that programs write. */
function readForFlux(spec: FieldReader): Pick<ChartChoice, 'interval' | 'proxySecretName' | 'provider'> {
  return compact({
    interval: spec.text('interval'),
    proxySecretName: readSecretName(spec, 'proxySecretRef', 'spec.proxySecretRef.name'),
    provider: readChoice(spec, 'provider', PROVIDERS),
  });
}

function readProfiles({ annotations }: Manifest): RegistrySource['profiles'] {
  const value = annotations.text(PROFILES);
  if (value === undefined) return 'annotated';
  if (value === 'true') return 'all';
  if (value === 'false') return 'none';
  const remedy = 'write "true" when every chart is a profile, "false" when none is';
  annotations.reportField(PROFILES, `is "${value}"`, remedy);
  return 'annotated';
}

function readVersionFilter({ annotations }: Manifest): string | undefined {
  const value = annotations.text(VERSION_FILTER);
  if (value === undefined) return undefined;
  const { error } = parseVersionRange(value);
  if (error === undefined) return value;
  annotations.reportField(VERSION_FILTER, `is "${value}", which is not a version range`, error);
  return undefined;
}

function readSignatureRule({ spec }: Manifest): SignatureRule | undefined {
  const verify = spec.child('verify');
  if (verify === undefined) return undefined;
  return {
    provider: readChoice(verify, 'provider', SIGNERS) ?? 'cosign',
    ...compact({
      secretName: readSecretName(verify, 'secretRef', 'spec.verify.secretRef.name'),
      identities: readIdentities(verify),
      trustedRootSecretName: readSecretName(verify, 'trustedRootSecretRef', 'spec.verify.trustedRootSecretRef.name'),
    }),
  };
}
