/**
 * Checks that charts can be installed on the version of Kubernetes that a cluster has.
 *
 * Only the charts of catalogs are known. A range is resolved without regard to this, because a
 * version that is chosen silently would be another one on each cluster.
 */
import type { Problem } from '../../model/problem';
import { fitsKubernetes, isKubernetesVersion, KUBERNETES_VERSION_RULE } from '../../model/version/kubernetes-version';
import type { ICatalog } from '../props/i-catalog';
import type { IProfile } from '../props/i-profile';

/** Whether the option of a cluster can be used. */
export function checkKubernetesVersion(version: string | undefined): Problem[] {
  if (version === undefined || isKubernetesVersion(version)) return [];
  const what = `kubernetesVersion "${version}" is not a version of Kubernetes`;
  return [{ kind: 'invalid-props', what, remedy: KUBERNETES_VERSION_RULE }];
}

/** Whether the chart of `profile`, which may be from one of `catalogs`, can be installed. */
export function checkProfileVersion(
  profile: IProfile | undefined,
  kubernetesVersion: string | undefined,
  catalogs: readonly ICatalog[],
): Problem[] {
  const range = profile?.artifact?.kubeVersion;
  if (profile === undefined || range === undefined || kubernetesVersion === undefined) return [];
  if (!isKubernetesVersion(kubernetesVersion) || fitsKubernetes(range, kubernetesVersion)) return [];
  const { profileName, version, catalogName } = profile;
  const catalog = catalogs.find(found => found.catalogName === catalogName);
  const newest = catalog?.newestFor?.(profileName, kubernetesVersion);
  const about = { profile: profileName, version, range, kubernetesVersion };
  return [{ kind: 'kubernetes-version', ...about, ...(newest !== undefined && { newest }) }];
}
