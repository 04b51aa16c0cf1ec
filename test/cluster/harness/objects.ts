/** Kubernetes objects as tests write and read them. */

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly status?: Status;
  /** `spec`, `data` and other fields of the kind. */
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly generation?: number;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

export interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly [field: string]: unknown;
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  /** Generation of the object when Flux set the condition. */
  readonly observedGeneration?: number;
}

/** The name of an object; every KubeObject contains its own. */
export type ObjectReference = Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;

const API_VERSIONS: ReadonlyMap<string, string> = new Map([
  ['HelmRelease', 'helm.toolkit.fluxcd.io/v2'],
  ['Kustomization', 'kustomize.toolkit.fluxcd.io/v1'],
  ['GitRepository', 'source.toolkit.fluxcd.io/v1'],
  ['HelmRepository', 'source.toolkit.fluxcd.io/v1'],
  ['HelmChart', 'source.toolkit.fluxcd.io/v1'],
  ['OCIRepository', 'source.toolkit.fluxcd.io/v1'],
  ['Deployment', 'apps/v1'],
  ['Job', 'batch/v1'],
  ['ConfigMap', 'v1'],
  ['Secret', 'v1'],
  ['Namespace', 'v1'],
  ['ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
  ['ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/v1'],
]);

/** Names an object by its kind: `named('HelmRelease', 'cert-manager', 'flux-system')`. */
export function named(kind: string, name: string, namespace?: string): ObjectReference {
  const apiVersion = API_VERSIONS.get(kind);
  if (apiVersion === undefined) throw new Error(`API_VERSIONS lacks the kind ${kind}. Add it`);
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

/** For messages: `HelmRelease flux-system/cert-manager`. */
export function formatReference({ kind, metadata }: ObjectReference): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

/** Whether the controller has processed the current object, and it is ready. */
export function isReady(object: KubeObject): boolean {
  const { metadata, status } = object;
  const isCurrent = status?.observedGeneration === undefined || status.observedGeneration === metadata.generation;
  return isCurrent && conditionOf(object, 'Ready')?.status === 'True';
}

export function conditionOf(object: KubeObject, type: string): Condition | undefined {
  return object.status?.conditions?.find(condition => condition.type === type);
}

/** For messages: `Ready=False DependencyNotReady: dependency 'a/b' is not ready`. */
export function formatConditions(object: KubeObject): string {
  const conditions = object.status?.conditions ?? [];
  return (
    conditions.map(each => `${each.type}=${each.status} ${each.reason}: ${each.message}`).join('; ') || 'no conditions'
  );
}
