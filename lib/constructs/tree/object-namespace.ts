/**
 * The namespace that an object is in. cdk8s gives every object that of its chart, although objects of
 * some kinds are in none, and Flux ignores it then.
 */
import type { ApiObject } from 'cdk8s';

/** Kinds that belong to the cluster, by API group, as `kubectl api-resources --namespaced=false` lists them. */
const CLUSTER_KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['core', ['Namespace', 'PersistentVolume']],
  ['apiextensions.k8s.io', ['CustomResourceDefinition']],
  ['apiregistration.k8s.io', ['APIService']],
  ['networking.k8s.io', ['IngressClass']],
  ['node.k8s.io', ['RuntimeClass']],
  ['rbac.authorization.k8s.io', ['ClusterRole', 'ClusterRoleBinding']],
  ['scheduling.k8s.io', ['PriorityClass']],
  ['storage.k8s.io', ['CSIDriver', 'StorageClass']],
]);

/** `undefined` for an object of the cluster, of the kinds that Kubernetes has. */
export function namespaceOf({ apiGroup, kind, metadata }: ApiObject): string | undefined {
  return CLUSTER_KINDS.get(apiGroup)?.includes(kind) === true ? undefined : metadata.namespace;
}
