/**
 * Names of Kubernetes objects and Helm releases: what is allowed, and how long ones are shortened.
 * How they are shortened is frozen: a change would reinstall releases on clusters.
 */
import { createHash } from 'node:crypto';

/** RFC 1123 label, as Kubernetes requires for namespaces and label values. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_LABEL_LENGTH = 63;
/** Helm's limit, because a release's Secret and labels carry the name. */
const RELEASE_NAME_LENGTH = 53;

/** What `isDnsLabel` requires, for the end of a message. */
export const DNS_LABEL_RULE =
  'use at most 63 lower-case letters, digits and "-", beginning and ending with a letter or digit';

/** Names of labels and annotations, and values of labels (k8s.io/apimachinery, validation.IsQualifiedName). */
const QUALIFIED_PART = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
/** What `isMetadataKey` requires, for the end of a message. */
export const METADATA_KEY_RULE =
  'use letters, digits, "-", "_" and ".", at most 63, with a DNS name and "/" in front if need be';
/** What `isLabelValue` requires, for the end of a message. */
export const LABEL_VALUE_RULE =
  'use at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit';

/** Whether Kubernetes accepts `value` as the value of a label. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= DNS_LABEL_LENGTH && QUALIFIED_PART.test(value));
}

/** Whether Kubernetes accepts `key` as the name of a label or an annotation. */
export function isMetadataKey(key: string): boolean {
  const [name, prefix, ...rest] = key.split('/').reverse();
  const hasPrefix = prefix === undefined || isDnsSubdomain(prefix);
  return rest.length === 0 && hasPrefix && name.length <= DNS_LABEL_LENGTH && QUALIFIED_PART.test(name);
}

/** Helm's own check (helm.sh, chartutil.ValidateReleaseName). */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** What `isReleaseName` requires, for the end of a message. */
export const RELEASE_NAME_RULE = 'use at most 53 lower-case letters, digits, "-" and ".", as Helm requires';

/** Whether Helm accepts `name` for a release. */
export function isReleaseName(name: string): boolean {
  return name.length <= RELEASE_NAME_LENGTH && RELEASE_NAME.test(name);
}

/** Whether `name` is an RFC 1123 label. */
export function isDnsLabel(name: string): boolean {
  return name.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(name);
}

/** What `isChartName` requires, for the end of a message. */
export const CHART_NAME_RULE = 'use letters, digits, "-", "_" and ".", at most 250, beginning with a letter or digit';

/** Whether `name` can be that of a chart in a repository. */
export function isChartName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,249}$/.test(name);
}

/**
 * What `isProfileName` requires, for the end of a message: the rule for charts, because a profile can
 * have the name of its chart.
 */
export const PROFILE_NAME_RULE = CHART_NAME_RULE;

/** Whether `name` can be that of a profile, in an index, a lock file, a list of profiles or `profile.yaml`. */
export function isProfileName(name: string): boolean {
  return isChartName(name);
}

/** What `isDnsSubdomain` requires, for the end of a message. */
export const DNS_SUBDOMAIN_RULE =
  'use at most 253 lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit';

/** Whether `name` is an RFC 1123 subdomain, as Kubernetes requires for the names of most objects. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every(isDnsLabel);
}

/**
 * `name` as a Helm release name of at most 53 characters: its first 40, `-` and 12 of its SHA-256,
 * as in helm-controller (internal/release/name.go).
 */
export function shortenReleaseName(name: string): string {
  if (name.length <= RELEASE_NAME_LENGTH) return name;
  return `${name.slice(0, 40)}-${sha256(name).slice(0, 12)}`;
}

/**
 * `charts-example-com-1a2b3c4d`: the host and path of `url`, shortened, and a hash of `content`; at
 * most 63 characters.
 */
export function sourceName(url: string, content: string): string {
  const slug = url
    .replace(/^[a-z]+:\/\//, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, DNS_LABEL_LENGTH - 9)
    .replace(/^-+|-+$/g, '');
  return `${slug}-${contentHash(content)}`.replace(/^-/, '');
}

/** `linkerd2`, or `team-a/linkerd2` outside the namespace `home`. */
export function qualifiedName(name: string, namespace: string, home: string): string {
  return namespace === home ? name : `${namespace}/${name}`;
}

/** How commands call a release: `linkerd2`, or `team-a/linkerd2` outside of the namespace that Flux is installed in. */
export function releaseLabel({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return qualifiedName(name, namespace, 'flux-system');
}

/** Eight hexadecimal digits that depend on the content that a name refers to. */
export function contentHash(content: string): string {
  return sha256(content).slice(0, 8);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `chart "cert-manager" 0.0.8`, for problems. */
export function nameChartVersion(chart: string, version?: string): string {
  return version ? `chart "${chart}" ${version}` : `a version of chart "${chart}"`;
}
