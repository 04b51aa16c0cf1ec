/**
 * Checks `kubeVersion` of a chart as Helm does, which refuses to install it on other versions.
 */
import type { FileLocation } from '../yaml/file-location';
import type { Version } from '../version/version';
import { matchesRange, parseVersionRange } from '../version/version-range';
import { foundBy, type LintFinding } from './lint-finding';

/** What is wrong with `range`; `kubeVersion` is the version that it must run on, if there is one. */
export function checkKubeVersion(range: string, location: FileLocation, kubeVersion?: Version): LintFinding[] {
  const parsed = parseVersionRange(range);
  if ('error' in parsed && parsed.error !== undefined) {
    const what = `kubeVersion "${range}" is not a range, and Helm refuses to install the chart`;
    return [foundBy('kube-version-invalid', { what, remedy: parsed.error, location })];
  }
  if (kubeVersion !== undefined && !matchesRange(kubeVersion, parsed)) {
    const what = `kubeVersion "${range}" excludes Kubernetes ${kubeVersion.text}`;
    return [foundBy('kube-version-unsupported', { what, remedy: 'choose another version of the chart', location })];
  }
  if (parsed.alternatives.some(({ takesPrereleases }) => takesPrereleases)) return [];
  const what = `kubeVersion "${range}" excludes the versions of many providers, such as 1.31.2-eks-7f9249a`;
  return [foundBy('kube-version-prerelease', { what, remedy: 'write a bound that ends in "-0", as in ">=1.28.0-0"', location })]; // prettier-ignore
}
