/**
 * A tenant: accounts that may do everything to HelmReleases of one namespace.
 */
import { KubeObject } from '../harness';

const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const RELEASES = { apiGroups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'], verbs: ['*'] };

export function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** The service account `name` of `at` may do everything to HelmReleases of the tenant, and nothing else. */
export function rights(at: string, name: string): KubeObject[] {
  const role = { ...RBAC, kind: 'Role', metadata: { name: `${at}-${name}`, namespace: 'tenant' } };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: `${at}-${name}` };
  const subjects = [{ kind: 'ServiceAccount', namespace: at, name }];
  return [
    { ...role, rules: [RELEASES] },
    { ...role, kind: 'RoleBinding', roleRef, subjects },
  ];
}
