/**
 * Checks the options of one chart repository or registry.
 */
import { formatSourceTimeout, isSourceTimeout } from '../../flux/duration';
import type { ChartSource } from '../../flux/source';
import type { SourceOptions } from '../../flux/source-options';
import { describeGitUrlFault } from '../../model/git-url';
import type { Problem } from '../../model/problem';
import { withoutCredentials } from '../../model/data/redact';
import { describeUrlFault } from '../../model/repository-url';
import { isPlainObject } from '../../model/data/values';
import { checkDuration } from './check-options';

const OCI_ONLY = ['verify', 'provider', 'serviceAccountName', 'proxySecretRef', 'insecure'] as const;
const NO_PATCH = 'the patch of a source is not an object. Give a JSON merge patch';
const HTTP_ONLY = ['passCredentials'] as const;

/** Problems of `options` for the repository `url`. */
export function checkSource(url: string, options: SourceOptions): Problem[] {
  const { mirror, interval, timeout, patch } = options;
  const target = mirror ?? url;
  const isOci = target.startsWith('oci://');
  const problems: Problem[] = (isOci ? HTTP_ONLY : OCI_ONLY)
    .filter(field => options[field] !== undefined)
    .map(field => ({
      kind: 'invalid-props',
      what: `source option "${field}" has no effect on ${withoutCredentials(target)}`,
      remedy: `it is for ${isOci ? 'https:// repositories' : 'oci:// registries'} only; drop it`,
    }));
  const rule = mirror === undefined ? undefined : describeUrlFault(mirror);
  if (rule !== undefined) problems.push({ kind: 'invalid-url', value: withoutCredentials(mirror!), rule });
  if (patch !== undefined && !isPlainObject(patch)) {
    problems.push({ kind: 'invalid-patch', reason: NO_PATCH });
  }
  const at = withoutCredentials(target);
  return [...problems, ...checkDuration(`interval of ${at}`, interval), ...checkTimeout(`timeout of ${at}`, timeout)];
}

function checkTimeout(field: string, timeout: SourceOptions['timeout']): Problem[] {
  const value = formatSourceTimeout(timeout);
  if (value === undefined || isSourceTimeout(value)) return [];
  return [{ kind: 'invalid-duration', field, value }];
}

/** Options of `sources` that have no effect on the GitRepository of a profile. */
const NOT_FOR_GIT = [
  'sourceRef',
  'certSecretRef',
  'passCredentials',
  'verify',
  'provider',
  'serviceAccountName',
  'insecure',
] as const;

/** Problems of `options` for the Git repository `url`. */
export function checkGitSource(
  url: string,
  { mirror, interval, timeout, patch, ...options }: SourceOptions,
): Problem[] {
  const at = withoutCredentials(mirror ?? url);
  const problems = NOT_FOR_GIT.filter(field => options[field] !== undefined).map((field): Problem => ({
    kind: 'invalid-props',
    what: `source option "${field}" has no effect on Git repository ${at}`,
    remedy: 'drop it, or set the field that you mean with "patch"',
  }));
  const rule = mirror === undefined ? undefined : describeGitUrlFault(mirror);
  if (rule !== undefined) problems.push({ kind: 'invalid-url', value: at, rule });
  if (patch !== undefined && !isPlainObject(patch)) problems.push({ kind: 'invalid-patch', reason: NO_PATCH });
  return [...problems, ...checkDuration(`interval of ${at}`, interval), ...checkTimeout(`timeout of ${at}`, timeout)];
}

/** What a patch may have broken in a finished source: its URL and its version. */
export function checkFinishedSource({ kind, spec }: ChartSource): Problem[] {
  const url = String(spec.url);
  const rule = describeUrlFault(url);
  const problems: Problem[] = rule === undefined ? [] : [{ kind: 'invalid-url', value: withoutCredentials(url), rule }];
  const { tag, digest, semver } = (spec.ref ?? {}) as { tag?: string; digest?: string; semver?: string };
  if (kind === 'HelmRepository' || (semver === undefined && (tag ?? digest) !== undefined)) return problems;
  return [...problems, { kind: 'version-not-exact', profile: withoutCredentials(url), version: semver ?? '' }];
}
