/**
 * Fields of Kubernetes objects that cannot be changed once the object exists.
 *
 * Source: validation of updates in Kubernetes 1.34 (pkg/apis/*\/validation, and that of CRDs). Those
 * of custom resources are not known here.
 */
import { recordIn } from '../model/data/fields';
import type { WrittenObject } from '../model/written-output';

const WORKLOAD = /^spec\.selector\b/;
const ROLE_REF = /^roleRef\b/;
const CONTENT = /^(data|binaryData|stringData)\b/;

/** By group and kind; what matches a pattern is immutable. */
const FIELDS: ReadonlyMap<string, RegExp> = new Map([
  ['apps/Deployment', WORKLOAD],
  ['apps/DaemonSet', WORKLOAD],
  ['apps/ReplicaSet', WORKLOAD],
  [
    'apps/StatefulSet',
    /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b)/,
  ],
  ['batch/Job', /^spec\.(selector|template|completionMode|podFailurePolicy|backoffLimitPerIndex|manualSelector)\b/],
  ['/Service', /^spec\.clusterIPs?\b/],
  ['/PersistentVolumeClaim', /^spec\.(?!resources\b|volumeAttributesClassName\b)/],
  ['/Secret', /^type$/],
  ['rbac.authorization.k8s.io/RoleBinding', ROLE_REF],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', ROLE_REF],
  ['storage.k8s.io/StorageClass', /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)\b/],
  ['scheduling.k8s.io/PriorityClass', /^(value|preemptionPolicy)$/],
  ['networking.k8s.io/IngressClass', /^spec\.controller$/],
  ['node.k8s.io/RuntimeClass', /^handler$/],
  ['apiextensions.k8s.io/CustomResourceDefinition', /^spec\.(group|scope|names\.plural)$/],
]);

/** Those of `paths` that cannot change in `before`. */
export function immutableFields(before: WrittenObject, paths: readonly string[]): string[] {
  const { apiVersion, kind, object } = before;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const isFrozen = object.immutable === true && group === '' && (kind === 'ConfigMap' || kind === 'Secret');
  const pattern = FIELDS.get(`${group}/${kind}`);
  const isImmutable = (path: string) =>
    (isFrozen && (CONTENT.test(path) || path === 'immutable')) ||
    // an address that the API server chose is not in the manifest
    (pattern?.test(path) === true && !(kind === 'Service' && recordIn(object, 'spec').clusterIP === undefined));
  return paths.filter(isImmutable);
}
