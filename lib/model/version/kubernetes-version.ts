/**
 * Whether a chart can be installed on a version of Kubernetes, as Helm decides it.
 *
 * Helm compares `kubeVersion` of Chart.yaml with the version that the API server reports, in full
 * (helm.sh/helm/v4 v4.2.4, `renderResources` and `getCapabilities` of pkg/action, and
 * `IsCompatibleRange` of pkg/chart/v2/util; helm-controller sets no other version). A suffix such as
 * that of v1.29.3-gke.100 makes it a prerelease, which `>=1.25.0` does not include and `>=1.25.0-0`
 * does; one such as that of v1.29.3+k3s1 makes no difference. Only `helm template --kube-version`
 * drops suffixes. A range that cannot be read includes no version.
 */
import { tryParseVersion } from './version';
import { matchesRange, parseVersionRange } from './version-range';

/** What to write for a version of Kubernetes, for the end of a sentence. */
export const KUBERNETES_VERSION_RULE =
  'write the version that the API server reports, which "kubectl version" prints, as in "v1.29.3"';

/** Whether `text` is a version of Kubernetes: `1.29.3`, `v1.29.3-gke.100`, and `1.29` for 1.29.0. */
export function isKubernetesVersion(text: string): boolean {
  return /^v?\d+\.\d+/.test(text) && tryParseVersion(text) !== undefined;
}

/** Whether Kubernetes `version` is in `range`, the `kubeVersion` of a chart; without a range, it is. */
export function fitsKubernetes(range: string | undefined, version: string): boolean {
  if (range === undefined) return true;
  const [parsed, reported] = [parseVersionRange(range), tryParseVersion(version)];
  return parsed.error === undefined && reported !== undefined && matchesRange(reported, parsed);
}
