/**
 * The option `--kube-version`: the version of Kubernetes that charts have to take.
 */
import { isKubernetesVersion, KUBERNETES_VERSION_RULE } from '../../model/version/kubernetes-version';
import { printable } from './printable';

/** Why the value cannot be used; `undefined` if it can, or is absent. */
export function describeKubeVersionFault(version: string | undefined): string | undefined {
  if (version === undefined || isKubernetesVersion(version)) return undefined;
  return `"${printable(version)}" is not a version of Kubernetes; ${KUBERNETES_VERSION_RULE}`;
}
